"""Time passes: ticks that ask the database what is due. The scheduler stores nothing."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from services import housekeeping, promises, subscriptions
from services.shop import Shop

log = structlog.get_logger()
WAVES_EVERY = timedelta(seconds=1)
REVIEW_EVERY = timedelta(minutes=15)
CLEAN_EVERY = timedelta(hours=1)


def build(shop: Shop) -> AsyncIOScheduler:
    """A scheduler that is not started yet. All in UTC: local hours are the rules' business."""
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})
    for name, tick, every in (
        ("waves", subscriptions.next_waves, WAVES_EVERY),
        ("review", promises.review, REVIEW_EVERY),
        ("clean", housekeeping.clean, CLEAN_EVERY),
    ):
        scheduler.add_job(
            _guarded(name, tick, shop), "interval", seconds=every.total_seconds(), id=name, misfire_grace_time=None
        )
    return scheduler


def _guarded(name: str, tick: Callable[[Shop], Awaitable[int]], shop: Shop) -> Callable[[], Awaitable[None]]:
    """A tick that fails is logged and comes again; it never stops the clock."""

    async def run() -> None:
        try:
            await tick(shop)
        except Exception:
            log.exception("a tick failed", tick=name)

    return run
