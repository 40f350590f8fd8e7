"""How a customer reaches a person of the shop."""

from collections.abc import Sequence

from bot.callbacks import AskPerson
from bot.pages.backorders import label
from bot.pages.menu import onwards
from services.views import BackorderView
from wording.pages import Button, Page
from wording.words import Words

MOST_ORDERS = 6
"""As many buttons as a phone shows without scrolling; the newest come first."""


def way_to_a_person(waiting: Sequence[BackorderView], t: Words) -> Page:
    """About an order the team is told at once; about anything else the honest answer is where else to turn."""
    if not waiting:
        return Page(elsewhere(t), (onwards(t),))
    about = t.say("Which order is it about? Choose it, and our team knows that you would like to talk to a person.")
    rows = tuple(
        (Button(label(view, t), act=AskPerson(backorder_id=view.order.id).pack()),) for view in waiting[:MOST_ORDERS]
    )
    return Page(f"{about}\n\n{anything_else(t)}", (*rows, onwards(t)))


def elsewhere(t: Words) -> str:
    return t.say(
        "Nobody of the shop’s team reads along in this chat. Please turn to the shop directly: your order confirmation "
        "and the shop’s website say how."
    )


def anything_else(t: Words) -> str:
    return t.say(
        "For anything else please turn to the shop directly: your order confirmation and the shop’s website say how."
    )
