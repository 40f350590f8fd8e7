"""A supply is what was ordered from a supplier: units with an expected day."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SupplyState(StrEnum):
    """`open` while units are still to come."""

    OPEN = "open"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Supply:
    """`quantity` is the total ordered, `arrived` what came of it so far; both in units."""

    id: int
    sku: str
    quantity: int
    expected_on: date
    supplier: str | None = None
    reference: str | None = None
    arrived: int = 0
    state: SupplyState = SupplyState.OPEN
    reason: str | None = None
    buffer_days: int = 0

    @property
    def open(self) -> int:
        """Units still to come; over-delivery leaves none."""
        return max(0, self.quantity - self.arrived) if self.state is SupplyState.OPEN else 0
