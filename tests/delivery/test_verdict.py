"""Every failure has one meaning, and docs/delivery.md says the same."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from aiogram import exceptions
from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage
from aiohttp import ClientConnectorError
from aiohttp.client_reqrep import ConnectionKey

from delivery.verdict import (
    MOST_TRIES,
    OUT_OF_REACH,
    GiveUp,
    Moved,
    Reason,
    TryAgain,
    Unknown,
    Verdict,
    Wait,
    judge,
    trouble,
)

SENDING = SendMessage(chat_id=7, text="x")
DOCUMENT = Path(__file__).parents[2] / "docs" / "delivery.md"


def failed(kind: type[TelegramAPIError], message: str = "") -> TelegramAPIError:
    return kind(method=SENDING, message=message)


STATES = {Wait: "due", Moved: "due", TryAgain: "due", Unknown: "unknown"}
CASES: list[tuple[Exception, Verdict]] = [
    (TelegramRetryAfter(SENDING, "x", retry_after=7), Wait(timedelta(seconds=7), too_fast=True)),
    (TelegramMigrateToChat(SENDING, "x", migrate_to_chat_id=-100), Moved(-100)),
    (failed(TelegramForbiddenError, "Forbidden: bot was blocked by the user"), GiveUp(Reason.BLOCKED)),
    (failed(TelegramForbiddenError, "Forbidden: user is deactivated"), GiveUp(Reason.DEACTIVATED)),
    (
        failed(TelegramForbiddenError, "Forbidden: bot can't initiate conversation with a user"),
        GiveUp(Reason.FORBIDDEN),
    ),
    (failed(TelegramBadRequest, "Bad Request: chat not found"), GiveUp(Reason.CHAT_NOT_FOUND)),
    (failed(TelegramBadRequest, "Bad Request: can't parse entities"), GiveUp(Reason.REFUSED)),
    (failed(TelegramEntityTooLarge), GiveUp(Reason.TOO_LARGE)),
    (failed(TelegramUnauthorizedError), Wait(timedelta(seconds=10))),
    (failed(TelegramNotFound), Wait(timedelta(seconds=10))),
    (failed(TelegramServerError), TryAgain(timedelta(seconds=2))),
    (failed(RestartingTelegram), TryAgain(timedelta(seconds=2))),
    (failed(TelegramNetworkError), TryAgain(timedelta(seconds=2))),
    (failed(TelegramConflictError), TryAgain(timedelta(seconds=2))),
    (failed(TelegramAPIError), TryAgain(timedelta(seconds=2))),
    (ClientDecodeError("garbage", ValueError(), "<html>"), TryAgain(timedelta(seconds=2))),
    (TypeError("argument of type 'NoneType' is not iterable"), TryAgain(timedelta(seconds=2))),
]


ONCE: list[tuple[Exception, Verdict]] = [
    (error, Unknown() if isinstance(verdict, TryAgain) else verdict) for error, verdict in CASES
]
"""An announcement: nothing else changes."""


@pytest.mark.parametrize(("error", "verdict"), ONCE, ids=lambda value: type(value).__name__)
def test_what_goes_at_most_once_is_not_repeated_on_a_guess(error: Exception, verdict: Verdict) -> None:
    assert judge(error, attempt=1, once=True) == verdict


def test_where_no_connection_was_there_nothing_has_left() -> None:
    error = failed(TelegramNetworkError)
    error.__cause__ = ClientConnectorError(
        ConnectionKey("x", 1, ssl=False, proxy=None, proxy_auth=None, proxy_headers_hash=None, is_ssl=False), OSError()
    )
    assert judge(error, attempt=1, once=True) == TryAgain(timedelta(seconds=2))


@pytest.mark.parametrize(("error", "verdict"), CASES, ids=lambda value: type(value).__name__)
def test_each_failure_has_its_verdict(error: Exception, verdict: Verdict) -> None:
    assert judge(error, attempt=1) == verdict


def test_patience_grows_and_ends_after_a_day() -> None:
    waits = []
    for attempt in range(1, MOST_TRIES):
        verdict = judge(failed(TelegramServerError), attempt)
        assert isinstance(verdict, TryAgain)
        waits.append(verdict.backoff)
    assert waits == sorted(waits)
    assert timedelta(hours=23) < sum(waits, timedelta()) < timedelta(hours=25)
    assert judge(failed(TelegramServerError), MOST_TRIES) == GiveUp(Reason.UNREACHABLE)


def test_the_document_says_the_same() -> None:
    """Every error type of a case stands in a row of the table with its verdict, its reason and its state."""
    rows = [line for line in DOCUMENT.read_text().splitlines() if line.startswith("| ") and "`" in line]
    for error, verdict in CASES + ONCE:
        name = type(error).__name__
        if name in {"RestartingTelegram", "TelegramConflictError", "TelegramAPIError", "TypeError"}:
            name = "anything unknown"  # or a kind of 5xx
        reason = verdict.reason if isinstance(verdict, GiveUp | Unknown) else ""
        found = [row for row in rows if name in row and f"`{type(verdict).__name__}`" in row and f"{reason}" in row]
        assert found, (name, verdict)
        state = verdict.state.value if isinstance(verdict, GiveUp) else STATES[type(verdict)]
        assert found[0].endswith(f"| {state} |"), found[0]


def test_the_document_names_every_reason_and_nothing_else() -> None:
    table = DOCUMENT.read_text().split("## Verdicts")[1]
    found = set(re.findall(r"\| `(\w+)` \| (?:dropped|failed|unknown) \|", table))
    assert found == {reason.value for reason in Reason}


def test_every_error_that_aiogram_knows_is_judged() -> None:
    kinds = [
        kind for kind in vars(exceptions).values() if isinstance(kind, type) and issubclass(kind, TelegramAPIError)
    ]
    judged = {type(error) for error, _ in CASES}
    assert set(kinds) <= judged


def test_only_people_out_of_reach_are_dropped() -> None:
    assert {reason for reason in Reason if GiveUp(reason).state.value == "dropped"} == OUT_OF_REACH


def test_the_log_never_holds_what_an_error_says_about_addresses() -> None:
    error = failed(TelegramNetworkError, "http://api/bot4242:secret/sendMessage")
    error.__cause__ = ValueError("http://api/bot4242:secret/sendMessage")
    assert trouble(error) == {"error": "TelegramNetworkError", "cause": "ValueError"}
