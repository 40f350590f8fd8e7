"""Lines of the ledger on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Literal

from msgspec import Struct

from domain.notices import MessageState
from services.messages import Traced
from storage.messages import Message


class MessageOut(Struct, frozen=True):
    """What went to whom. `reason` says why something was not sent; `due_at` when it is tried next.

    `carried_by` is the message that tells it instead: several that met, or what somebody missed who kept the bot out.
    """

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
    carried_by: int | None


class AttemptOut(Struct, frozen=True):
    """`verdict` is what the failure meant to the courier, or what somebody of the shop decided (`resend`, `leave`).

    `reason` is the message's reason at that moment, `error` the type of what went wrong.
    """

    at: datetime
    verdict: str
    reason: str | None
    error: str | None


class MessageDetail(MessageOut, frozen=True):
    """`attempts` are those that failed, and decisions; the one that arrived is `sent_at`."""

    attempts: Sequence[AttemptOut]


class MessagePage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[MessageOut]
    next: str | None


def message(found: Message) -> MessageOut:
    return MessageOut(**_fields(found))


def detail(traced: Traced) -> MessageDetail:
    tried = [AttemptOut(each.at, each.verdict, each.reason, each.error) for each in traced.attempts]
    return MessageDetail(**_fields(traced.message), attempts=tried)


def _fields(found: Message) -> dict[str, Any]:
    fields = ("id", "customer", "kind", "state", "reason", "attempt", "due_at", "created_at", "sent_at", "carried_by")
    return {name: getattr(found, name) for name in fields} | {"lane": found.lane.label}
