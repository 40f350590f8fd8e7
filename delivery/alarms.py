"""What should wake somebody: log events named `alarm`, each sort at most once in five minutes."""

import time
from collections.abc import Callable
from math import inf

import structlog

from delivery.verdict import GiveUp, Moved, Reason, TryAgain, Unknown, Verdict, Wait

log = structlog.get_logger()

AGAIN = 300.0  # seconds until the same alarm is raised again
IN_A_ROW = 20  # failed sends without one that arrived


class Alarms:
    """The courier's: it sees every answer of Telegram's."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._raised_at: dict[str, float] = {}
        self._failures = 0

    def see(self, answer: int | Verdict) -> None:
        """A message's id, or what a failure means. People who block the bot are no trouble of ours."""
        match answer:
            case int() | Moved():
                self._failures = 0
            case Wait(too_fast=False):
                self.sound("token_refused")
            case Unknown():
                self.sound("outcomes_unknown", letters=1)
                self._count_failure()
            case TryAgain():
                self._count_failure()
            case GiveUp() if not answer.blocks or answer.reason is Reason.CHAT_NOT_FOUND:
                # Many chats that are not found in a row: another bot's token, most likely.
                self._count_failure()
            case _:
                pass

    def sound(self, alarm: str, **facts: object) -> None:
        now = self._clock()
        if now - self._raised_at.get(alarm, -inf) >= AGAIN:
            self._raised_at[alarm] = now
            log.error("alarm", alarm=alarm, **facts)

    def _count_failure(self) -> None:
        self._failures += 1
        if self._failures >= IN_A_ROW:
            self.sound("failures_in_a_row", failures=self._failures)
