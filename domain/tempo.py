"""How fast we dare to send: Telegram's 429 says that the published limits were too much for this bot, for a while."""

from dataclasses import dataclass
from datetime import timedelta

SLOWER = 0.7
"""Of the tempo so far, after Telegram asked for patience."""
SLOWEST = 0.1
"""Of the full tempo: three messages a second, so that nothing stands still for good."""
RECOVERS_WITHIN = timedelta(minutes=5)
"""From the slowest to the full tempo, evenly, as long as Telegram does not ask again."""
ONE_ASKING = timedelta(seconds=5)
"""Messages that were on their way together are refused together: that is asked for once."""


@dataclass(frozen=True, slots=True)
class Tempo:
    """`share` of the full tempo at the moment `since`, in seconds of whoever keeps the clock; it grows from there."""

    share: float = 1.0
    since: float = float("-inf")

    def at(self, now: float) -> float:
        """The share of the full tempo that is kept now."""
        if self.share >= 1.0:
            return 1.0
        return min(1.0, self.share + (now - self.since) * (1.0 - SLOWEST) / RECOVERS_WITHIN.total_seconds())

    def lowered(self, now: float) -> "Tempo":
        """After Telegram asked for patience."""
        if now - self.since < ONE_ASKING.total_seconds():
            return self
        return Tempo(max(SLOWEST, self.at(now) * SLOWER), now)
