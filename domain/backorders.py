"""A backorder is one order line that waits, or waited, for its units."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.money import Money
from domain.refusals import MoveRefused
from domain.slips import Attention


class State(StrEnum):
    """Where an order line stands."""

    WAITING = "waiting"
    RESERVED = "reserved"
    RELEASED = "released"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    SWITCHED = "switched"


MOVES = {
    State.WAITING: {State.RESERVED, State.CANCELLED, State.SWITCHED},
    State.RESERVED: {State.RELEASED, State.WAITING, State.CANCELLED, State.SWITCHED},
    State.RELEASED: {State.FULFILLED},
    State.FULFILLED: set[State](),
    State.CANCELLED: set[State](),
    State.SWITCHED: set[State](),
}
"""Every move there is; one that is not drawn here is refused."""

OPEN = frozenset({State.WAITING, State.RESERVED})
"""States in which a customer can still cancel or switch."""

REFUND_WITHIN = timedelta(days=14)
"""A consumer's money is due within 14 days of the withdrawal: § 357 (1) BGB, Article 13 (1) Directive 2011/83/EU."""


class Ship(StrEnum):
    """`together`: the parcel leaves when all units are there. `partial`: it may leave in parts."""

    TOGETHER = "together"
    PARTIAL = "partial"


class LeavingReason(StrEnum):
    """Why a customer cancelled: asked once, afterwards, and never needed."""

    TOO_LONG = "too_long"
    FOUND_ELSEWHERE = "found_elsewhere"
    NOT_NEEDED = "not_needed"
    OTHER = "other"


class Actor(StrEnum):
    """Who caused a change."""

    CUSTOMER = "customer"
    MERCHANT = "merchant"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Refund:
    """What is owed back, and by when."""

    money: Money
    due_on: date


def due_back(money: Money | None, today: date) -> Refund | None:
    """The refund of what a customer gets back from today on; None for nothing."""
    return Refund(money, today + REFUND_WITHIN) if money and money.amount > 0 else None


@dataclass(frozen=True, slots=True)
class Backorder:
    """`reserved_quantity` units lie ready for it, `released_quantity` have left, the rest is missing.

    `pickup`: its owner comes for it instead of having it sent.
    """

    id: int
    order_number: str
    customer_id: int
    sku: str
    quantity: int
    placed_at: datetime
    state: State = State.WAITING
    reserved_quantity: int = 0
    released_quantity: int = 0
    ship: Ship = Ship.TOGETHER
    priority: int = 0
    unit_price: Money | None = None
    paid: Money | None = None
    promise_by: date | None = None
    supply_id: int | None = None
    told_by: date | None = None
    switched_to: int | None = None
    refund: Refund | None = None
    deposit: Money | None = None
    asked_at: datetime | None = None
    accepted_by: date | None = None
    attention: Attention | None = None
    pickup: bool = False

    @property
    def missing(self) -> int:
        return self.quantity - self.reserved_quantity - self.released_quantity

    def moved_to(self, state: State) -> "Backorder":
        """The same order in another state. Raises MoveRefused where the move is not drawn."""
        if state not in MOVES[self.state]:
            raise MoveRefused(self.state, state)
        return replace(self, state=state)

    def left(self, state: State, today: date) -> "Backorder":
        """Cancelled or switched: it owns nothing and is promised nothing; what was paid is due back if cancelled."""
        owed = due_back(self._unearned(), today)
        gone = replace(
            self.moved_to(state), reserved_quantity=0, promise_by=None, supply_id=None, asked_at=None, attention=None
        )
        return replace(gone, refund=owed) if state is State.CANCELLED else gone

    def _unearned(self) -> Money | None:
        """What was paid, without the price of units that have left: those are the customer's."""
        if self.paid is None or self.unit_price is None:
            return self.paid
        return Money(max(0, self.paid.amount - self.unit_price.amount * self.released_quantity), self.paid.currency)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of an order's history: what it became, through whom, and why."""

    state: State
    by: Actor
    at: datetime
    reason: str | None = None
    reserved_quantity: int = 0
