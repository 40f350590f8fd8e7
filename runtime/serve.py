"""One process: some or all of the roles, from the first migration to the last settled letter."""

import asyncio
import signal
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from litestar import Litestar

from api.app import build as build_api
from api.telegram import Feed
from runtime import clock, own_words
from runtime.lightly import undisturbed
from runtime.listening import listening
from runtime.wiring import House
from storage import migrate

if TYPE_CHECKING:
    from runtime.telegram import Telegram

log = structlog.get_logger()


class Role(StrEnum):
    """What a process does."""

    API = "api"
    BOT = "bot"
    COURIER = "courier"
    CLOCK = "clock"


async def serve(house: House, roles: Collection[Role]) -> None:
    """Run until SIGTERM or SIGINT. The shop's software is answered while the chat's side still loads."""
    stop = stop_on_signals()
    await migrate.upgrade(house.shop.store.engine)
    telegram = Arriving(house)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(house.shop.store.close)
        if Role.API in roles:
            app = api_of(house, telegram.feed)
            await stack.enter_async_context(listening(app, [app], house.settings.host, house.settings.port))
        if house.settings.public_url or Role.BOT in roles or Role.COURIER in roles:
            await telegram.arrive()
            stack.push_async_callback(telegram.close)
        await stack.enter_async_context(working(house, telegram.there, roles))
        log.info("ready", roles=", ".join(sorted(roles)), host=house.settings.host, port=house.settings.port)
        await stop.wait()
        log.info("stopping")


class Arriving:
    """The chat's side, which takes a second of a core to load; an update from the webhook waits for it."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._loaded = asyncio.Event()
        self.there: Telegram | None = None

    async def arrive(self) -> None:
        self.there = await asyncio.to_thread(load_telegram, self._house)
        self._loaded.set()

    async def feed(self, raw: dict[str, Any]) -> None:
        await self._loaded.wait()
        if self.there is not None:
            await self.there.feed(raw)

    async def close(self) -> None:
        if self.there is not None:
            await self.there.close()


def load_telegram(house: House) -> "Telegram | None":
    """None without a token: then there is no chat, and everything else works."""
    token = house.settings.bot_token
    if token is None:
        return None
    with undisturbed():
        from runtime.telegram import Telegram  # noqa: PLC0415 - only processes that chat pay for aiogram
    return Telegram(house, token.get_secret_value())


def api_of(house: House, feed: Feed) -> Litestar:
    settings = house.settings
    return build_api(
        house.shop,
        catalogues=house.catalogues,
        telegram=feed if settings.public_url else None,
        telegram_secret=settings.telegram_secret,
        registry=house.registry,
        ready=partial(_why_not_ready, house),
    )


@asynccontextmanager
async def working(house: House, telegram: "Telegram | None", roles: Collection[Role]) -> AsyncIterator[None]:
    """The roles that work without being asked, while the block runs."""
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        await own_words.refresh(house)
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        stack.callback(stop.set)
        tasks.create_task(own_words.keep_fresh(house, stop), name="own words")
        if Role.CLOCK in roles:
            await stack.enter_async_context(clock.ticking(house.shop))
        if telegram is None:
            if Role.BOT in roles or Role.COURIER in roles:
                log.warning("no bot token: nobody can chat and no message leaves", setting="NACHSCHUB_BOT_TOKEN")
        else:
            if Role.COURIER in roles:
                tasks.create_task(telegram.carry(stop), name="courier")
            if Role.BOT in roles:
                tasks.create_task(telegram.talk(stop), name="bot")
                tasks.create_task(telegram.relay(stop), name="switchboard")
        yield


def stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


async def _why_not_ready(house: House) -> str | None:
    """None when the database answers and has every table this program knows."""
    return None if await migrate.is_current(house.shop.store.engine) else "the database's tables are not up to date"
