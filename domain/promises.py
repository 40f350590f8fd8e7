"""A date comes from the supply that covers an order's last unit, or there is none. Nothing is guessed."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from domain.allocation import Place
from domain.supplies import Supply

HISTORY = 20
"""A supplier's lateness is read off this many last arrivals."""
ENOUGH_HISTORY = 5
"""With fewer arrivals than this the configured buffer stands."""


@dataclass(frozen=True, slots=True)
class Promise:
    """`by` is the last day, in the shop's calendar; `supply_id` the supply that covers the order's last unit."""

    by: date
    supply_id: int


@dataclass(frozen=True, slots=True)
class Step:
    """A supply on the way to a promise: the units that come before it, and the day by which its own leave."""

    supply: Supply
    units_before: int
    due_on: date
    covers: bool


@dataclass(frozen=True, slots=True)
class Change:
    """What the queue's next look at its supplies changes for one order."""

    place: Place
    old: date | None
    new: Promise | None


def learned_buffer(delays: Sequence[int], default: int) -> int:
    """Days to add for a supplier: the 80th percentile of its last 20 delays, early ones counted as on time."""
    if len(delays) < ENOUGH_HISTORY:
        return default
    recent = sorted(max(0, days) for days in delays[-HISTORY:])
    return recent[math.ceil(0.8 * len(recent)) - 1]


def due_day(supply: Supply, *, handling_days: int, not_before: date) -> date:
    """The last day on which goods from this supply leave for the customer.

    `not_before` is today, or the release day of a preorder: an overdue supply is expected today at best.
    """
    return max(supply.expected_on, not_before) + timedelta(days=handling_days + supply.buffer_days)


class Schedule:
    """A product's open supplies, in the order (expected day, id), as one running total of units."""

    def __init__(self, supplies: Iterable[Supply], *, handling_days: int, not_before: date) -> None:
        self._supplies = sorted((s for s in supplies if s.open), key=lambda s: (s.expected_on, s.id))
        self._days = [due_day(s, handling_days=handling_days, not_before=not_before) for s in self._supplies]
        self._totals = list(accumulate(s.open for s in self._supplies))
        # A later supply may be promised earlier (another supplier's smaller buffer); the last of all that must have
        # come decides.
        last_days = accumulate(self._days, max)
        self._promises = [Promise(day, s.id) for day, s in zip(last_days, self._supplies, strict=True)]

    @property
    def units(self) -> int:
        return self._totals[-1] if self._totals else 0

    def promise(self, units: int) -> Promise | None:
        """The promise for whoever needs the `units`-th unit to come; None beyond what was ordered."""
        covering = bisect_left(self._totals, units)
        return self._promises[covering] if covering < len(self._promises) else None

    def way(self, units: int) -> list[Step]:
        """The supplies that `promise` counts for the `units`-th unit, the covering one last; all where none covers."""
        covering = bisect_left(self._totals, units)
        steps = zip(self._supplies[: covering + 1], self._days, self._totals, strict=False)
        return [Step(supply, total - supply.open, day, total >= units) for supply, day, total in steps]

    def changes(self, queue: Iterable[Place]) -> Iterator[Change]:
        """Walk a queue that comes in fair order and say what is different from what each order has on record."""
        ahead = 0
        for place in queue:
            ahead += place.missing
            new = self.promise(ahead)
            if (new.by if new else None, new.supply_id if new else None) != (place.promise_by, place.supply_id):
                yield Change(place, place.promise_by, new)


def worth_telling(told: date | None, new: date | None, *, tell_after_days: int) -> bool:
    """A date that appears, vanishes or moves far enough from what the customer was last told."""
    if told is None or new is None:
        return told is not new
    return abs((new - told).days) >= max(1, tell_after_days)


def slipped(told: date | None, new: date | None) -> bool:
    """Whether what the customer was told does not hold: it got later, or there is no date any more."""
    return told is not None and (new is None or new > told)
