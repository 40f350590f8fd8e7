"""Why an order has its units or not yet, and why somebody has heard nothing: data, from what is on record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.backorders import Backorder, Entry, State
from domain.payments import GIVEN_UP
from domain.subscriptions import Subscription, SubscriptionState

PLACED = "placed"
"""The cause of units that were free when the order came."""


class Verdict(StrEnum):
    """Where an order stands, in one word."""

    COMPLETE = "complete"
    WAITS_FOR_SUPPLY = "waits_for_supply"
    NO_SUPPLY = "no_supply"
    GONE = "gone"


class Standing(StrEnum):
    """Where a sign-up stands, in one word."""

    IN_LINE = "in_line"
    OUT_OF_REACH = "out_of_reach"
    TOLD = "told"
    HELD = "held"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Gain:
    """Units that came to an order, or with a minus left it for others; all of them add up to what it has."""

    at: datetime
    units: int
    cause: str


def verdict(order: Backorder) -> Verdict:
    if order.state in GIVEN_UP:
        return Verdict.GONE
    if order.missing == 0:
        return Verdict.COMPLETE
    return Verdict.NO_SUPPLY if order.promise_by is None else Verdict.WAITS_FOR_SUPPLY


def standing(subscription: Subscription, *, blocked: bool) -> Standing:
    """Whoever keeps the bot out keeps their place and is passed over."""
    if subscription.state is SubscriptionState.ACTIVE:
        return Standing.OUT_OF_REACH if blocked else Standing.IN_LINE
    return Standing(subscription.state.value)


def gains(history: Iterable[Entry]) -> Iterator[Gain]:
    """Read off the history how an order came to its units; those in a parcel were not lost."""
    owned = 0
    for entry in history:
        units, owned = entry.reserved_quantity - owned, entry.reserved_quantity
        if units and not (units < 0 and _shipped(entry)):
            yield Gain(entry.at, units, _cause(entry))


def _shipped(entry: Entry) -> bool:
    """A parcel leaves without a reason; whatever takes units away from an order that stays has one."""
    return entry.state is State.RELEASED or (entry.state is State.WAITING and entry.reason is None)


def _cause(entry: Entry) -> str:
    return entry.state.value if entry.state in GIVEN_UP else entry.reason or PLACED
