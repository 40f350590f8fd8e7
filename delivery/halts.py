"""A long silence that Telegram asked for: noted for all processes, and an alarm where it is longer than is usual."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from delivery.alarms import Alarms
from delivery.pace import Pace
from delivery.verdict import trouble
from storage.facts import Halt
from storage.store import Store

WORTH_NOTING = timedelta(seconds=5)
"""A shorter silence is over before anybody asks."""
log = structlog.get_logger()


class Halts:
    """Looked at every second by the courier on duty. Letters in its hands renew their lease and never look late."""

    def __init__(
        self, store: Store, pace: Pace, alarms: Alarms, *, now: Callable[[], datetime], alarm_after: timedelta
    ) -> None:
        self._store = store
        self._pace = pace
        self._alarms = alarms
        self._now = now
        self._alarm_after = alarm_after
        self._noted = datetime.min.replace(tzinfo=UTC)

    async def look(self) -> None:
        left = timedelta(seconds=self._pace.halted_for)
        so_far = timedelta(seconds=self._pace.silent_for)
        if not left or so_far + left < WORTH_NOTING:
            return
        if so_far + left > self._alarm_after:
            self._alarms.sound("halted", seconds=round(left.total_seconds()))
        halt = Halt(self._now() - so_far, self._now() + left)
        if abs(halt.until - self._noted) > WORTH_NOTING:
            try:
                async with self._store.begin() as tx:
                    await tx.facts.note_halt(halt)
            except Exception as error:  # noqa: BLE001 - the next look tries again
                log.warning("halt_not_noted", **trouble(error))
            else:
                self._noted = halt.until
