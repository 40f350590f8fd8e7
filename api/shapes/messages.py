"""Lines of the ledger on the wire."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from domain.notices import MessageState
from domain.whereabouts import Answer
from services.messages import Traced
from services.whereabouts import Account
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


class WhyNotOut(Struct, frozen=True):
    """`code` says where the message is, or why it did not go; `until` when that changes; `behind` which message leads.

    Codes of what is due: `not_linked`, `blocked`, `on_its_way`, `broadcast_paused`, `tried_again`, `quiet_hours`,
    `waits_for_its_hour`, `waits_behind`, `in_line`. Of what arrived: `arrived`. Else it is the message's `reason`.
    """

    code: str
    until: datetime | None
    behind: int | None


class MessageLine(MessageOut, frozen=True):
    """`why`: where it is now, and what keeps it."""

    why: WhyNotOut


class MessageDetail(MessageLine, frozen=True):
    """`attempts` are those that failed, and decisions; the one that arrived is `sent_at`."""

    attempts: Sequence[AttemptOut]


class UnheardOut(Struct, frozen=True):
    """A message that has not arrived."""

    message: int
    kind: str
    state: MessageState
    why: WhyNotOut


class UnsaidOut(Struct, frozen=True):
    """Something that no message was written about.

    `change_too_small`: the order's date moved by less than the shop tells; `told_lately`: it waits `until` an hour has
    passed since the last change that was told; `alert_in_line`: `people_before` have asked for it earlier;
    `alert_passed_over`: likewise, but the person keeps the bot out; the place in line stays.
    """

    code: str
    order_number: str | None
    sku: str | None
    old: date | None
    new: date | None
    until: datetime | None
    people_before: int | None


class AccountOut(Struct, frozen=True):
    """Why somebody got nothing. `linked`: there is a chat; `agreed`: to announcements; `quiet_until`: it is night."""

    linked: bool
    blocked: bool
    agreed: bool
    quiet_until: datetime | None
    messages: Sequence[UnheardOut]
    unsaid: Sequence[UnsaidOut]


class MessagePage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[MessageLine]
    next: str | None


def message(found: Message) -> MessageOut:
    return MessageOut(**_fields(found))


def line(found: Message, answer: Answer) -> MessageLine:
    return MessageLine(**_fields(found), why=_why_not(answer))


def detail(traced: Traced) -> MessageDetail:
    tried = [AttemptOut(each.at, each.verdict, each.reason, each.error) for each in traced.attempts]
    return MessageDetail(**_fields(traced.message), attempts=tried, why=_why_not(traced.answer))


def account(found: Account) -> AccountOut:
    return AccountOut(
        found.linked,
        found.blocked,
        found.agreed,
        found.quiet_until,
        [UnheardOut(one.id, one.kind, one.state, _why_not(answer)) for one, answer in found.messages],
        [UnsaidOut(x.code, x.order_number, x.sku, x.old, x.new, x.until, x.people_before) for x in found.unsaid],
    )


def _why_not(answer: Answer) -> WhyNotOut:
    return WhyNotOut(answer.code, answer.until, answer.behind)


def _fields(found: Message) -> dict[str, Any]:
    fields = ("id", "customer", "kind", "state", "reason", "attempt", "due_at", "created_at", "sent_at", "carried_by")
    return {name: getattr(found, name) for name in fields} | {"lane": found.lane.label}
