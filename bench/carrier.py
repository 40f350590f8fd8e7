"""A courier and nothing else, until it is told to stop: `python -m bench.carrier URL ORIGIN TOKEN FIELD_KEY FASTER`."""

import gc
import sys
from datetime import UTC, datetime

import uvloop

from runtime.lightly import import_aiogram

# As the command does it.
import_aiogram()

# ruff: noqa: E402 - the order is the point
from aiogram.client.telegram import TelegramAPIServer
from prometheus_client import CollectorRegistry

from bench.faults.courier import hurried
from bot.session import make_bot
from delivery.courier import Courier
from delivery.metrics import Metrics
from delivery.pace import Pace
from runtime import logs
from runtime.serve import stop_on_signals
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault
from wording.words import load_catalogues


async def main() -> None:
    url, origin, token, field_key, faster = sys.argv[1:]
    if int(faster):
        hurried(int(faster))
    store = Store(open_engine(url), Vault([field_key]))
    bot = make_bot(token, api=TelegramAPIServer.from_base(origin), pace=None)
    metrics, pace = Metrics(CollectorRegistry()), Pace(paced=int(faster) > 0)
    courier = Courier(store, bot, load_catalogues(), pace, metrics, now=lambda: datetime.now(UTC))
    await courier.run(stop_on_signals())
    await bot.session.close()
    await store.close()


if __name__ == "__main__":
    gc.freeze()
    logs.configure("console", "warning")
    uvloop.run(main())
