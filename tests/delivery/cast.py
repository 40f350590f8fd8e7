"""A post office under test: a real database, the playground over real HTTP, and a courier between them."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from granian.constants import Interfaces
from granian.server.embed import Server
from prometheus_client import CollectorRegistry

from bot.session import make_bot
from delivery.courier import DEFAULTS, LEASE, Courier
from delivery.metrics import Metrics
from delivery.pace import Pace
from domain.customers import Customer
from domain.notices import Letter, MessageState, News, OrderPlaced
from domain.policy import ShopPolicy
from playground.app import BotCard, Person, build
from storage.messages import Message, MessageQuery
from storage.store import Store
from wording.words import load_catalogues

TOKEN = "4242:abcdefghijklmnopqrstuvwxyz012345678"


def now() -> datetime:
    return datetime.now(UTC)


def placed(number: int) -> OrderPlaced:
    return OrderPlaced(
        backorder_id=number,
        order_number=f"A-{number}",
        product={"en": "Blue mug", "de": "Blaue Tasse"},
        quantity=2,
        reserved=0,
        place=1,
        of=3,
        promise_by=date(2027, 3, 12),
    )


@dataclass
class Telegram:
    """The playground, seen from the people's side."""

    origin: str
    http: aiohttp.ClientSession
    bots: list[Bot] = field(default_factory=list)

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        async with self.http.request(method, self.origin + path, json=body) as answer:
            assert answer.status < 300, await answer.text()
            return await answer.json() if answer.content_type.endswith("json") else None

    async def limits(self, per_bot: float | None, per_chat: float | None) -> None:
        await self.ask("PUT", "/playground/limits", {"per_bot": per_bot, "per_chat": per_chat})

    async def violations(self) -> int:
        found: int = (await self.ask("GET", "/playground/limits"))["violations"]
        return found

    async def fault(self, method: str = "sendMessage", **fault: Any) -> None:
        await self.ask("POST", "/playground/faults", {"method": method} | fault)

    async def block(self, chat_id: int) -> None:
        await self.ask("POST", f"/playground/people/{chat_id}/block", {})

    async def read(self, chat_id: int) -> list[dict[str, Any]]:
        """What the bot wrote into a chat, oldest first."""
        messages = (await self.ask("GET", f"/playground/people/{chat_id}/chat"))["messages"]
        return [message for message in messages if message["from_bot"]]

    async def orders_read(self, chat_id: int) -> list[str]:
        """The order numbers that a person read of, in the order of reading."""
        return [message["text"].split("order ")[1].split(".")[0] for message in await self.read(chat_id)]

    def bot(self) -> Bot:
        bot = make_bot(TOKEN, api=TelegramAPIServer.from_base(self.origin), pace=None)
        self.bots.append(bot)
        return bot


CHATS = range(1001, 1041)


@asynccontextmanager
async def playground(chats: Iterable[int] = CHATS) -> AsyncIterator[Telegram]:
    people = [Person(chat_id, f"P{chat_id}", "en") for chat_id in chats]
    app = build(journal=None, bots=[BotCard(TOKEN, "shop_bot", "Shop")], people=people)
    server = Server(app, address="127.0.0.1", port=free_port(), interface=Interfaces.ASGI, log_enabled=False)
    async with aiohttp.ClientSession() as http, asyncio.TaskGroup() as group:
        group.create_task(server.serve())
        telegram = Telegram(f"http://127.0.0.1:{server.bind_port}", http)
        await until_it_answers(telegram)
        await telegram.limits(None, None)
        for chat_id in chats:
            await telegram.ask("POST", f"/playground/people/{chat_id}/open", {})
        yield telegram
        for bot in telegram.bots:
            await bot.session.close()
        app.close()
        server.stop()


async def until_it_answers(telegram: Telegram) -> None:
    for _ in range(500):
        try:
            await telegram.violations()
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.01)
        else:
            return
    pytest.fail("the playground did not start")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Post:
    """The outbox and its couriers."""

    store: Store
    telegram: Telegram
    metrics: Metrics = field(default_factory=lambda: Metrics(CollectorRegistry()))
    written: int = 0

    async def person(self, chat_id: int | None, *, locale: str = "en", timezone: str | None = None) -> int:
        name = f"c-{chat_id or 'none'}"
        async with self.store.begin() as tx:
            person = Customer(0, name, locale=locale, chat_id=chat_id, timezone=timezone)
            return (await tx.customers.add(person, now())).id

    async def write(self, *letters: tuple[int, News], due: timedelta = timedelta(0)) -> None:
        """Put a letter with one piece of news into the outbox, per person and news."""
        await self._write(letters, now(), due)

    async def write_then(self, ago: timedelta, *letters: tuple[int, News]) -> None:
        """The same, a while ago."""
        await self._write(letters, now() - ago, timedelta(0))

    async def _write(self, letters: Iterable[tuple[int, News]], at: datetime, due: timedelta) -> None:
        rows = []
        for person, news in letters:
            self.written += 1
            rows.append((Letter(f"letter-{self.written}", person, (news,)), at + due))
        async with self.store.begin() as tx:
            await tx.outbox.add(rows, at)

    async def arrived(self, chat_id: int) -> None:
        """Wait until the person has read something."""

        async def reads() -> bool:
            return bool(await self.telegram.read(chat_id)) and "sent" in await self.states()

        await until(reads)

    def courier(
        self,
        *,
        pace: Pace | None = None,
        lease: timedelta = LEASE,
        policy: ShopPolicy = DEFAULTS,
        now: Callable[[], datetime] = now,
    ) -> Courier:
        return Courier(
            self.store,
            self.telegram.bot(),
            load_catalogues(),
            pace or Pace(paced=False),
            self.metrics,
            now=now,
            lease=lease,
            policy=policy,
        )

    @asynccontextmanager
    async def on_duty(self, courier: Courier | None = None) -> AsyncIterator[None]:
        """While the block runs, a courier works; at its end he is told to stop, and has stopped."""
        stop = asyncio.Event()
        async with asyncio.TaskGroup() as group:
            group.create_task((courier or self.courier()).run(stop))
            try:
                yield
            finally:
                stop.set()

    async def ledger(self) -> list[Message]:
        async with self.store.read() as tx:
            return (await tx.messages.page(MessageQuery(limit=5000))).items

    async def states(self) -> list[str]:
        return [line.state.value for line in await self.ledger()]

    async def settled(self, seconds: float = 20.0) -> list[Message]:
        """The ledger, once nothing in it is due any more."""
        await until(self.nothing_due, seconds)
        return await self.ledger()

    async def due(self) -> int:
        """Letters whose fate is open."""
        async with self.store.read() as tx:
            return sum(count for count, _ in (await tx.messages.waiting_by_lane()).values())

    async def nothing_due(self) -> bool:
        async with self.store.read() as tx:
            return not (await tx.messages.page(MessageQuery(state=MessageState.DUE, limit=1))).items


async def until(found: Callable[[], Awaitable[bool]], seconds: float = 10.0) -> None:
    """Wait until it is so."""
    async with asyncio.timeout(seconds):
        while True:
            if await found():
                return
            await asyncio.sleep(0.03)
