"""Who has ordered before may go first: how many fulfilled orders lift a new one, and how far."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

MOST_PRIORITY = 1_000_000


@dataclass(frozen=True, slots=True)
class Threshold:
    """From `orders` fulfilled orders on, a new order has this priority."""

    orders: int
    priority: int


Loyalty = tuple[Threshold, ...]
"""Both figures rise from one threshold to the next; none: nobody is lifted."""


def earned(loyalty: Loyalty, fulfilled: int) -> int:
    """The priority of a new order whose customer has so many fulfilled orders."""
    return max((threshold.priority for threshold in loyalty if threshold.orders <= fulfilled), default=0)


def loyalty_of(text: str) -> Loyalty:
    """`3:1,10:2`: from 3 fulfilled orders on priority 1, from 10 on priority 2. Raises ValueError for anything else."""
    thresholds = tuple(_threshold(part) for part in text.split(",")) if text.strip() else ()
    if not _rises((0, *(t.orders for t in thresholds))) or not _rises((0, *(t.priority for t in thresholds))):
        raise ValueError("orders and priorities must rise from one threshold to the next")
    return thresholds


def _threshold(text: str) -> Threshold:
    orders, priority = (int(part) for part in text.split(":"))
    if priority > MOST_PRIORITY:
        raise ValueError("priorities go up to a million")
    return Threshold(orders, priority)


def _rises(figures: Iterable[int]) -> bool:
    return all(low < high for low, high in pairwise(figures))
