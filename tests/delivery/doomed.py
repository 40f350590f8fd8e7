"""A courier in a process of its own, to be killed."""

import asyncio
from datetime import timedelta

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from cryptography.fernet import Fernet
from prometheus_client import CollectorRegistry

from delivery.courier import Courier
from delivery.metrics import Metrics
from delivery.pace import Pace
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault
from tests.delivery.cast import TOKEN, now
from wording.words import load_catalogues

LEASE = timedelta(seconds=2)  # so that the next one need not wait for long


async def carry(database_url: str, bot_api: str) -> None:
    store = Store(open_engine(database_url), Vault([Fernet.generate_key().decode()]))
    bot = Bot(TOKEN, session=AiohttpSession(api=TelegramAPIServer.from_base(bot_api)))
    metrics = Metrics(CollectorRegistry())
    courier = Courier(store, bot, load_catalogues(), Pace(paced=False), metrics, now=now, lease=LEASE)
    await courier.run(asyncio.Event())


def work(database_url: str, bot_api: str) -> None:
    asyncio.run(carry(database_url, bot_api))
