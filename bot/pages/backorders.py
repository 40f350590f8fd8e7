"""Orders as their owners see them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.callbacks import (
    AskCancel,
    ChoosePickup,
    ConfirmCancel,
    MyOrders,
    OpenOrder,
    ShowAlternatives,
    ShowHistory,
    ShowOrder,
)
from bot.pages.menu import find_button, link_button, menu_button, onwards
from bot.pages.suggestions import suggestions_button
from bot.pages.turning import sheet, turning
from bot.turning import OrdersOf
from domain.backorders import OPEN, Refund, State
from domain.cards import Face, digest
from domain.customers import Customer
from services.views import BackorderView
from storage.queue import Position
from wording.goods import LONGEST_NAME
from wording.pages import Button, Page, Rows, shortened
from wording.standing import all_there, next_step, promised, set_aside
from wording.words import Words

PER_PAGE = 4  # orders; with more, text and buttons would not stand on a phone's screen together
LONGEST_LABEL = 60  # UTF-16 units; a phone shows about forty


def my_orders(views: Sequence[BackorderView], page: int, t: Words, product_id: int = 0) -> Page:
    """One: its card. Several: a list, what is still open first; `product_id` is what all of them are for, or 0."""
    if len(views) == 1:
        return card(views[0], t)
    ranked = sorted(views, key=lambda view: view.order.state not in OPEN)
    on = sheet(ranked, page, PER_PAGE)
    paragraphs = [t.say("<b>Your orders</b>"), *("\n".join(brief(view, t)) for view in on.shown)]
    rows = [(Button(label(view, t), act=OpenOrder(backorder_id=view.order.id).pack()),) for view in on.shown]
    turn = turning(on, lambda to: OrdersOf(page=to, product_id=product_id) if product_id else MyOrders(page=to), t)
    return Page("\n\n".join(paragraphs), (*rows, *turn, (menu_button(t),)))


def no_orders(person: Customer, t: Words) -> Page:
    """Whom only the chat knows may have orders all the same, and is told how to find them here."""
    if not person.known_by_shop:
        text = t.say(
            "There are no orders of yours here. If you have ordered something, connect this chat with it: then you see "
            "everything here."
        )
        return Page(text, ((link_button(t),), (find_button(t), menu_button(t))))
    return Page(t.say("There are no orders of yours here at the moment."), ((find_button(t), menu_button(t)),))


def card(view: BackorderView, t: Words) -> Page:
    """Everything about one order, and what can be done with it."""
    lines = [
        head(view, t),
        t.say("Order {order_number}", order_number=view.order.order_number),
        *standing(view, t),
        *way(view, t),
    ]
    return faced(Page("\n".join(lines), choices(view, t)), view)


def faced(page: Page, view: BackorderView) -> Page:
    """The same, known as the card of its order."""
    labels = (button.label for row in page.buttons for button in row)
    last = view.order.state not in (*OPEN, State.RELEASED)
    return replace(page, face=Face(view.order.id, view.revision, digest(page.text, labels), last))


def outlived(view: BackorderView, t: Words) -> Page:
    """What is left of a card that has a newer one beside it: nothing that could be out of date."""
    number = t.say("Order {order_number}", order_number=view.order.order_number)
    return Page("\n".join([head(view, t), number, t.say("A newer message in this chat shows how it stands now.")]))


def way(view: BackorderView, t: Words) -> list[str]:
    """How an open order is got, where the shop leaves the choice; a parcel is what goes without saying."""
    if not view.order.pickup or view.pickup_place is None or view.order.state not in (*OPEN, State.RELEASED):
        return []
    return [t.say("You pick it up here: {place}", place=view.pickup_place)]


def name_of(view: BackorderView, t: Words) -> str:
    return shortened(view.product.called(t.language), LONGEST_NAME)


def head(view: BackorderView, t: Words) -> str:
    return t.say("<b>{quantity} × {product}</b>", quantity=view.order.quantity, product=name_of(view, t))


def label(view: BackorderView, t: Words) -> str:
    text = t.plain("{order_number}: {product}", order_number=view.order.order_number, product=name_of(view, t))
    return shortened(text, LONGEST_LABEL)


def brief(view: BackorderView, t: Words) -> list[str]:
    """Two lines of a list: what was ordered; and how it stands, while it waits with place and date."""
    order = view.order
    goods = t.say(
        "<b>{order_number}</b> · {quantity} × {product}",
        order_number=order.order_number,
        quantity=order.quantity,
        product=shortened(name_of(view, t), LONGEST_LABEL),
    )
    if order.state is State.WAITING and order.promise_by is None and not view.product.active:
        return [goods, not_coming(t)]
    if order.state is State.WAITING and view.position is not None:
        return [goods, place_and_date(view.position, order.promise_by, t, pickup=order.pickup)]
    return [goods, state(view, t)]


def place_and_date(position: Position, by: date | None, t: Words, *, pickup: bool) -> str:
    place, of = position.place, position.of
    if by is None:
        return t.say("Number {place} of {of} in line, no date yet", place=place, of=of)
    day = t.day(by)
    if pickup:
        return t.say(
            "Number {place} of {of} in line, ready for you by {day} at the latest", place=place, of=of, day=day
        )
    return t.say("Number {place} of {of} in line, ships by {day} at the latest", place=place, of=of, day=day)


def standing(view: BackorderView, t: Words) -> list[str]:
    order = view.order
    if order.state is State.WAITING:
        return [*units(view, t), *in_line(view.position, t), *date_of(view, t)]
    if order.state is State.RESERVED:
        return [state(view, t), next_step(t, pickup=order.pickup)]
    return [state(view, t), *refund(order.refund, t)]


def state(view: BackorderView, t: Words) -> str:
    return {
        State.WAITING: t.say("Still waiting for its units."),
        State.RESERVED: all_there(t),
        State.RELEASED: t.say("Ready for you to pick up.") if view.order.pickup else t.say("On its way to you."),
        State.FULFILLED: t.say("Picked up.") if view.order.pickup else t.say("Delivered."),
        State.CANCELLED: t.say("This order is cancelled."),
        State.SWITCHED: t.say("You have switched to another product."),
    }[view.order.state]


def units(view: BackorderView, t: Words) -> list[str]:
    order = view.order
    found = []
    if order.released_quantity:
        found.append(
            t.count(
                "{n} of {quantity} is on its way already.",
                "{n} of {quantity} are on their way already.",
                order.released_quantity,
                quantity=order.quantity,
            )
        )
    if order.reserved_quantity:
        found.append(set_aside(order.reserved_quantity, order.quantity, t))
    return found


def in_line(position: Position | None, t: Words) -> list[str]:
    """The place with its arithmetic."""
    if position is None:
        return []
    if position.units_ahead == 0:
        return [t.say("You are number {place} of {of} in line: you are next.", place=position.place, of=position.of)]
    return [
        t.count(
            "You are number {place} of {of} in line; {n} unit goes to others first.",
            "You are number {place} of {of} in line; {n} units go to others first.",
            position.units_ahead,
            place=position.place,
            of=position.of,
        )
    ]


def date_of(view: BackorderView, t: Words) -> list[str]:
    if view.order.promise_by is None and not view.product.active:
        return [not_coming(t), t.say("You can switch to another product or cancel.")]
    return [promised(view.order.promise_by, t, pickup=view.order.pickup)]


def not_coming(t: Words) -> str:
    return t.say("This product has been discontinued and will not come in again.")


def refund(owed: Refund | None, t: Words) -> list[str]:
    if owed is None:
        return []
    money, day = t.money(owed.money), t.day(owed.due_on)
    return [t.say("You get {money} back by {day} at the latest.", money=money, day=day)]


def choices(view: BackorderView, t: Words) -> Rows:
    order = view.order
    if order.state in OPEN:
        return (
            (
                Button(t.plain("Cancel"), act=AskCancel(backorder_id=order.id).pack()),
                Button(t.plain("Switch"), act=ShowAlternatives(backorder_id=order.id).pack()),
            ),
            (
                Button(t.plain("Refresh"), act=ShowOrder(backorder_id=order.id).pack()),
                past(view, t),
            ),
            *other_way(view, t),
            *meanwhile(view, t),
            onwards(t),
        )
    if order.state is State.CANCELLED:
        # The button that was tapped stays where it was: a second tap finds it, and is told so.
        done = Button(t.plain("Cancelled ✓"), act=ConfirmCancel(backorder_id=order.id).pack())
        return (done,), (past(view, t),), onwards(t)
    if order.switched_to is not None:
        show = Button(t.plain("Show the new order"), act=OpenOrder(backorder_id=order.switched_to).pack())
        return (show,), (past(view, t),), onwards(t)
    return (past(view, t),), onwards(t)


def past(view: BackorderView, t: Words) -> Button:
    return Button(t.plain("History"), act=ShowHistory(backorder_id=view.order.id).pack())


def other_way(view: BackorderView, t: Words) -> Rows:
    if view.pickup_place is None:
        return ()
    label = t.plain("Have it delivered instead") if view.order.pickup else t.plain("Pick it up instead")
    return ((Button(label, act=ChoosePickup(backorder_id=view.order.id, pickup=not view.order.pickup).pack()),),)


def meanwhile(view: BackorderView, t: Words) -> Rows:
    return ((suggestions_button(t),),) if view.order.state is State.WAITING else ()


def kept(view: BackorderView, t: Words) -> Page:
    """The answer to somebody who keeps waiting: the card, under a sentence that says so."""
    found = card(view, t)
    said = t.say("<b>Thank you. You keep your place.</b>")
    return replace(found, text=f"{said}\n\n{found.text}")
