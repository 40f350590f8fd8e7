"""Time passes: ticks that ask the database what is due. The scheduler stores nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from services import announcing, answers, housekeeping, messages, phones, privacy, promises, slips, subscriptions
from services.shop import Shop

log = structlog.get_logger()
WAVES_EVERY = timedelta(seconds=1)
REVIEW_EVERY = timedelta(minutes=15)
CATCH_UP_EVERY = timedelta(minutes=1)
CLEAN_EVERY = timedelta(hours=1)


@asynccontextmanager
async def ticking(shop: Shop) -> AsyncIterator[None]:
    """Time passes while the block runs; a tick under way at its end may finish."""
    under_way: set[asyncio.Task[Any] | None] = set()
    scheduler = build(shop, under_way)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.pause()
        # What has been started a moment ago has not begun yet; cut off, it would be an error in the log.
        await asyncio.sleep(0)
        await asyncio.gather(*filter(None, under_way))
        scheduler.shutdown(wait=False)


def build(shop: Shop, under_way: set[asyncio.Task[Any] | None]) -> AsyncIOScheduler:
    """A scheduler that is not started yet. All in UTC: local hours are the rules' business."""
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})
    for name, tick, every in (
        ("waves", subscriptions.next_waves, WAVES_EVERY),
        ("broadcasts", announcing.advance, WAVES_EVERY),
        ("quiet", announcing.keep_quiet, CATCH_UP_EVERY),
        ("review", promises.review, REVIEW_EVERY),
        ("catch_up", slips.catch_up, CATCH_UP_EVERY),
        ("watch", messages.watch, CATCH_UP_EVERY),
        ("guard", answers.guard, REVIEW_EVERY),
        ("alerts", subscriptions.review, REVIEW_EVERY),
        ("phones", phones.read_anew, CATCH_UP_EVERY),
        ("clean", housekeeping.clean, CLEAN_EVERY),
        ("let_go", privacy.let_go, CLEAN_EVERY),
    ):
        run = _guarded(name, tick, shop, under_way)
        scheduler.add_job(run, "interval", seconds=every.total_seconds(), id=name, misfire_grace_time=None)
    return scheduler


def _guarded(
    name: str, tick: Callable[[Shop], Awaitable[int]], shop: Shop, under_way: set[asyncio.Task[Any] | None]
) -> Callable[[], Awaitable[None]]:
    """A tick that fails is logged and comes again; it never stops the clock."""

    async def run() -> None:
        task = asyncio.current_task()
        under_way.add(task)
        try:
            await tick(shop)
        except Exception:
            log.exception("a tick failed", tick=name)
        finally:
            under_way.discard(task)

    return run
