"""A courier in a process of its own, to be killed; faster than Telegram allows, as the limits here are higher, too."""

import asyncio
import os
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.sharedctypes import Synchronized
from typing import Any

import structlog
from aiogram.client.telegram import TelegramAPIServer
from prometheus_client import CollectorRegistry

from bot.session import make_bot
from delivery import courier, pace
from delivery.courier import Courier
from delivery.metrics import Metrics
from delivery.pace import Pace
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault
from wording.words import load_catalogues

FASTER = 4
"""Times Telegram's limits; the playground's are raised as much."""
PER_BOT, PER_CHAT = 30.0 * FASTER, 1.0 * FASTER
LEASE = timedelta(seconds=2)
LOOK_EVERY = 0.25  # seconds


@dataclass(frozen=True, slots=True)
class Place:
    """Where a courier works."""

    url: str
    origin: str
    token: str
    field_key: str


def work(place: Place, ahead: "Synchronized[float]", duty: "Synchronized[int]") -> None:
    """`ahead` is by how many seconds this machine's clock is wrong; `duty` holds the process that carries letters."""
    hurried(FASTER)
    vars(courier).update(LOOK_EVERY=LOOK_EVERY)
    structlog.configure(processors=[_noting(duty)])
    asyncio.run(carry(place, ahead))


def hurried(times: int) -> None:
    """Telegram's limits, so many times as high."""
    letters = pace.LETTERS * times
    vars(pace).update(
        OVERALL=pace.OVERALL * times,
        LETTERS=letters,
        LETTER_EVERY=pace.WINDOW / letters,
        PER_CHAT=pace.PER_CHAT / times,
    )
    vars(courier).update(PACED_PAGE=courier.PACED_PAGE * times)


async def carry(place: Place, ahead: "Synchronized[float]") -> None:
    store = Store(open_engine(place.url), Vault([place.field_key]))
    bot = make_bot(place.token, api=TelegramAPIServer.from_base(place.origin), pace=None)
    metrics = Metrics(CollectorRegistry())

    def now() -> datetime:
        return datetime.now(UTC) + timedelta(seconds=ahead.value)

    await Courier(store, bot, load_catalogues(), Pace(), metrics, now=now, lease=LEASE).run(asyncio.Event())


def _noting(duty: "Synchronized[int]") -> Any:
    """The courier's log says who is on duty; the rest of it is of no interest here."""

    def note(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
        if event["event"] == "courier_on_duty":
            duty.value = os.getpid()
        raise structlog.DropEvent

    return note
