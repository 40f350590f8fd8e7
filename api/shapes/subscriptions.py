"""Restock alerts on the wire."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from api.shapes.values import ExternalId, Sku, Units
from domain.subscriptions import Subscription, SubscriptionState


class SubscriptionIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Who wants to be told about what; fewer than `quantity` units are not worth a message."""

    customer: ExternalId
    sku: Sku
    quantity: Units = 1


class SubscriptionOut(Struct, frozen=True):
    """`held_until`: how long units lie ready for the person. `expires_at`: when it ends by itself; null is never.

    `told_at` lies ahead where the message waits for the person's morning.
    """

    id: int
    customer: str
    sku: str
    quantity: int
    state: SubscriptionState
    created_at: datetime
    told_at: datetime | None
    held_until: datetime | None
    expires_at: datetime | None


class SubscriptionPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[SubscriptionOut]
    next: str | None


def subscription(found: Subscription, customer: str) -> SubscriptionOut:
    return SubscriptionOut(
        id=found.id,
        customer=customer,
        sku=found.sku,
        quantity=found.quantity,
        state=found.state,
        created_at=found.created_at,
        told_at=found.told_at,
        held_until=found.held_until,
        expires_at=found.expires_at,
    )
