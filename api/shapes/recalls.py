"""Recalls on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from api.shapes.values import Reason, Sku
from domain.recalls import Owner, Recall


class RecallIn(Struct, forbid_unknown_fields=True, frozen=True):
    """What must not be used, and why."""

    sku: Sku
    reason: Annotated[Reason, Meta(description="Told to the owners as it is written here: in their language.")]


class RecallOut(Struct, frozen=True):
    """`people` own units of it; `acknowledged` of them have tapped that they have read it."""

    id: int
    sku: str
    reason: str
    at: datetime
    people: int
    acknowledged: int


class RecallPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[RecallOut]
    next: str | None


class OwnerOut(Struct, frozen=True):
    """Somebody who owns `units` of the product, ready or shipped."""

    customer: str
    units: int
    acknowledged_at: datetime | None


class OwnerPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[OwnerOut]
    next: str | None


def recall(found: Recall) -> RecallOut:
    return RecallOut(found.id, found.sku, found.reason, found.at, found.people, found.acknowledged)


def owner(found: Owner) -> OwnerOut:
    return OwnerOut(found.customer, found.units, found.acknowledged_at)
