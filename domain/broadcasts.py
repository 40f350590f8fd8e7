"""An announcement of the merchant to those who have agreed to such: what it says, to whom, when, and how far it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from enum import StrEnum
from math import ceil
from typing import NoReturn

from domain.money import Money
from domain.refusals import BroadcastMoveRefused, SecondPersonNeeded
from domain.texts import Texts

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LETTERS_A_MINUTE = 25 * 60
"""The courier's pace (delivery/pace.py); a test compares the two."""
PAID_A_MINUTE = 900 * 60
"""The same where each letter is paid for."""
EASTERNMOST = timezone(timedelta(hours=14))
"""Where an hour is read first on earth."""


class BroadcastState(StrEnum):
    """Where a broadcast stands. `awaiting_approval`: a second person has to look at it first."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    PAUSED = "paused"
    SENT = "sent"
    CANCELLED = "cancelled"


S = BroadcastState
MOVES = {
    S.DRAFT: {S.AWAITING_APPROVAL, S.SCHEDULED, S.CANCELLED},
    S.AWAITING_APPROVAL: {S.DRAFT, S.SCHEDULED, S.CANCELLED},
    S.SCHEDULED: {S.SENDING, S.PAUSED, S.CANCELLED},
    S.SENDING: {S.PAUSED, S.SENT, S.CANCELLED},
    S.PAUSED: {S.SCHEDULED, S.SENDING, S.SENT, S.CANCELLED},
    S.SENT: set[S](),
    S.CANCELLED: set[S](),
}
"""A paused one is `sent` when its last moment passes. A resent letter opens a finished one again."""


class Over(StrEnum):
    """Why what has not left is dropped."""

    CANCELLED = "cancelled"
    TOO_LATE = "too_late"


OPTED_OUT = "opted_out"
"""The ledger's reason for somebody who took their yes back before the letter left."""
NO_TRANSLATION = "no_translation"
"""The ledger's reason for somebody who reads a language by now that the text does not have."""


@dataclass(frozen=True, slots=True)
class LinkButton:
    """The merchant's own button under the text."""

    text: Texts
    url: str


@dataclass(frozen=True, slots=True)
class Content:
    """What people read. `text` is Telegram's HTML, one per language."""

    text: Texts
    button: LinkButton | None = None
    photo_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Words of the merchant's own. The letter holds the broadcast's number only; the courier adds what it says.

    `test`: for the merchant's own eyes, at any hour. `name` is the reader's, where the text has a place for it.
    """

    broadcast_id: int
    test: bool = False
    content: Content | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Audience:
    """Everyone who has agreed, narrowed by each part that says something. Lists mean: any of these.

    `owned`, `waiting` and `subscribed` are skus and widen each other: whoever has to do with one of the products.
    """

    language: str | None = None
    owned: Sequence[str] = ()
    waiting: Sequence[str] = ()
    subscribed: Sequence[str] = ()
    min_order_value: Money | None = None
    active_since: datetime | None = None
    tags: Sequence[str] = ()

    @property
    def skus(self) -> dict[str, Sequence[str]]:
        """By the list in which they stand."""
        return {"owned": self.owned, "waiting": self.waiting, "subscribed": self.subscribed}


@dataclass(frozen=True, slots=True)
class Draft:
    """What the merchant writes. `send_at` None: at once. `local_time`: at that hour on each reader's own clock."""

    title: str
    content: Content
    audience: Audience = Audience()
    send_at: datetime | None = None
    not_after: datetime | None = None
    local_time: bool = False

    def moment_in(self, zone: tzinfo, shop_zone: tzinfo, since: datetime) -> datetime | None:
        """When somebody in that zone is to read it; None for at once. An hour before `since` comes again."""
        if self.send_at is None or not self.local_time:
            return self.send_at
        hour = self.send_at.astimezone(shop_zone).replace(tzinfo=zone)
        while hour.astimezone(UTC) < since:
            hour += DAY
        return hour.astimezone(UTC)

    def starts_at(self, now: datetime, shop_zone: tzinfo) -> datetime:
        """From when letters are written: so early that, if it can be helped, nobody's hour has passed."""
        if self.send_at is None or not self.local_time:
            return max(now, self.send_at or now)
        return max(now, self.send_at.astimezone(shop_zone).replace(tzinfo=EASTERNMOST).astimezone(UTC))


@dataclass(frozen=True, slots=True)
class Broadcast:
    """`starts_at` is the moment from which letters are written; `taken_to` the last customer who has one already.

    `taken_at` is when everybody had one.
    `created_by`, `rewritten_by`, `sent_by` and `approved_by` name API keys.
    """

    id: int
    draft: Draft
    created_by: str
    created_at: datetime
    state: BroadcastState = BroadcastState.DRAFT
    sent_by: str | None = None
    approved_by: str | None = None
    starts_at: datetime | None = None
    started_at: datetime | None = None
    taken_to: int = 0
    taken_at: datetime | None = None
    finished_at: datetime | None = None
    rewritten_by: Sequence[str] = ()

    def must_be_approved_by(self, key: str) -> None:
        """Raises SecondPersonNeeded for whoever has written some of it, or asked for it to be sent."""
        if key in (self.created_by, *self.rewritten_by, self.sent_by):
            raise SecondPersonNeeded(self.id)

    def rewritten(self, draft: Draft, key: str) -> "Broadcast":
        """A draft again, if it waited for approval. Raises BroadcastMoveRefused once it was sent."""
        back = self if self.state is BroadcastState.DRAFT else self.moved_to(BroadcastState.DRAFT)
        writers = dict.fromkeys((*self.rewritten_by, key))
        return replace(back, draft=draft, sent_by=None, rewritten_by=tuple(writers))

    def moved_to(self, state: BroadcastState) -> "Broadcast":
        """Raises BroadcastMoveRefused for a move that is not drawn."""
        self.must_allow(state)
        return replace(self, state=state)

    def must_allow(self, state: BroadcastState) -> None:
        if state not in MOVES[self.state]:
            self.refuse(state)

    def refuse(self, wanted: BroadcastState) -> NoReturn:
        raise BroadcastMoveRefused(self.state.value, wanted.value)

    def over(self, now: datetime) -> Over | None:
        """Why nothing more may leave, where that is so."""
        if self.state is BroadcastState.CANCELLED:
            return Over.CANCELLED
        last = self.draft.not_after
        return Over.TOO_LATE if last is not None and last <= now else None


@dataclass(frozen=True, slots=True)
class Reach:
    """How many agreed; among them those who cannot be reached, and those whose language the text lacks.

    `muted` could be reached, and have had their week's announcements; of the rest `late` sleep, or have their hour,
    after the last moment.
    """

    recipients: int
    blocked: int
    not_linked: int
    missing_translation: int
    muted: int = 0
    late: int = 0
    a_minute: int = LETTERS_A_MINUTE

    @property
    def hearers(self) -> int:
        """Whoever would get it, if there were time."""
        return self.recipients - self.blocked - self.not_linked - self.muted

    @property
    def minutes(self) -> int:
        return minutes_for(self.hearers, self.a_minute)

    def in_time(self, span: timedelta) -> int:
        """How many hear it where that much time lies between the first letter and the last moment."""
        return min(self.hearers - self.late, int(span / MINUTE * self.a_minute))


@dataclass(frozen=True, slots=True)
class Progress:
    """Letters by state. `because` counts the dropped and the failed ones by their reason."""

    due: int = 0
    sent: int = 0
    dropped: int = 0
    failed: int = 0
    unknown: int = 0
    because: dict[str, int] | None = None
    a_minute: int = LETTERS_A_MINUTE

    @property
    def recipients(self) -> int:
        return self.due + self.sent + self.dropped + self.failed + self.unknown

    @property
    def minutes_left(self) -> int:
        return minutes_for(self.due, self.a_minute)


@dataclass(frozen=True, slots=True)
class Recipient:
    """`customer` is the shop's number."""

    id: int
    customer: str
    state: str
    reason: str | None
    sent_at: datetime | None


def minutes_for(letters: int, a_minute: int = LETTERS_A_MINUTE) -> int:
    """How long that many letters take at Telegram's pace, rounded up."""
    return ceil(letters / a_minute)
