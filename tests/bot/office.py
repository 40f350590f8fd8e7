"""The shop's team in its Telegram group, where it answers customers; the post and the switchboard are at work."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from prometheus_client import CollectorRegistry

from bot.switchboard import Switchboard
from delivery.courier import Courier
from delivery.metrics import Metrics
from delivery.pace import Pace
from services.shop import Shop
from tests.bot.cast import Desk, Message

PATIENCE = 15.0  # seconds for everything to be carried


@dataclass
class Office:
    """A group with topics and one person of the team, Tilda."""

    desk: Desk
    group: int
    tilda: int
    topics: list[dict[str, Any]] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    @property
    def shop(self) -> Shop:
        return self.desk.shop

    async def looks(self) -> None:
        """Once everything that is under way has arrived."""
        async with asyncio.timeout(PATIENCE):
            while await self._busy():  # noqa: ASYNC110 - they report to the database only
                await asyncio.sleep(0.01)
        chat = (await self.desk.http.get(f"/playground/groups/{self.group}/chat")).json()
        self.topics, self.messages = chat["topics"], chat["messages"]

    async def _busy(self) -> bool:
        async with self.shop.store.read() as tx:
            relays = await tx.relays.due(self.shop.now(), 1) or await tx.relays.doomed(self.group, self.shop.now())
            return bool(relays or await tx.messages.waiting_by_lane())

    async def does(self, act: str, **body: Any) -> int:
        answer = await self.desk.http.post(f"/playground/groups/{self.group}/{act}", json={"person": self.tilda} | body)
        assert answer.is_success, answer.text
        await self.desk.hears()
        await self.looks()
        return int(answer.json().get("message_id", 0))

    async def says(self, text: str, *, topic: int = 0, reply_to: int | None = None) -> int:
        """In the newest topic, or in that one; answers the message's number."""
        return await self.does("say", text=text, message_thread_id=topic or self.topic(), reply_to=reply_to)

    def topic(self) -> int:
        return int(self.topics[-1]["message_thread_id"])

    def read(self, topic: int = 0) -> list[str]:
        """What the bot has written into a topic, oldest first; Telegram's own notes apart."""
        wanted = topic or self.topic()
        return [
            str(message["text"])
            for message in self.messages
            if message["from_bot"] and message.get("message_thread_id") == wanted and not message.get("service")
        ]

    def last(self) -> Message:
        return self.messages[-1]

    def number_of(self, text: str) -> int:
        return next(int(message["message_id"]) for message in reversed(self.messages) if message["text"] == text)


def team_chat(playground: str) -> int:
    """A group for the team, before there is a shop that needs it."""
    answer = httpx.post(f"{playground}/playground/groups", json={"title": "Team", "is_forum": True})
    return int(answer.json()["id"])


def still(shop: Shop) -> Callable[[], float]:
    return lambda: shop.now().timestamp()


@asynccontextmanager
async def working(desk: Desk) -> AsyncIterator[Office]:
    """While the block runs letters are carried and the switchboard works."""
    tilda = (await desk.http.post("/playground/people", json={"first_name": "Tilda"})).json()["id"]
    stop, pace, shop = asyncio.Event(), Pace(paced=False), desk.shop
    metrics = Metrics(CollectorRegistry())
    # The story's clock stands still between its acts: by another one it would seem to be set back all the time.
    courier = Courier(shop.store, desk.bot, desk.catalogues, pace, metrics, now=shop.now, clock=still(shop))
    switchboard = Switchboard(shop, desk.bot, desk.catalogues, pace)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(courier.run(stop))
        tasks.create_task(switchboard.run(stop))
        try:
            yield Office(desk, shop.policy.team_chat or 0, tilda)
        finally:
            stop.set()
            shop.store.new_mail.set()
