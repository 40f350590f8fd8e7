"""A recall: goods that left, or lie ready, must not be used. Their owners are told at once, and say that they know."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Recall:
    """`people` own units of it, `acknowledged` of them have said that they have read it."""

    id: int
    sku: str
    reason: str
    at: datetime
    people: int = 0
    acknowledged: int = 0


@dataclass(frozen=True, slots=True)
class Owner:
    """`customer` is the shop's number; `units` of the recalled product are theirs."""

    id: int
    customer: str
    units: int
    acknowledged_at: datetime | None = None
