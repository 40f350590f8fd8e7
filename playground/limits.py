"""Telegram's pace: how many messages a bot may put into chats, and what it hears when it is faster."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from playground.wire import WireError

PER_BOT = 30.0  # messages a second; Telegram's bot FAQ: "about 30 messages per second"
PAID_PER_BOT = 1000.0  # messages a second beside these (Bot API: allow_paid_broadcast)
PER_CHAT = 1.0  # messages a second; the same page: "no more than one message per second" in one chat
PER_GROUP = 20.0  # messages a minute; the same page: "not … more than 20 messages per minute" in one group
# Two messages sent a second apart may arrive a little closer. Windows are 5 % shorter, so that a bot which keeps the
# pace at its own end is never told that it does not; one that is faster by more than that always is.
TOLERANCE = 0.05
IDLE_WINDOWS = 20_000  # chats remembered before idle ones are forgotten


@dataclass(slots=True)
class Window:
    """At most `most` messages within any `seconds`."""

    most: int
    seconds: float
    sent: deque[float] = field(default_factory=deque)

    @classmethod
    def of(cls, rate: float, every: float) -> "Window":
        most = max(1, math.floor(rate))
        return cls(most, every * most / rate * (1 - TOLERANCE))

    def wait(self, now: float) -> float:
        """Seconds until the next message may come; 0 means now."""
        while self.sent and self.sent[0] <= now - self.seconds:
            self.sent.popleft()
        return 0.0 if len(self.sent) < self.most else self.sent[0] + self.seconds - now


class Limits:
    """Three paces, each of which may be off (None), and a count of what was too fast in this process's life."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.violations = 0
        self.per_bot: float | None = PER_BOT
        self.per_chat: float | None = PER_CHAT
        self.per_group: float | None = PER_GROUP
        self._windows: dict[tuple[str, int, int], Window] = {}

    def change(self, per_bot: float | None, per_chat: float | None, per_group: float | None) -> None:
        """New paces hold from now on; what was sent before is forgotten, the violations are not."""
        self.per_bot, self.per_chat, self.per_group = per_bot, per_chat, per_group
        self._windows.clear()

    def spend(self, bot: int, chat: int, *, paid: bool = False) -> None:
        """Count one message. Raises WireError 429 with retry_after where that is too fast; then it does not count."""
        windows = self._of(bot, chat, paid=paid)
        now = self._clock()
        wait = max((window.wait(now) for window in windows), default=0.0)
        if wait > 0:
            self.violations += 1
            seconds = max(1, math.ceil(wait))
            raise WireError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
        for window in windows:
            window.sent.append(now)

    def _of(self, bot: int, chat: int, *, paid: bool) -> list[Window]:
        windows = []
        if self.per_bot is not None:
            kind, rate = ("paid", PAID_PER_BOT) if paid else ("bot", self.per_bot)
            windows.append(self._window((kind, bot, 0), rate, 1))
        if self.per_chat is not None:
            windows.append(self._window(("chat", bot, chat), self.per_chat, 1))
        if self.per_group is not None and chat < 0:
            windows.append(self._window(("group", bot, chat), self.per_group, 60))
        return windows

    def _window(self, key: tuple[str, int, int], rate: float, every: float) -> Window:
        window = self._windows.get(key)
        if window is None:
            if len(self._windows) >= IDLE_WINDOWS:
                self._forget_idle()
            window = self._windows[key] = Window.of(rate, every)
        return window

    def _forget_idle(self) -> None:
        now = self._clock()
        self._windows = {
            key: window
            for key, window in self._windows.items()
            if window.sent and window.sent[-1] > now - window.seconds
        }
