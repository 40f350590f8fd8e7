"""Which of several orders is meant: a question with a button for each."""

from collections.abc import Callable, Sequence

from bot.callbacks import AskCancel, AskPerson, OnOrder, ShowAlternatives
from bot.pages.backorders import label
from bot.pages.menu import menu_button, onwards, orders_button, person_button
from services.views import BackorderView
from wording.pages import Button, Page, shortened
from wording.words import Words

LONGEST_NUMBER = 40  # UTF-16 units of an order number that somebody wrote
MOST = 8
"""Orders asked about at once, newest first: as many buttons as a phone shows; all of them are under “My orders”."""


def to_cancel(views: Sequence[BackorderView], t: Words) -> Page:
    return _ask(t.say("Which order would you like to cancel?"), views, AskCancel, t)


def to_switch(views: Sequence[BackorderView], t: Words) -> Page:
    return _ask(t.say("Which order would you like to switch to another product?"), views, ShowAlternatives, t)


def to_change(views: Sequence[BackorderView], t: Words) -> Page:
    """Where and how an order is delivered is settled by people."""
    text = t.say(
        "Address and delivery can be changed by our team while an order waits. Choose the order, and our team knows "
        "that you would like to talk to a person."
    )
    return _ask(text, views, AskPerson, t)


def kept(t: Words) -> Page:
    """Nothing has to be done for it."""
    return Page(t.say("Good: nothing changes. All your orders keep their places in line."), (onwards(t),))


def nothing_open(t: Words) -> Page:
    text = t.say("None of your orders is waiting at the moment, so there is nothing to change.")
    return Page(text, (onwards(t), (person_button(t),)))


def not_yours(number: str, t: Words) -> Page:
    """The same answer whether or not somebody else has such an order."""
    text = t.say(
        "I cannot find an order {order_number} among yours here. If it is yours, open the link that the shop gave you: "
        "then it appears here.",
        order_number=shortened(number, LONGEST_NUMBER),
    )
    return Page(text, (onwards(t), (person_button(t),)))


def _ask(text: str, views: Sequence[BackorderView], act: Callable[..., OnOrder], t: Words) -> Page:
    rows = tuple((Button(label(view, t), act=act(backorder_id=view.order.id).pack()),) for view in views[:MOST])
    return Page(text, (*rows, (orders_button(t), menu_button(t))))
