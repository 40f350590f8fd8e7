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
    Units,
    money_in,
    money_out,
    must_be_this_century,
)
from domain.backorders import Actor, Refund, Ship, State
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
    priority: Priority = 0

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
        )


class CancelIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Why, for the history."""

    reason: Reason | None = None


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
    """A date that moved, with its cause; `told`: whether the customer was sent a message about it."""

    old: date | None
    new: date | None
    cause: str
    at: datetime
    told: bool


class BackorderOut(Struct, frozen=True):
    """`place`, `of` and `units_ahead` are null unless it waits; `switched_to` is the order that took its place."""

    id: int
    order_number: str
    customer: str
    sku: str
    quantity: int
    unit_price: MoneyOut | None
    paid: MoneyOut | None
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


class BackorderDetail(BackorderOut, frozen=True):
    """With everything that happened to it, oldest first."""

    history: Sequence[EntryOut]
    promise_history: Sequence[PromiseChangeOut]


class BackorderPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[BackorderOut]
    next: str | None


def summary(view: BackorderView) -> BackorderOut:
    return BackorderOut(**_fields(view))


def detail(view: BackorderView) -> BackorderDetail:
    history = [EntryOut(e.state, e.by, e.at, e.reason, e.reserved_quantity) for e in view.history]
    dates = [PromiseChangeOut(c.old, c.new, c.cause, c.at, c.told) for c in view.promise_history]
    return BackorderDetail(**_fields(view), history=history, promise_history=dates)


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
        "placed_at": order.placed_at,
        "ship": order.ship,
        "priority": order.priority,
        "state": order.state,
        "reserved_quantity": order.reserved_quantity,
        "released_quantity": order.released_quantity,
        "place": position.place if position else None,
        "of": position.of if position else None,
        "units_ahead": position.units_ahead if position else None,
        "promise": _promise(view),
        "switched_to": order.switched_to,
        "refund_due": _refund(order.refund),
    }


def _promise(view: BackorderView) -> PromiseOut | None:
    by, supply = view.order.promise_by, view.supply
    if by is None or supply is None:
        return None
    return PromiseOut(
        by, BasisOut(supply.id, supply.expected_on, view.handling_days, supply.buffer_days, supply.supplier)
    )


def _refund(refund: Refund | None) -> RefundOut | None:
    return RefundOut(refund.money.amount, refund.money.currency, refund.due_on) if refund else None
