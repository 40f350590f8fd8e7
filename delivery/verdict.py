"""What a failed send means. docs/delivery.md holds the same as a table, and a test compares the two."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiohttp import ClientConnectorError

from domain.notices import MessageState

LONGEST_BACKOFF = timedelta(minutes=15)
MOST_TRIES = 105  # with the back-off below: about 24 hours of trying
BOT_REFUSED = timedelta(seconds=10)  # until the bot looks whether its token works again


class Reason(StrEnum):
    """Why a letter was given up, as the ledger shows it."""

    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    FORBIDDEN = "forbidden"
    CHAT_NOT_FOUND = "chat_not_found"
    REFUSED = "refused"
    TOO_LARGE = "too_large"
    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"


OUT_OF_REACH = frozenset({Reason.BLOCKED, Reason.DEACTIVATED, Reason.FORBIDDEN, Reason.CHAT_NOT_FOUND})
"""The person cannot be written to: the letter is dropped. Otherwise it has failed, and somebody should look."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The bot as a whole must be silent for `span`. The letter stays where it is; no attempt is spent.

    `too_fast`: because there was too much of it; after the silence the tempo is lower for a while.
    """

    span: timedelta
    too_fast: bool = False


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has another id now; the letter goes there at once."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class GiveUp:
    """Trying again would change nothing."""

    reason: Reason

    @property
    def state(self) -> MessageState:
        return MessageState.DROPPED if self.reason in OUT_OF_REACH else MessageState.FAILED

    @property
    def blocks(self) -> bool:
        """The person is out of reach: nothing else needs to be tried until they come back."""
        return self.reason in OUT_OF_REACH


@dataclass(frozen=True, slots=True)
class TryAgain:
    """It may go through later. It may also have arrived: then it arrives twice, because losing it would be worse."""

    backoff: timedelta


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived, and it goes at most once: nobody repeats it unasked, a person of the shop decides."""

    reason: Reason = Reason.NO_ANSWER


Verdict = Wait | Moved | GiveUp | TryAgain | Unknown


def judge(error: Exception, attempt: int, *, once: bool = False) -> Verdict:
    """`attempt` counts the tries, this one included; what goes `once` is never repeated on a mere guess.

    Every branch is one row of the table in docs/delivery.md.
    """
    match error:
        case TelegramRetryAfter():
            verdict: Verdict = Wait(timedelta(seconds=error.retry_after), too_fast=True)
        case TelegramMigrateToChat():
            verdict = Moved(error.migrate_to_chat_id)
        case TelegramForbiddenError():
            verdict = GiveUp(_why_forbidden(error))
        case TelegramBadRequest():
            verdict = GiveUp(_why_refused(error))
        case TelegramUnauthorizedError() | TelegramNotFound():
            verdict = Wait(BOT_REFUSED)
        case TelegramEntityTooLarge():
            verdict = GiveUp(Reason.TOO_LARGE)
        case TelegramNetworkError() if isinstance(error.__cause__, ClientConnectorError):
            verdict = again(attempt)  # no line was open, so nothing has left
        case TelegramServerError() | ClientDecodeError() | TelegramNetworkError():
            verdict = Unknown() if once else again(attempt)
        case _:
            # Among others: aiogram itself fails on a 5xx without a description, and on bytes that are no text.
            verdict = Unknown() if once else again(attempt)
    return verdict


def again(attempt: int) -> TryAgain | GiveUp:
    """2, 4, 8 … seconds, then every 15 minutes, for about a day."""
    if attempt >= MOST_TRIES:
        return GiveUp(Reason.UNREACHABLE)
    return TryAgain(min(timedelta(seconds=2 ** min(attempt, 10)), LONGEST_BACKOFF))


def trouble(error: BaseException) -> dict[str, str]:
    """An error as the log may hold it. Texts of network errors can contain the bot's token, others what people read."""
    found = {"error": type(error).__name__}
    if isinstance(error, BaseExceptionGroup):
        found["errors"] = ", ".join(sorted({type(one).__name__ for one in error.exceptions}))
    if isinstance(error, TelegramBadRequest | TelegramForbiddenError):
        found["telegram_says"] = error.message
    elif error.__cause__ is not None:
        found["cause"] = type(error.__cause__).__name__
    return found


# Telegram tells these apart by its English text only, which it has not changed in years; it is read here and nowhere
# else. An unknown text falls back to the coarser reason, never to another verdict.


def _why_forbidden(error: TelegramForbiddenError) -> Reason:
    said = error.message.casefold()
    if "deactivated" in said:
        return Reason.DEACTIVATED
    return Reason.BLOCKED if "blocked" in said else Reason.FORBIDDEN


def _why_refused(error: TelegramBadRequest) -> Reason:
    said = error.message.casefold()
    return Reason.CHAT_NOT_FOUND if "chat not found" in said or "peer_id_invalid" in said else Reason.REFUSED


def topic_is_gone(error: TelegramBadRequest) -> bool:
    """Whether somebody has deleted the topic of a forum."""
    said = error.message.casefold()
    return "message thread not found" in said or "topic_id_invalid" in said or "topic_deleted" in said
