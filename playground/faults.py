"""Faults on request: what real networks and a real Telegram do to a bot, injected by a test."""

from collections import Counter
from typing import Any, Literal

import msgspec

from playground.wire import WireError

Kind = Literal["error", "garbage", "hang", "lost", "reset", "slow"]

MOST_FAULTS = 1000  # queued at a time
_WORDS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    404: "Not Found",
    409: "Conflict",
    429: "Too Many Requests",
    500: "Internal Server Error",
    502: "Bad Gateway",
    503: "Service Unavailable",
    504: "Gateway Timeout",
}
TOO_MANY = 429


class Fault(msgspec.Struct, omit_defaults=True):
    """One kind of trouble for the next `times` calls of a method (`*` is every method).

    `error` answers with a code instead of doing anything; `garbage` answers with no JSON; `hang` answers nothing for
    `seconds` and then 504; `lost` does what was asked and loses the answer: a 502 after the effect; `reset` does it too
    and breaks the connection in the middle of the answer; `slow` does it and answers after `seconds`.
    """

    method: str
    error_code: int = 500
    chat_id: int | None = None
    description: str | None = None
    retry_after: int | None = None
    times: int = 1
    kind: Kind = "error"
    seconds: float = 60.0

    def error(self) -> WireError:
        retry_after = self.retry_after
        if retry_after is None and self.error_code == TOO_MANY:
            retry_after = 1
        words = self.description or _WORDS.get(self.error_code, "Internal Server Error")
        if self.description is None and self.error_code == TOO_MANY:
            words = f"{words}: retry after {retry_after}"
        return WireError(self.error_code, words, {"retry_after": retry_after} if retry_after is not None else None)


class Faults:
    """The queue of injected faults; the oldest that fits is used up first."""

    def __init__(self) -> None:
        self.waiting: list[Fault] = []
        self.used: Counter[str] = Counter()
        """How often each kind was met in this process's life; errors by their code."""

    def add(self, fault: Fault) -> None:
        self.waiting.append(fault)

    def clear(self) -> None:
        self.waiting.clear()

    def take(self, method: str, chat: str) -> Fault | None:
        """The fault that this call meets, one of its times used up."""
        for fault in self.waiting:
            if fault.method.lower() in {"*", method} and (fault.chat_id is None or str(fault.chat_id) == chat):
                fault.times -= 1
                self.used[str(fault.error_code) if fault.kind == "error" else fault.kind] += 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None

    def listed(self) -> list[dict[str, Any]]:
        return [msgspec.structs.asdict(fault) for fault in self.waiting]
