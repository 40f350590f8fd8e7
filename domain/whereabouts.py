"""Where a message is, and why it has not arrived: one word, and what it depends on."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.notices import MessageState


class Whereabouts(StrEnum):
    """Of a message that is due; one that is settled has its own reason."""

    ARRIVED = "arrived"
    NOT_LINKED = "not_linked"
    BLOCKED = "blocked"
    BROADCAST_PAUSED = "broadcast_paused"
    ON_ITS_WAY = "on_its_way"
    TRIED_AGAIN = "tried_again"
    QUIET_HOURS = "quiet_hours"
    WAITS_FOR_ITS_HOUR = "waits_for_its_hour"
    WAITS_BEHIND = "waits_behind"
    WAITS_FOR_TELEGRAM = "waits_for_telegram"
    IN_LINE = "in_line"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What decides about a message that is due. `quiet_until` where the person must not be disturbed now.

    `claimed`: a courier has, or had, it in hand; `tried`: and failed; `behind`: an earlier message to the same person
    that is tried again first; `halted_until`: Telegram wants to hear nothing from the bot until then.
    """

    linked: bool
    blocked: bool
    quiet_until: datetime | None = None
    claimed: bool = False
    tried: bool = False
    behind: int | None = None
    paused: bool = False
    halted_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """`code` is one of Whereabouts, or the reason in the ledger; `until` when that changes; `behind` which message."""

    code: str
    until: datetime | None = None
    behind: int | None = None


def settled(state: MessageState, reason: str | None) -> Answer:
    """Of a message that is no longer due."""
    return Answer(Whereabouts.ARRIVED if state is MessageState.SENT else reason or state.value)


def whereabouts(
    state: MessageState, reason: str | None, due_at: datetime, seen: Circumstances, now: datetime
) -> Answer:
    """Of one message, now."""
    if state is not MessageState.DUE:
        return settled(state, reason)
    for holds, code in (
        (not seen.linked, Whereabouts.NOT_LINKED),
        (seen.blocked, Whereabouts.BLOCKED),
        (reason is not None, Whereabouts.ON_ITS_WAY),
        (seen.paused, Whereabouts.BROADCAST_PAUSED),
    ):
        if holds:
            return Answer(code)
    if seen.halted_until and not seen.tried and (seen.claimed or due_at <= now):
        return Answer(Whereabouts.WAITS_FOR_TELEGRAM, seen.halted_until)
    if due_at > now:
        return Answer(_waits(due_at, seen), due_at)
    return Answer(Whereabouts.WAITS_BEHIND, None, seen.behind) if seen.behind else Answer(Whereabouts.IN_LINE)


def _waits(due_at: datetime, seen: Circumstances) -> Whereabouts:
    if seen.tried:
        return Whereabouts.TRIED_AGAIN
    if seen.claimed:
        return Whereabouts.ON_ITS_WAY  # in a courier's hands, whose lease it carries
    quiet = seen.quiet_until is not None and due_at <= seen.quiet_until
    return Whereabouts.QUIET_HOURS if quiet else Whereabouts.WAITS_FOR_ITS_HOUR
