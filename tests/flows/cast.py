"""People on some Bot API server, a shop that calls our API, and processes of ours; everything over real HTTP."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Protocol, TypeVar

import httpx
import pytest
from aiohttp import web
from lo_bot_api_emulator import LoBotApiEmulator

from playground.app import BotCard
from playground.app import build as build_playground
from runtime.listening import free_port, listening
from tests.conftest import KEY

TOKEN = "4242:abcdefghijklmnopqrstuvwxyz012345678"
LOOPBACK = "127.0.0.1"
NACHSCHUB = str(Path(sys.executable).parent / "nachschub")
PATIENCE = 60.0
"""Seconds for what takes one: the machine may be busy with something else."""
T = TypeVar("T")
_programs = count(1)


@dataclass(frozen=True, slots=True)
class Person:
    """A customer of the shop and who they are on Telegram."""

    chat_id: int
    external_id: str
    first_name: str
    language: str


ADA = Person(1001, "c-ada", "Ada", "en")
BEN = Person(1002, "c-ben", "Ben", "de")
CEM = Person(1003, "c-cem", "Cem", "de")
DORA = Person(1004, "c-dora", "Dora", "en")
EMIL = Person(1005, "c-emil", "Emil", "de")


class Wire(Protocol):
    """A Bot API server and the people behind it."""

    origin: str

    async def opens(self, person: Person, payload: str) -> None:
        """The person follows a deep link."""

    async def heard(self, person: Person) -> list[str]:
        """What the bot has written to the person, oldest first."""


class PlaygroundWire:
    """Our own."""

    def __init__(self, origin: str, http: httpx.AsyncClient) -> None:
        self.origin = origin
        self._http = http

    async def moves_in(self, person: Person) -> None:
        body = {"id": person.chat_id, "first_name": person.first_name, "language_code": person.language}
        (await self._http.post("/playground/people", json=body)).raise_for_status()

    async def opens(self, person: Person, payload: str) -> None:
        await self.moves_in(person)
        path = f"/playground/people/{person.chat_id}/open"
        (await self._http.post(path, json={"payload": payload})).raise_for_status()

    async def heard(self, person: Person) -> list[str]:
        answer = await self._http.get(f"/playground/people/{person.chat_id}/chat")
        return [message["text"] for message in answer.json()["messages"] if message["from_bot"]]

    async def violations(self) -> int:
        return int((await self._http.get("/playground/limits")).json()["violations"])


class Emulator(LoBotApiEmulator):  # type: ignore[misc]
    """Somebody else's. It keeps no texts by itself: they are noted as they pass."""

    def __init__(self) -> None:
        super().__init__(allow_insecure_loopback_webhooks=True)
        self.sent: list[dict[str, Any]] = []

    def validate(self, method: str, fields: dict[str, Any], uploads: dict[str, Any]) -> Any:
        answer = super().validate(method, fields, uploads)
        if method == "sendMessage":
            self.sent.append(fields)
        return answer


class EmulatorWire:
    def __init__(self, origin: str, emulator: Emulator) -> None:
        self.origin = origin
        self._emulator = emulator
        self._said = 0

    async def opens(self, person: Person, payload: str) -> None:
        self._said += 1
        sender = {"id": person.chat_id, "first_name": person.first_name}
        message = {
            "message_id": 100_000 + self._said,
            "date": 1_800_000_000,
            "chat": {**sender, "type": "private"},
            "from": {**sender, "is_bot": False, "language_code": person.language},
            "text": f"/start {payload}",
            "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
        }
        await self._emulator.enqueue_update({"message": message}, token=TOKEN)

    async def heard(self, person: Person) -> list[str]:
        return [fields["text"] for fields in self._emulator.sent if int(fields["chat_id"]) == person.chat_id]


@asynccontextmanager
async def playground() -> AsyncIterator[PlaygroundWire]:
    port = free_port(LOOPBACK)
    town = build_playground(journal=None, bots=[BotCard(TOKEN, "shop_bot", "Shop")])
    origin = f"http://{LOOPBACK}:{port}"
    async with listening(town, [town], LOOPBACK, port), httpx.AsyncClient(base_url=origin, timeout=PATIENCE) as http:
        try:
            yield PlaygroundWire(origin, http)
        finally:
            town.close()


@asynccontextmanager
async def emulator() -> AsyncIterator[EmulatorWire]:
    found, port = Emulator(), free_port(LOOPBACK)
    runner = web.AppRunner(found.app(), shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, LOOPBACK, port).start()
        yield EmulatorWire(f"http://{LOOPBACK}:{port}", found)
    finally:
        await runner.cleanup()


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop's own software."""

    http: httpx.AsyncClient

    async def ask(self, method: str, path: str, **body: Any) -> Any:
        answer = await self.http.request(method, path, json=body or None)
        assert answer.is_success, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json()

    async def sells(self, sku: str, english: str, german: str) -> None:
        names = {"en": english, "de": german}
        await self.ask("PUT", f"/v1/products/{sku}", name=names, backorder={"policy": "allow"})

    async def knows(self, *people: Person) -> None:
        for person in people:
            name = f"{person.first_name} Muster"
            await self.ask("PUT", f"/v1/customers/{person.external_id}", name=name, locale=person.language)

    async def link_for(self, person: Person) -> dict[str, Any]:
        link: dict[str, Any] = await self.ask("POST", f"/v1/customers/{person.external_id}/link")
        return link

    async def links(self, wire: Wire, *people: Person) -> None:
        for person in people:
            await wire.opens(person, (await self.link_for(person))["payload"])
            await until(lambda person=person: wire.heard(person))  # type: ignore[misc]

    async def takes_order(self, person: Person, number: str, sku: str, quantity: int, **more: Any) -> dict[str, Any]:
        body = {"order_number": number, "customer": person.external_id, "sku": sku, "quantity": quantity, **more}
        order: dict[str, Any] = await self.ask("POST", "/v1/backorders", **body)
        return order

    async def ledger(self, **query: Any) -> list[dict[str, Any]]:
        """Every message, oldest first."""
        found, after = [], None
        while True:
            params = {"limit": 200, **query, **({"after": after} if after else {})}
            page = (await self.http.get("/v1/messages", params=params)).raise_for_status().json()
            found += page["items"]
            after = page["next"]
            if after is None:
                return found

    async def post_is_out(self) -> list[dict[str, Any]]:
        """The ledger, once nothing in it is due any more."""

        async def settled() -> list[dict[str, Any]] | None:
            return None if await self.ledger(state="due") else await self.ledger()

        return await until(settled)


@asynccontextmanager
async def shop_at(origin: str, key: str) -> AsyncIterator[Shop]:
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=origin, headers=headers, timeout=PATIENCE) as http:
        yield Shop(http)


async def until(found: Callable[[], Awaitable[T | None]], seconds: float = PATIENCE) -> T:
    """The first truthy answer; whoever cannot be reached yet is asked again."""
    last: object = None
    try:
        async with asyncio.timeout(seconds):
            while True:
                try:
                    if last := await found():
                        return last  # type: ignore[return-value]
                except httpx.TransportError as error:
                    last = error
                await asyncio.sleep(0.05)
    except TimeoutError:
        return pytest.fail(f"it did not happen within {seconds} seconds; last: {last!r}")


@dataclass
class Program:
    """One of our processes. It is ended by its id, at the latest when its block ends."""

    process: Process
    errors: Path
    output: Path
    started: float = field(default_factory=lambda: asyncio.get_running_loop().time())

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def age(self) -> float:
        """Seconds since it was started."""
        return asyncio.get_running_loop().time() - self.started

    def said(self) -> str:
        return self.output.read_text() + self.errors.read_text()

    async def line(self) -> dict[str, Any]:
        """The first line of its output, as JSON."""

        async def whole_line() -> str | None:
            assert self.process.returncode is None, self.said()
            return self.output.read_text().partition("\n")[0] if "\n" in self.output.read_text() else None

        found: dict[str, Any] = json.loads(await until(whole_line))
        return found

    async def ends(self, number: int = signal.SIGTERM) -> int:
        """Its exit code."""
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), PATIENCE)

    async def ended(self) -> int:
        return await asyncio.wait_for(self.process.wait(), PATIENCE)


@asynccontextmanager
async def program(folder: Path, *words: str, **settings: str) -> AsyncIterator[Program]:
    """`nachschub …` with the given settings and no other."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NACHSCHUB_")}
    number = next(_programs)
    output, errors = folder / f"{number}.out", folder / f"{number}.err"
    with output.open("wb") as out, errors.open("wb") as err:
        process = await asyncio.create_subprocess_exec(
            NACHSCHUB, *words, stdout=out, stderr=err, env={**kept, **settings}, cwd=folder
        )
    found = Program(process, errors, output)
    try:
        yield found
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def settings_for(wire: Wire, database_url: str, **more: str) -> dict[str, str]:
    return {
        "NACHSCHUB_DATABASE_URL": database_url,
        "NACHSCHUB_SECRET_KEYS": KEY,
        "NACHSCHUB_BOT_TOKEN": TOKEN,
        "NACHSCHUB_BOT_API": wire.origin,
        "NACHSCHUB_QUIET_HOURS": "off",
        **{f"NACHSCHUB_{name.upper()}": value for name, value in more.items()},
    }


async def is_ready(origin: str) -> bool:
    async with httpx.AsyncClient() as http:
        return (await http.get(f"{origin}/health/ready")).is_success
