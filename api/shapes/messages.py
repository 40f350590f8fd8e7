"""Lines of the ledger on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from domain.notices import MessageState
from storage.outbox import Message


class MessageOut(Struct, frozen=True):
    """What went to whom. `reason` says why something was not sent; `due_at` when it is tried next."""

    id: int
    customer: str
    kind: str
    lane: Literal["replies", "service", "alerts", "announcements"]
    state: MessageState
    reason: str | None
    attempt: int
    due_at: datetime
    created_at: datetime
    sent_at: datetime | None


class MessagePage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[MessageOut]
    next: str | None


def message(found: Message) -> MessageOut:
    return MessageOut(
        id=found.id,
        customer=found.customer,
        kind=found.kind,
        lane=found.lane.label,  # type: ignore[arg-type]
        state=found.state,
        reason=found.reason,
        attempt=found.attempt,
        due_at=found.due_at,
        created_at=found.created_at,
        sent_at=found.sent_at,
    )
