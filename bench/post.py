"""`courier`: messages to the playground, 50 at a time, at unlimited pace. One side as a process of its own.

`python -m bench.post SIDE URL ORIGIN TOKEN FIELD_KEY COUNT`, SIDE being ours, bare or broadcaster, prints
{"seconds", "mb"} per message and at the end.
"""

import asyncio
import gc
import importlib
import json
import sys
import time
from datetime import UTC, datetime

import psutil
import uvloop

from runtime.lightly import import_aiogram

# As the command does it; both sides alike.
import_aiogram()

# ruff: noqa: E402 - the order is the point
from aiogram.client.telegram import TelegramAPIServer
from prometheus_client import CollectorRegistry
from sqlalchemy import func, select

from bot.session import make_bot
from delivery.courier import Courier
from delivery.metrics import Metrics
from delivery.pace import Pace
from domain.notices import MessageState
from runtime import logs
from storage.engines import open_engine
from storage.store import Store
from storage.tables import outbox
from storage.vault import Vault
from wording.words import load_catalogues

AT_ONCE = 50
TEXT = "Good news: your order <b>1001</b> is complete.\n1 × Blue mug\nEverything is here and set aside for you."


async def ours(url: str, origin: str, token: str, field_key: str, count: int) -> None:
    """Everything that is due, through the courier."""
    store = Store(open_engine(url), Vault([field_key]))
    bot = make_bot(token, api=TelegramAPIServer.from_base(origin), pace=None)
    registry, pace = CollectorRegistry(), Pace(paced=False)
    courier = Courier(store, bot, load_catalogues(), pace, Metrics(registry), now=lambda: datetime.now(UTC))
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(courier.run(stop))
        # Asking the database all the time would be the measurement's cost, not the courier's.
        while (registry.get_sample_value("nachschub_sends_total", {"verdict": "Sent"}) or 0) < count:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        stop.set()
        await running
    if await _due(store):
        raise RuntimeError("letters were sent that the books still call due")
    await bot.session.close()
    await store.close()


async def bare(origin: str, token: str, count: int) -> None:
    """A loop that sends, and nothing else."""
    bot = make_bot(token, api=TelegramAPIServer.from_base(origin), pace=None)
    people = iter(range(1, count + 1))

    async def send() -> None:
        for person in people:
            await bot.send_message(person, TEXT)

    async with asyncio.TaskGroup() as tasks:
        for _ in range(AT_ONCE):
            tasks.create_task(send())
    await bot.session.close()


async def broadcaster(origin: str, token: str, count: int) -> None:
    """The same with aiogram-broadcaster, as its own pages show it: one mailer, no pause, nothing written down."""
    bot = make_bot(token, api=TelegramAPIServer.from_base(origin), pace=None)
    package = importlib.import_module("aiogram_broadcaster")
    content = importlib.import_module("aiogram_broadcaster.contents").TextContent(text=TEXT)
    mailer = await package.Broadcaster(bot).create_mailer(chats=range(1, count + 1), content=content)
    await mailer.start()
    await bot.session.close()


async def _due(store: Store) -> int:
    async with store.read() as tx:
        due = select(func.count()).select_from(outbox).where(outbox.c.state == MessageState.DUE.value)
        return int((await tx.connection.execute(due)).scalar_one())


def main() -> None:
    side, url, origin, token, field_key, count = sys.argv[1:]
    # As the command does after its imports; all sides alike.
    gc.freeze()
    # Our log lines go to standard error: standard output is the answer.
    logs.configure("console", "warning")
    started = time.perf_counter()
    others = {"bare": bare, "broadcaster": broadcaster}
    most = int(count)
    uvloop.run(ours(url, origin, token, field_key, most) if side == "ours" else others[side](origin, token, most))
    seconds = (time.perf_counter() - started) / most
    print(json.dumps({"seconds": seconds, "mb": psutil.Process().memory_info().rss / 1e6}))


if __name__ == "__main__":
    main()
