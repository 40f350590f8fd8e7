"""Restock alerts: a wish to be told, and how many people the units justify telling."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class SubscriptionState(StrEnum):
    """`told` has been told without a hold; `held` was told and units lie ready until the hold lapses."""

    ACTIVE = "active"
    TOLD = "told"
    HELD = "held"
    ENDED = "ended"


ASKED_BEFORE = timedelta(days=7)
"""So long before a sign-up ends its owner is asked, or half of its time where that is less."""


class Outcome(StrEnum):
    """What became of units that were held for somebody."""

    LAPSED = "lapsed"
    PASSED_ON = "passed_on"
    BOUGHT = "bought"
    LOST = "lost"
    ENDED = "ended"


LAST_CALL = timedelta(minutes=30)
"""So long before a hold lapses the message says so once more."""

LIVE = frozenset({SubscriptionState.ACTIVE, SubscriptionState.HELD})
"""States in which a second sign-up for the same product is the first one."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """`quantity`: how many units make the person happy; fewer are not worth a message.

    It ends at `expires_at` (None: never), unless the person, who was asked at `asked_at`, wants to keep it.
    """

    id: int
    customer_id: int
    sku: str
    quantity: int
    created_at: datetime
    state: SubscriptionState = SubscriptionState.ACTIVE
    told_at: datetime | None = None
    held_until: datetime | None = None
    expires_at: datetime | None = None
    asked_at: datetime | None = None


class InLine(NamedTuple):
    """Somebody who waits to be told. As little as the rule needs, because a line may be long."""

    subscription_id: int
    customer_id: int
    quantity: int


def next_wave(budget: int, line: Iterable[InLine]) -> Iterator[InLine]:
    """Who is told now: in line order, each for all the units they want or not at all.

    `budget` in units, already lowered by what people told before may still come for.
    """
    for each in line:
        if budget <= 0:
            return
        if each.quantity <= budget:
            yield each
            budget -= each.quantity


def next_step(now: datetime, told_at: datetime, held_until: datetime) -> datetime | None:
    """When the message about held units should next say how much time is left: at half time, and half an hour before.

    None when no such moment is ahead; that the hold is over, and why, is said when it is.
    """
    half = told_at + (held_until - told_at) / 2
    steps = (half, max(half, held_until - LAST_CALL))
    return next((step for step in steps if step > now), None)
