"""How much is too much, per key and per address. Counted in this process's memory."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime

MOST_REMEMBERED = 10_000
"""Keys and addresses that a limiter knows at once; the one unseen for longest is forgotten first."""


@dataclass(frozen=True, slots=True)
class Pace:
    """`burst` requests at once, then `per_second`."""

    per_second: float
    burst: int


@dataclass(frozen=True, slots=True)
class Limits:
    """None switches a limit off. Failed tries count per client address; behind a proxy that is the proxy's."""

    per_key: Pace | None = Pace(per_second=1000, burst=2000)
    failed_tries: Pace | None = Pace(per_second=1, burst=60)
    body: int = 1024 * 1024
    file: int = 21 * 1024 * 1024  # above what catalogues/ reads, so that its own words say why


class Limiter:
    """A bucket of tokens for each name."""

    def __init__(self, pace: Pace | None) -> None:
        self._pace = pace
        self._buckets: OrderedDict[str, tuple[float, datetime]] = OrderedDict()

    def take(self, name: str, now: datetime) -> float:
        """Spend a token. Answers 0 if there was one, else the seconds until the next."""
        pace = self._pace
        if pace is None:
            return 0
        left, at = self._buckets.get(name, (float(pace.burst), now))
        left = min(pace.burst, left + (now - at).total_seconds() * pace.per_second)
        wait = 0.0 if left >= 1 else (1 - left) / pace.per_second
        self._buckets[name] = (left - 1 if left >= 1 else left, now)
        self._buckets.move_to_end(name)
        if len(self._buckets) > MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return wait
