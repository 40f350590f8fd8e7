"""One process: some or all of the roles, from the first migration to the last settled letter."""

import asyncio
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from hashlib import sha256
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError
from litestar import Litestar

from api.app import build as build_api
from bot.app import build as build_dispatcher
from bot.app import feed
from bot.introduction import introduce
from bot.polling import ALLOWED_UPDATES, poll
from bot.session import make_bot
from delivery.courier import Courier
from delivery.metrics import Metrics
from delivery.pace import Pace
from runtime import clock
from runtime.listening import listening
from runtime.settings import Settings
from runtime.wiring import House
from services import linking
from storage import migrate

log = structlog.get_logger()


class Role(StrEnum):
    """What a process does."""

    API = "api"
    BOT = "bot"
    COURIER = "courier"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class Telegram:
    """The chat's side of a process: a wire for replies and one for letters, and the one pace that both keep."""

    bot: Bot
    letters: Bot
    pace: Pace
    dispatcher: Dispatcher

    async def close(self) -> None:
        await self.bot.session.close()
        await self.letters.session.close()


def connect(house: House) -> Telegram | None:
    """None without a token: then there is no chat, and everything else works."""
    token = house.settings.bot_token
    if token is None:
        return None
    pace, server = Pace(), TelegramAPIServer.from_base(house.settings.bot_api)
    return Telegram(
        make_bot(token.get_secret_value(), api=server, pace=pace),
        make_bot(token.get_secret_value(), api=server, pace=None),
        pace,
        build_dispatcher(house.shop, catalogues=house.catalogues),
    )


async def serve(house: House, roles: Collection[Role]) -> None:
    """Run until SIGTERM or SIGINT."""
    stop = stop_on_signals()
    await migrate.upgrade(house.shop.store.engine)
    telegram = connect(house)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(house.shop.store.close)
        if telegram is not None:
            stack.push_async_callback(telegram.close)
        if Role.API in roles:
            app = api_of(house, telegram)
            await stack.enter_async_context(listening(app, [app], house.settings.host, house.settings.port))
        await stack.enter_async_context(working(house, telegram, roles))
        log.info("ready", roles=", ".join(sorted(roles)), host=house.settings.host, port=house.settings.port)
        await stop.wait()
        log.info("stopping")


def api_of(house: House, telegram: Telegram | None) -> Litestar:
    settings = house.settings
    return build_api(
        house.shop,
        catalogues=house.catalogues,
        telegram=_feed(telegram) if telegram and settings.public_url else None,
        telegram_secret=webhook_secret(settings),
        registry=house.registry,
        ready=partial(_why_not_ready, house),
    )


@asynccontextmanager
async def working(house: House, telegram: Telegram | None, roles: Collection[Role]) -> AsyncIterator[None]:
    """The roles that work without being asked, while the block runs."""
    stop = asyncio.Event()
    async with AsyncExitStack() as stack:
        tasks = await stack.enter_async_context(asyncio.TaskGroup())
        stack.callback(stop.set)
        if Role.CLOCK in roles:
            await stack.enter_async_context(clock.ticking(house.shop))
        if telegram is None:
            if Role.BOT in roles or Role.COURIER in roles:
                log.warning("no bot token: nobody can chat and no message leaves", setting="NACHSCHUB_BOT_TOKEN")
        else:
            if Role.COURIER in roles:
                tasks.create_task(_courier(house, telegram).run(stop), name="courier")
            if Role.BOT in roles:
                tasks.create_task(_talk(house, telegram, stop), name="bot")
        yield


def stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def webhook_secret(settings: Settings) -> str | None:
    """The configured one, or one that only who knows the token can derive; it proves nothing about the token."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    if settings.bot_token is None:
        return None
    return sha256(b"nachschub webhook " + settings.bot_token.get_secret_value().encode()).hexdigest()


def _courier(house: House, telegram: Telegram) -> Courier:
    metrics = Metrics(house.registry)
    return Courier(house.shop.store, telegram.letters, house.catalogues, telegram.pace, metrics, now=house.shop.now)


async def _talk(house: House, telegram: Telegram, stop: asyncio.Event) -> None:
    """Introduce the bot, then listen: by webhook where we have a public address, else by polling."""
    if not await _meet(house, telegram, stop):
        return
    settings, bot = house.settings, telegram.bot
    if settings.public_url:
        url = f"{settings.public_url}/telegram/webhook"
        await bot.set_webhook(url, secret_token=webhook_secret(settings), allowed_updates=ALLOWED_UPDATES)
        await stop.wait()
        return
    await bot.delete_webhook()
    async with asyncio.TaskGroup() as tasks:
        polling = tasks.create_task(poll(telegram.dispatcher, bot))
        await stop.wait()
        polling.cancel()


async def _meet(house: House, telegram: Telegram, stop: asyncio.Event) -> bool:
    """Ask Telegram who we are until it answers; False when the process stops before that."""
    pause = 1.0
    while not stop.is_set():
        try:
            me = await telegram.bot.me()
            await linking.note_bot(house.shop, me.username)
            await introduce(telegram.bot, house.catalogues)
        except TelegramAPIError as error:
            log.warning("Telegram does not answer yet", error=type(error).__name__, retry_in=pause)
            await asyncio.wait({asyncio.create_task(stop.wait())}, timeout=pause)
            pause = min(pause * 2, 60)
        else:
            return True
    return False


def _feed(telegram: Telegram) -> Callable[[dict[str, Any]], Awaitable[None]]:
    return partial(feed, telegram.dispatcher, telegram.bot)


async def _why_not_ready(house: House) -> str | None:
    """None when the database answers and has every table this program knows."""
    return None if await migrate.is_current(house.shop.store.engine) else "the database's tables are not up to date"
