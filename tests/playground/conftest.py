"""A running playground, and the two hands that use it: a bot's and a person's."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from granian.constants import Interfaces
from granian.server.embed import Server

from playground.app import BotCard, Guide, Person, build

TOKEN = "4242:abcdefghijklmnopqrstuvwxyz012345678"
ADA, BOB = 1001, 1002


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Bench:
    """One playground over real HTTP."""

    def __init__(self, origin: str, http: aiohttp.ClientSession, stop: Callable[[], None] = lambda: None) -> None:
        self.origin = origin
        self.http = http
        self.stop = stop

    async def raw(self, method: str, token: str = TOKEN, **args: Any) -> tuple[int, dict[str, Any]]:
        """A Bot API call with a JSON body: status and envelope."""
        async with self.http.post(f"{self.origin}/bot{token}/{method}", json=args) as answer:
            return answer.status, await answer.json()

    async def bot(self, method: str, **args: Any) -> Any:
        """The result of a Bot API call that must succeed."""
        status, answer = await self.raw(method, **args)
        assert (status, answer["ok"]) == (200, True), answer
        return answer["result"]

    async def refused(self, method: str, **args: Any) -> str:
        """`CODE description` of a Bot API call that must fail."""
        status, answer = await self.raw(method, **args)
        assert answer["ok"] is False
        assert answer["error_code"] == status
        return f"{status} {answer['description']}"

    async def person(self, person: int, act: str, **body: Any) -> dict[str, Any]:
        return await self.ask("POST", f"/playground/people/{person}/{act}", body)

    async def chat(self, person: int) -> dict[str, Any]:
        return await self.ask("GET", f"/playground/people/{person}/chat")

    async def ask(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        status, answer = await self.answer(method, path, body)
        assert status < 300, answer
        return answer

    async def answer(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        async with self.http.request(method, self.origin + path, json=body) as answer:
            return answer.status, await answer.json() if answer.content_type.endswith("json") else await answer.text()

    async def no_limits(self) -> None:
        await self.ask("PUT", "/playground/limits", {"per_bot": None, "per_chat": None})

    async def updates(self, **args: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.bot("getUpdates", **args)
        return found


@asynccontextmanager
async def serving(journal: Path | None = None, **given: Any) -> AsyncIterator[Bench]:
    options: dict[str, Any] = {
        "bots": [BotCard(TOKEN, "shop_bot", "Shop")],
        "people": [Person(ADA, "Ada", "en"), Person(BOB, "Björn", "de")],
    }
    app = build(journal=journal, **(options | given))
    port = free_port()
    server = Server(app, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False)
    running = asyncio.create_task(server.serve())

    def stop() -> None:
        app.close()
        server.stop()

    origin = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as http:
        await until_answers(http, origin)
        try:
            yield Bench(origin, http, stop)
        finally:
            stop()
            await asyncio.wait_for(running, 5)


async def until_answers(http: aiohttp.ClientSession, origin: str) -> None:
    for _ in range(2000):
        try:
            async with http.get(f"{origin}/playground/limits"):
                return
        except aiohttp.ClientConnectorError:
            await asyncio.sleep(0.01)
    pytest.fail("the playground did not start")


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    """A playground in memory, limits off, where Ada has started the bot and Björn has not."""
    async with serving(guide=Guide(api="http://127.0.0.1:9")) as bench:
        await bench.no_limits()
        await bench.person(ADA, "open")
        await bench.updates(offset=-1)
        await bench.updates(offset=2)
        yield bench


async def eventually(found: Callable[[], Any], seconds: float = 15.0) -> Any:
    """The first truthy answer."""
    for _ in range(int(seconds * 100)):
        if value := found():
            return value
        await asyncio.sleep(0.01)
    return pytest.fail("it did not happen")


async def until(ask: Callable[[], Awaitable[Any]], good: Callable[[Any], Any]) -> Any:
    """The first answer that is good."""
    for _ in range(1500):
        if good(answer := await ask()):
            return answer
        await asyncio.sleep(0.01)
    return pytest.fail("it did not come to that")
