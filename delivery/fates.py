"""What became of a letter, as the books will have it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from delivery.announcements import unwanted
from delivery.bag import Errand
from delivery.verdict import GiveUp, Moved, Reason, TryAgain, Unknown, Verdict, Wait
from domain.notices import MessageState
from storage.attempts import Attempt
from storage.customers import Reader
from storage.digests import NOT_LINKED
from storage.outbox import Posted, Settled


@dataclass(frozen=True, slots=True)
class Fate:
    """How a letter is settled, and what it taught: a chat that keeps the bot out, a chat's old and new id."""

    settled: Settled
    blocked: int | None = None
    moved: tuple[int, int] | None = None
    tried: Attempt | None = None
    """The attempt that failed; the one that arrived stands in the letter's own row."""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a failed send means, and the type of what went wrong."""

    verdict: Verdict
    error: str


def arrived(letter: Posted, message_id: int) -> Fate:
    return Fate(Settled(letter.id, letter.attempt, MessageState.SENT, message_id=message_id))


def released(letter: Posted) -> Fate:
    """Claimed, but never sent: it has spent nothing, and is due as early as ever, so that nothing overtakes it."""
    due_at = letter.created_at
    return Fate(Settled(letter.id, letter.attempt, MessageState.DUE, due_at=due_at, spend_attempt=False))


def failed(errand: Errand, failure: Failure, now: datetime) -> Fate:
    letter, verdict = errand.letter, failure.verdict
    name = type(verdict).__name__
    match verdict:
        case GiveUp(reason):
            settled = Settled(letter.id, letter.attempt, verdict.state, reason)
        case Unknown(reason):
            settled = Settled(letter.id, letter.attempt, MessageState.UNKNOWN, reason)
        case Moved():
            settled = Settled(letter.id, letter.attempt, MessageState.DUE, due_at=now)
        case TryAgain(backoff):
            settled = Settled(letter.id, letter.attempt, MessageState.DUE, due_at=now + backoff)
        case Wait():
            return released(letter)
    return Fate(
        settled,
        blocked=errand.chat_id if isinstance(verdict, GiveUp) and verdict.blocks else None,
        moved=(errand.chat_id, verdict.chat_id) if isinstance(verdict, Moved) else None,
        tried=Attempt(letter.id, now, name, settled.reason, failure.error),
    )


def unreadable(letters: Iterable[Posted], readers: Mapping[int, Reader]) -> Iterator[Settled]:
    """Letters for people who have no chat, who keep the bot out of it, or who do not want this any more."""
    for letter in letters:
        reader = readers.get(letter.customer_id)
        if reader is None or reader.chat_id is None:
            yield Settled(letter.id, letter.attempt, MessageState.DROPPED, NOT_LINKED)
        elif reader.blocked:
            yield Settled(letter.id, letter.attempt, MessageState.DROPPED, Reason.BLOCKED)
        elif (why := unwanted(letter, reader)) is not None:
            yield Settled(letter.id, letter.attempt, MessageState.DROPPED, why)
