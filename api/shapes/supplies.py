"""Supplies on the wire."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct

from api.shapes.values import Day, Line, Shortfall, Sku, Units, must_be_this_century
from domain.proposals import Proposal
from domain.supplies import Supply, SupplyState
from services.supplies import SupplyChange


class SupplyIn(Struct, forbid_unknown_fields=True, frozen=True):
    """What was ordered from a supplier."""

    sku: Sku
    quantity: Units
    expected_on: Day
    supplier: Line | None = None
    reference: Line | None = None

    def __post_init__(self) -> None:
        must_be_this_century(expected_on=self.expected_on)

    def supply(self) -> Supply:
        return Supply(0, self.sku, self.quantity, self.expected_on, self.supplier, self.reference)


class SupplyPatch(Struct, forbid_unknown_fields=True, frozen=True):
    """What changes; what is left out or null stays. `quantity` is the total ordered."""

    expected_on: Day | None = None
    quantity: Units | None = None
    state: Literal["cancelled"] | None = None
    reason: Shortfall | None = None

    def __post_init__(self) -> None:
        must_be_this_century(expected_on=self.expected_on)

    def change(self) -> SupplyChange:
        return SupplyChange(self.expected_on, self.quantity, self.state is not None, self.reason)


class ArrivalIn(Struct, forbid_unknown_fields=True, frozen=True):
    """How many units came; everything that is still open where it is left out."""

    quantity: Units | None = None


class SupplyOut(Struct, frozen=True):
    """`open`: units still to come. `buffer_days`: what this supplier's past lateness adds to dates."""

    id: int
    sku: str
    quantity: int
    arrived: int
    open: int
    expected_on: date
    supplier: str | None
    reference: str | None
    state: SupplyState
    reason: str | None
    buffer_days: int


class SupplyPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[SupplyOut]
    next: str | None


class ProposalOut(Struct, frozen=True):
    """`quantity`: the waiting units that the `expected_units` of open supplies do not cover."""

    sku: str
    name: Mapping[str, str]
    waiting_units: int
    expected_units: int
    quantity: int


class ProposalPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[ProposalOut]
    next: str | None


def proposal(found: Proposal) -> ProposalOut:
    return ProposalOut(found.sku, found.name, found.waiting_units, found.expected_units, found.quantity)


def supply(found: Supply) -> SupplyOut:
    return SupplyOut(
        id=found.id,
        sku=found.sku,
        quantity=found.quantity,
        arrived=found.arrived,
        open=found.open,
        expected_on=found.expected_on,
        supplier=found.supplier,
        reference=found.reference,
        state=found.state,
        reason=found.reason,
        buffer_days=found.buffer_days,
    )
