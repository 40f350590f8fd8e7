"""Which of several orders is meant: a question with a button for each."""

from collections.abc import Sequence

from bot.callbacks import AskCancel, AskPerson, OnOrder, OpenOrder, ShowAlternatives, ShowHistory
from bot.pages.backorders import label, other_way
from bot.pages.menu import menu_button, onwards, orders_button, person_button
from bot.pages.turning import sheet, turning
from bot.turning import Purpose, WhichOrder
from services.views import BackorderView
from wording.pages import Button, Page, shortened
from wording.words import Words

LONGEST_NUMBER = 40  # UTF-16 units of an order number that somebody wrote
MOST = 8
"""Orders on a page, newest first: as many buttons as a phone shows without scrolling."""


def order(purpose: Purpose, views: Sequence[BackorderView], t: Words, page: int = 0, product_id: int = 0) -> Page:
    """A button for each, some at a time; `product_id` is what all of them are for, where nothing else is meant."""
    text, act = _question(purpose, t)
    on = sheet(views, page, MOST)
    rows = tuple((Button(label(view, t), act=act(backorder_id=view.order.id).pack()),) for view in on.shown)
    turn = turning(on, lambda to: WhichOrder(purpose=purpose, page=to, product_id=product_id), t)
    return Page(text, (*rows, *turn, (orders_button(t), menu_button(t))))


def _question(purpose: Purpose, t: Words) -> tuple[str, type[OnOrder]]:
    """What is asked, and what choosing an order does."""
    match purpose:
        case Purpose.CANCEL:
            return t.say("Which order would you like to cancel?"), AskCancel
        case Purpose.SWITCH:
            return t.say("Which order would you like to switch to another product?"), ShowAlternatives
        case Purpose.DELIVERY:
            return t.say("Which order is it about? Its page changes between pick-up and delivery."), OpenOrder
        case Purpose.ADDRESS:
            text = t.say(
                "Address and delivery can be changed by our team while an order waits. Choose the order, and our team "
                "knows that you would like to talk to a person."
            )
            return text, AskPerson
        case Purpose.HISTORY:
            return t.say("Of which order would you like to see the history?"), ShowHistory
        case Purpose.PERSON:
            return t.say("Which order is it about?"), AskPerson


def delivery_of_one(view: BackorderView, t: Words) -> Page:
    """Pick-up or delivery where the shop offers both; an address is changed by people."""
    text = t.say(
        "Order {order_number} changes between pick-up and delivery with a tap. An address is changed by our team.",
        order_number=view.order.order_number,
    )
    person = Button(t.plain("Talk to a person"), act=AskPerson(backorder_id=view.order.id).pack())
    return Page(text, (*other_way(view, t), (person,), onwards(t)))


def kept(t: Words) -> Page:
    """Nothing has to be done for it."""
    return Page(t.say("Good: nothing changes. All your orders keep their places in line."), (onwards(t),))


def nothing_open(t: Words) -> Page:
    text = t.say("None of your orders is waiting at the moment, so there is nothing to change.")
    return Page(text, (onwards(t), (person_button(t),)))


def not_yours(number: str, t: Words) -> Page:
    """The same answer whether or not somebody else has such an order."""
    text = t.say(
        "Order {order_number} is not among your orders here. If it is yours, it was placed under another customer "
        "number: our team gladly helps.",
        order_number=shortened(number, LONGEST_NUMBER),
    )
    return Page(text, (onwards(t), (person_button(t),)))
