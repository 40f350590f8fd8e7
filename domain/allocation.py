"""Who gets the next units. One key orders every queue; this is the whole of fairness."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Allocation(StrEnum):
    """`strict`: nobody overtakes. `fill`: a smaller order may overtake one that cannot be completed now."""

    STRICT = "strict"
    FILL = "fill"


class Place(NamedTuple):
    """A waiting order's place in the queue of its product. `missing` in units, at least 1."""

    backorder_id: int
    customer_id: int
    priority: int
    placed_at: datetime
    quantity: int
    missing: int
    order_number: str = ""
    promise_by: date | None = None
    supply_id: int | None = None
    told_by: date | None = None
    date_told_at: datetime | None = None
    pickup: bool = False


class Grant(NamedTuple):
    """Units for one order."""

    place: Place
    units: int

    @property
    def completes(self) -> bool:
        return self.units == self.place.missing


def fair_order(place: Place) -> tuple[int, datetime, int]:
    """Priority, then arrival; the id settles ties so that every run agrees."""
    return -place.priority, place.placed_at, place.backorder_id


def share_out(units: int, queue: Iterable[Place]) -> Iterator[Grant]:
    """Serve a queue that comes in fair order until the units run out."""
    for place in queue:
        given = min(units, place.missing)
        if given == 0:
            return
        yield Grant(place, given)
        units -= given


def fill_up(units: int, queue: Iterable[Place]) -> Iterator[Grant]:
    """Complete whom the units can complete, in fair order; what is left goes to those passed over, in the same order.

    Nothing stays behind: a unit that completes nobody still belongs to the first who waits for it.
    """
    passed_over: list[Place] = []
    for place in queue:
        if units == 0:
            return
        if place.missing > units:
            passed_over.append(place)
            continue
        yield Grant(place, place.missing)
        units -= place.missing
    yield from share_out(units, passed_over)


def take_back(units: int, owners_from_the_tail: Iterable[tuple[Place, int]]) -> Iterator[tuple[Place, int]]:
    """When units turn out to be missing, the last in fair order lose theirs first.

    `owners_from_the_tail` gives each order with the units it owns, last first; yields each loser with its loss.
    """
    for place, owned in owners_from_the_tail:
        if units == 0:
            return
        lost = min(units, owned)
        yield place, lost
        units -= lost
