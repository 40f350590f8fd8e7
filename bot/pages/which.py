"""Which of several orders is meant: a question with a button for each."""

from collections.abc import Callable, Sequence

from bot.callbacks import AskCancel, AskPerson, OnOrder, OpenOrder, ShowAlternatives
from bot.pages.backorders import label, other_way
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
    """Pick-up or delivery where the shop offers both; an address is changed by people."""
    if views[0].pickup_place is None:
        return to_ask_about(views, t)
    if len(views) > 1:
        return _ask(
            t.say("Which order is it about? Its page changes between pick-up and delivery."), views, OpenOrder, t
        )
    text = t.say(
        "Order {order_number} changes between pick-up and delivery with a tap. An address is changed by our team.",
        order_number=views[0].order.order_number,
    )
    person = Button(t.plain("Talk to a person"), act=AskPerson(backorder_id=views[0].order.id).pack())
    return Page(text, (*other_way(views[0], t), (person,), onwards(t)))


def to_ask_about(views: Sequence[BackorderView], t: Words) -> Page:
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
        "I cannot find an order {order_number} among yours here. If it is yours, it was placed under another customer "
        "number: our team gladly helps.",
        order_number=shortened(number, LONGEST_NUMBER),
    )
    return Page(text, (onwards(t), (person_button(t),)))


def _ask(text: str, views: Sequence[BackorderView], act: Callable[..., OnOrder], t: Words) -> Page:
    rows = tuple((Button(label(view, t), act=act(backorder_id=view.order.id).pack()),) for view in views[:MOST])
    return Page(text, (*rows, (orders_button(t), menu_button(t))))
