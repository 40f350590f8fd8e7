"""What each piece of news says, and which choices it offers. Lines are whole sentences; nothing is glued from parts.

About dates (OLG München 6 U 3815/17, OLG Bremen 2 U 49/12): a date is the last day, said as such, and no date is said
plainly. Words that sound like a date and are none stay out; tests/wording/ knows them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from domain.broadcasts import Announcement
from domain.notices import (
    AlertEnding,
    BackInStock,
    Countdown,
    DateChanged,
    HoldLost,
    LongWait,
    News,
    OrderCancelled,
    OrderComplete,
    OrderNews,
    OrderPartly,
    OrderPlaced,
    OrderReleased,
    OrderSwitched,
    ProductDiscontinued,
    Recalled,
    UnitsTakenBack,
)
from domain.promises import slipped
from domain.talk import ConversationEnded, TeamMessage, TeamOutOfReach
from wording import acts
from wording.alerts import back_in_stock, buying, counted_down, ending, going_on, hold_lost
from wording.announcements import below
from wording.announcements import said as announced
from wording.conversations import conversation
from wording.delays import LONGEST_REASON, date_changed, long_wait, units_taken_back
from wording.goods import called
from wording.pages import Button, Rows, TextFile, shortened
from wording.receipts import receipt
from wording.standing import all_there, goods, next_step, promised, set_aside
from wording.words import Words


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of news, worded. `about` names it on buttons when it shares a message with others."""

    about: str
    lines: Sequence[str]
    buttons: Rows = ()
    receipt: TextFile | None = None
    photo: str | None = None


def piece(news: News | Countdown, t: Words) -> Piece:
    match news:
        case BackInStock() | Countdown() | HoldLost() | AlertEnding():
            return alert(news, t)
        case Announcement():
            photo = news.content.photo_url if news.content else None
            return Piece("", announced(news, t), below(news, t), photo=photo)
        case Recalled():
            name = called(news.product, t)
            return Piece(name, recalled(news, name, t), ((acknowledge(news, t),),))
        case TeamMessage() | TeamOutOfReach() | ConversationEnded():
            said = conversation(news, t)
            return Piece("", [said.text], said.buttons)
        case OrderCancelled():
            name = called(news.product, t)
            return Piece(news.order_number, cancelled(news, t), receipt=receipt(news, name, t))
        case _:
            return Piece(news.order_number, lines(news, t), choices(news, t))


def alert(news: BackInStock | Countdown | HoldLost | AlertEnding, t: Words) -> Piece:
    match news:
        case BackInStock():
            return Piece(called(news.product, t), back_in_stock(news, t), buying(news, t))
        case Countdown(news=told):
            return Piece(called(told.product, t), counted_down(news, t), () if news.outcome else buying(told, t))
        case HoldLost():
            return Piece(called(news.product, t), hold_lost(news, t))
        case AlertEnding():
            return Piece(called(news.product, t), ending(news, t), going_on(news, t))


OpenOrderNews = (
    OrderPlaced
    | OrderComplete
    | OrderPartly
    | DateChanged
    | LongWait
    | UnitsTakenBack
    | OrderSwitched
    | OrderReleased
    | ProductDiscontinued
)


def lines(news: OpenOrderNews, t: Words) -> list[str]:
    match news:
        case OrderPlaced():
            found = placed(news, t)
        case OrderComplete():
            found = complete(news, t)
        case OrderPartly():
            found = partly(news, t)
        case DateChanged():
            found = date_changed(news, t)
        case LongWait():
            found = long_wait(news, t)
        case UnitsTakenBack():
            found = units_taken_back(news, t)
        case OrderSwitched():
            found = switched(news, t)
        case OrderReleased():
            found = released(news, t)
        case ProductDiscontinued():
            found = discontinued(news, t)
        case _:
            assert_never(news)
    return found


def choices(news: OpenOrderNews, t: Words) -> Rows:
    match news:
        case LongWait():
            found: Rows = decide(news, t)
        case DateChanged() if slipped(news.old, news.new):
            found = decide(news, t)
        case OrderPlaced() | OrderComplete() | OrderPartly() | DateChanged() | OrderSwitched():
            found = ((show(news, t),),)
        case UnitsTakenBack():
            found = ((switch(news, t), cancel(news, t)), (show(news, t),))
        case ProductDiscontinued():
            found = ((switch(news, t), cancel(news, t)),)
        case OrderReleased():
            found = ()
        case _:
            assert_never(news)
    return found


def decide(news: OrderNews, t: Words) -> Rows:
    """The four choices when it takes longer."""
    return (keep(news, t),), (switch(news, t), cancel(news, t)), (ask_a_person(news, t),)


def show(news: OrderNews, t: Words) -> Button:
    return Button(t.plain("Show order"), act=acts.show_order(news.backorder_id))


def keep(news: OrderNews, t: Words) -> Button:
    return Button(t.plain("Keep waiting"), act=acts.keep_waiting(news.backorder_id))


def switch(news: OrderNews, t: Words) -> Button:
    return Button(t.plain("Switch"), act=acts.show_alternatives(news.backorder_id))


def cancel(news: OrderNews, t: Words) -> Button:
    return Button(t.plain("Cancel"), act=acts.ask_cancel(news.backorder_id))


def ask_a_person(news: OrderNews, t: Words) -> Button:
    return Button(t.plain("Ask a person"), act=acts.ask_a_person(news.backorder_id))


def acknowledge(news: Recalled, t: Words) -> Button:
    return Button(t.plain("I have read this"), act=acts.acknowledge(news.recall_id))


def recalled(news: Recalled, name: str, t: Words) -> list[str]:
    return [
        t.say("<b>Important: {product} is being recalled.</b>", product=name),
        t.count(
            "{n} unit of it is yours or is set aside for you.",
            "{n} units of it are yours or are set aside for you.",
            news.units,
        ),
        t.say("The reason: {reason}", reason=shortened(news.reason, LONGEST_REASON)),
        t.say("Please tap below so that we know you have read this."),
    ]


def placed(news: OrderPlaced, t: Words) -> list[str]:
    head = t.say("<b>We have your order {order_number}.</b>", order_number=news.order_number)
    return [head, goods(news, t), *standing(news, t)]


def standing(news: OrderPlaced, t: Words) -> list[str]:
    if news.reserved >= news.quantity:
        return [all_there(t)]
    found = [set_aside(news.reserved, news.quantity, t)] if news.reserved else []
    if news.place is not None and news.of is not None:
        found.append(t.say("You are number {place} of {of} in line.", place=news.place, of=news.of))
    return [*found, promised(news.promise_by, t, pickup=news.pickup)]


def complete(news: OrderComplete, t: Words) -> list[str]:
    return [
        t.say("<b>Good news: your order {order_number} is complete.</b>", order_number=news.order_number),
        goods(news, t),
        all_there(t),
        next_step(t, pickup=news.pickup),
    ]


def partly(news: OrderPartly, t: Words) -> list[str]:
    return [
        t.say("<b>Units have arrived for your order {order_number}.</b>", order_number=news.order_number),
        goods(news, t),
        set_aside(news.reserved, news.quantity, t),
        promised(news.promise_by, t, pickup=news.pickup),
    ]


def cancelled(news: OrderCancelled, t: Words) -> list[str]:
    number = news.order_number
    if news.by_customer:
        head = t.say("<b>Your order {order_number} is cancelled.</b>", order_number=number)
    else:
        head = t.say("<b>We are sorry: we had to cancel your order {order_number}.</b>", order_number=number)
    found = [head, goods(news, t), t.say("Cancelled on {moment}.", moment=t.moment(news.at))]
    return [*found, *comes_back(news, t)]


def comes_back(news: OrderCancelled | OrderSwitched, t: Words) -> list[str]:
    if news.refund is None or news.refund_due_on is None:
        return []
    money, day = t.money(news.refund), t.day(news.refund_due_on)
    return [t.say("You get {money} back by {day} at the latest.", money=money, day=day)]


def switched(news: OrderSwitched, t: Words) -> list[str]:
    found = [
        t.say("<b>Your order {order_number} has been switched.</b>", order_number=news.order_number),
        t.say("Now: {quantity} × {product}", quantity=news.quantity, product=called(news.product, t)),
        t.say("Before: {product}", product=called(news.instead_of, t)),
        *comes_back(news, t),
    ]
    if news.reserved >= news.quantity:
        return [*found, all_there(t)]
    if news.reserved:
        found.append(set_aside(news.reserved, news.quantity, t))
    return [*found, promised(news.promise_by, t, pickup=news.pickup)]


def released(news: OrderReleased, t: Words) -> list[str]:
    if news.pickup_place:
        where = [t.say("Here: {place}", place=news.pickup_place)]
        whole = t.say("<b>You can pick up your order {order_number} now.</b>", order_number=news.order_number)
        part = t.say("<b>You can pick up part of your order {order_number} now.</b>", order_number=news.order_number)
    else:
        where = []
        whole = t.say("<b>Your order {order_number} is on its way.</b>", order_number=news.order_number)
        part = t.say("<b>Part of your order {order_number} is on its way.</b>", order_number=news.order_number)
    if not news.rest:
        return [whole, goods(news, t), *where]
    rest = t.count("{n} more unit is still to come.", "{n} more units are still to come.", news.rest)
    return [part, goods(news, t), *where, rest]


def discontinued(news: ProductDiscontinued, t: Words) -> list[str]:
    return [
        t.say("<b>We are sorry: we cannot complete your order {order_number}.</b>", order_number=news.order_number),
        goods(news, t),
        t.say("This product has been discontinued and will not come in again."),
        t.say("You can switch to another product or cancel."),
    ]
