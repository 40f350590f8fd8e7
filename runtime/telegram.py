"""The chat's side of a process: the bot and the post. Loaded apart from the rest, see decision 0012."""

# aiogram first, lightly; then everything that imports it.
from runtime.lightly import import_aiogram

import_aiogram()

# ruff: noqa: E402 - the order is the point
import asyncio
from typing import Any

import structlog
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramAPIError

from bot.app import build as build_dispatcher
from bot.app import feed
from bot.cards import Cards
from bot.introduction import introduce
from bot.polling import ALLOWED_UPDATES, poll
from bot.session import make_bot
from bot.switchboard import Switchboard
from delivery.courier import Courier
from delivery.metrics import Metrics
from delivery.pace import Pace
from runtime.hearing import hearing_of
from runtime.wiring import House
from services import linking

log = structlog.get_logger()
LONGEST_PAUSE = 60.0  # seconds between two questions who we are


class Telegram:
    """A wire for replies, a wire for letters, and the one pace that both keep."""

    def __init__(self, house: House, token: str) -> None:
        self._house = house
        self._pace = Pace(paid=house.settings.paid_broadcast)
        server = TelegramAPIServer.from_base(house.settings.bot_api)
        self._bot = make_bot(token, api=server, pace=self._pace)
        self._letters = make_bot(token, api=server, pace=None)
        self._dispatcher = build_dispatcher(house.shop, catalogues=house.catalogues, hearing=hearing_of(house.settings))

    async def username(self) -> str:
        return (await self._bot.me()).username or ""

    async def feed(self, raw: dict[str, Any]) -> None:
        """One update, as it came to the webhook; returns when it is handled."""
        await feed(self._dispatcher, self._bot, raw)

    async def carry(self, stop: asyncio.Event) -> None:
        """Carry letters until told to stop, and keep the cards of orders true meanwhile."""
        shop, metrics = self._house.shop, Metrics(self._house.registry)
        metrics.watch(self._pace)
        courier = Courier(
            shop.store,
            self._letters,
            self._house.catalogues,
            self._pace,
            metrics,
            now=shop.now,
            policy=shop.policy,
            beside=Cards(shop, self._letters, self._house.catalogues, self._pace, self._dispatcher["chats"]).run,
        )
        await courier.run(stop)

    async def talk(self, stop: asyncio.Event) -> None:
        """Introduce the bot, then listen: by webhook where we have a public address, else by polling."""
        if not await self._meet(stop):
            return
        settings, bot = self._house.settings, self._bot
        if settings.public_url:
            url, secret = f"{settings.public_url}/telegram/webhook", settings.telegram_secret
            await bot.set_webhook(url, secret_token=secret, allowed_updates=ALLOWED_UPDATES)
            await stop.wait()
            return
        await bot.delete_webhook()
        async with asyncio.TaskGroup() as tasks:
            polling = tasks.create_task(poll(self._dispatcher, bot))
            await stop.wait()
            polling.cancel()

    async def relay(self, stop: asyncio.Event) -> None:
        """Carry to the team's group what customers say, until told to stop."""
        await Switchboard(self._house.shop, self._letters, self._house.catalogues, self._pace).run(stop)

    async def close(self) -> None:
        await self._bot.session.close()
        await self._letters.session.close()

    async def _meet(self, stop: asyncio.Event) -> bool:
        """Ask Telegram who we are until it answers; False when the process stops before that."""
        pause = 1.0
        while not stop.is_set():
            try:
                await linking.note_bot(self._house.shop, await self.username())
                await introduce(self._bot, self._house.catalogues)
            except TelegramAPIError as error:
                log.warning("Telegram does not answer yet", error=type(error).__name__, retry_in=pause)
                await asyncio.wait({asyncio.create_task(stop.wait())}, timeout=pause)
                pause = min(pause * 2, LONGEST_PAUSE)
            else:
                return True
        return False
