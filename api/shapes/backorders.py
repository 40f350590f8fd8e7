"""Backorders on the wire."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any

from msgspec import Meta, Struct

from api.shapes.products import BasisOut, PromiseOut
from api.shapes.values import (
    Cash,
    ExternalId,
    Moment,
    MoneyOut,
    OrderNumber,
    Priority,
    Reason,
    Sku,
    SomeCash,
    Units,
    money_in,
    money_out,
    must_be_this_century,
)
from domain import payments
from domain.backorders import Actor, Backorder, Refund, Ship, State
from domain.money import Money
from domain.slips import Attention, Choice
from services.placing import Wish
from services.views import BackorderView


class BackorderIn(Struct, forbid_unknown_fields=True, frozen=True):
    """One order line. Defaults: the product's price, nothing paid, placed now."""

    order_number: OrderNumber
    customer: ExternalId
    sku: Sku
    quantity: Units
    unit_price: Cash | None = None
    paid: Annotated[Cash | None, Meta(description="For the whole line.")] = None
    placed_at: Annotated[Moment | None, Meta(description="Not later than now.")] = None
    ship: Ship = Ship.TOGETHER
    priority: Annotated[
        Priority | None, Meta(description="Higher goes first. Left out: what the customer has earned, or 0.")
    ] = None
    deposit: Annotated[Cash | None, Meta(description="Agreed to be paid first, of the whole line.")] = None
    pickup: Annotated[bool, Meta(description="The customer comes for it; the shop must have a place for that.")] = False

    def __post_init__(self) -> None:
        must_be_this_century(placed_at=self.placed_at)

    def wish(self) -> Wish:
        return Wish(
            self.order_number,
            self.customer,
            self.sku,
            self.quantity,
            money_in(self.unit_price),
            money_in(self.paid),
            self.placed_at,
            self.ship,
            self.priority,
            money_in(self.deposit),
            self.pickup,
        )


class PaymentIn(Struct, forbid_unknown_fields=True, frozen=True):
    """What was paid this time, at most what is still to be paid."""

    paid: SomeCash


class CancelIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Why, for the history."""

    reason: Reason | None = None


class PickupIn(Struct, forbid_unknown_fields=True, frozen=True):
    """True: the customer comes for it. False: it is sent."""

    pickup: bool


class SwitchIn(Struct, forbid_unknown_fields=True, frozen=True):
    """The product to wait for instead."""

    sku: Sku


class RefundOut(Struct, frozen=True):
    """What is owed back, and by when."""

    amount: int
    currency: str
    due_on: date


class EntryOut(Struct, frozen=True):
    """What it became, through whom, and why."""

    state: State
    by: Actor
    at: datetime
    reason: str | None
    reserved_quantity: int


class PromiseChangeOut(Struct, frozen=True):
    """A date that moved, with its cause; `told`: whether the customer was sent a message about it.

    `reason` is what the shop said when it moved the supply or counted, and stands in the message and the history.
    """

    old: date | None
    new: date | None
    cause: str
    at: datetime
    told: bool
    reason: str | None


class AnswerOut(Struct, frozen=True):
    """What the customer answered when a date slipped; `promise_by` is the date that was answered to."""

    choice: Choice
    promise_by: date | None
    at: datetime


class GoodwillOut(Struct, frozen=True):
    """Credited to the customer because a date slipped."""

    amount: int
    currency: str
    cause: str
    at: datetime


class BackorderOut(Struct, frozen=True):
    """`place`, `of` and `units_ahead` are null unless it waits; `switched_to` is the order that took its place.

    `total` and `balance_due` are null without a price, `deposit_due` without a deposit.
    """

    id: int
    order_number: str
    customer: str
    sku: str
    quantity: int
    unit_price: MoneyOut | None
    paid: MoneyOut | None
    deposit: MoneyOut | None
    total: MoneyOut | None
    balance_due: MoneyOut | None
    deposit_due: MoneyOut | None
    placed_at: datetime
    ship: Ship
    priority: int
    state: State
    reserved_quantity: int
    released_quantity: int
    place: int | None
    of: int | None
    units_ahead: int | None
    promise: PromiseOut | None
    switched_to: int | None
    refund_due: RefundOut | None
    attention: Annotated[
        Attention | None, Meta(description="Why a person of the shop should look at it: see `…/attend`.")
    ]
    pickup: bool


class BackorderDetail(BackorderOut, frozen=True):
    """With everything that happened to it, oldest first."""

    history: Sequence[EntryOut]
    promise_history: Sequence[PromiseChangeOut]
    answers: Sequence[AnswerOut]
    goodwill: Sequence[GoodwillOut]


class BackorderPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[BackorderOut]
    next: str | None


def summary(view: BackorderView) -> BackorderOut:
    return BackorderOut(**_fields(view))


def detail(view: BackorderView) -> BackorderDetail:
    history = [EntryOut(e.state, e.by, e.at, e.reason, e.reserved_quantity) for e in view.history]
    dates = [PromiseChangeOut(c.old, c.new, c.cause, c.at, c.told, c.reason) for c in view.promise_history]
    answers = [AnswerOut(a.choice, a.promise_by, a.at) for a in view.answers]
    goodwill = [GoodwillOut(c.money.amount, c.money.currency, c.cause, c.at) for c in view.goodwill]
    return BackorderDetail(**_fields(view), history=history, promise_history=dates, answers=answers, goodwill=goodwill)


def _fields(view: BackorderView) -> dict[str, Any]:
    order, position = view.order, view.position
    return {
        "id": order.id,
        "order_number": order.order_number,
        "customer": view.customer,
        "sku": order.sku,
        "quantity": order.quantity,
        "unit_price": money_out(order.unit_price),
        "paid": money_out(order.paid),
        **{name: money_out(money) for name, money in _bill(order).items()},
        "placed_at": order.placed_at,
        "ship": order.ship,
        "priority": order.priority,
        "state": order.state,
        "reserved_quantity": order.reserved_quantity,
        "released_quantity": order.released_quantity,
        "place": position.place if position else None,
        "of": position.of if position else None,
        "units_ahead": position.units_ahead if position else None,
        "promise": promise(view),
        "switched_to": order.switched_to,
        "refund_due": _refund(order.refund),
        "attention": order.attention,
        "pickup": order.pickup,
    }


def _bill(order: Backorder) -> dict[str, Money | None]:
    return {
        "deposit": order.deposit,
        "total": payments.total(order),
        "balance_due": payments.balance_due(order),
        "deposit_due": payments.deposit_due(order),
    }


def promise(view: BackorderView) -> PromiseOut | None:
    by, supply = view.order.promise_by, view.supply
    if by is None or supply is None:
        return None
    return PromiseOut(
        by, BasisOut(supply.id, supply.expected_on, view.handling_days, supply.buffer_days, supply.supplier)
    )


def _refund(refund: Refund | None) -> RefundOut | None:
    return RefundOut(refund.money.amount, refund.money.currency, refund.due_on) if refund else None
