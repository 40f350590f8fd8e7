"""Everything in one process, with people to be: the shop, its bot, the playground and a sample shop."""

import asyncio
import json
import os
import secrets
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import aiohttp
import structlog
from cryptography.fernet import Fernet
from pydantic import SecretStr

from playground.app import BotCard, Guide, Person, Playground
from playground.app import build as build_playground
from runtime import guide, pictures, sampleshop
from runtime.front import Front
from runtime.listening import free_port, listening
from runtime.serve import Role, api_of, load_telegram, stop_on_signals, working
from runtime.settings import TELEGRAM, Settings
from runtime.wiring import House, build
from services import customers, keys, linking, messages
from services.keys import Scope
from storage import migrate

log = structlog.get_logger()
USERNAME = "nachschub_demo_bot"
API_DOORS = ("v1", "health", "metrics", "schema", "telegram")
PATIENCE = 20.0
"""Seconds for the bot to answer the sample people's first words."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asked for."""

    data: Path
    port: int
    empty: bool
    as_json: bool


@dataclass(frozen=True, slots=True)
class Secrets:
    """Made at the first start and kept in the data folder, readable by its owner only."""

    field_key: str
    api_key: str
    bot_token: str


@dataclass(frozen=True, slots=True)
class Addresses:
    """What `--json` prints; `api` and `bot_api` are origins without a path."""

    page: str
    api: str
    bot_api: str
    key: str
    bot_username: str


async def run(wanted: Wanted) -> None:
    """Until SIGTERM or SIGINT."""
    stop = stop_on_signals()
    wanted.data.mkdir(parents=True, exist_ok=True)
    own = _secrets(wanted.data / "secrets.json")
    port = wanted.port or free_port("127.0.0.1")
    origin = f"http://127.0.0.1:{port}"
    settings = _settings(wanted, own, port)
    house = build(settings)
    await migrate.upgrade(house.shop.store.engine)
    await keys.ensure(house.shop, own.api_key, "demo", frozenset(Scope))
    clock_id = None if wanted.empty else await _stocked(house, origin)
    town = _town(wanted, settings, own, guide.build(origin, own.api_key, clock_id))
    async with AsyncExitStack() as stack:
        stack.push_async_callback(house.shop.store.close)
        telegram = load_telegram(house)
        if telegram is None:
            raise AssertionError("the demo always has a bot")
        stack.push_async_callback(telegram.close)
        api = api_of(house, telegram.feed)
        front = Front(dict.fromkeys(API_DOORS, api) | {pictures.DOOR: pictures.app()}, otherwise=town)
        await stack.enter_async_context(listening(front, [api, town], settings.host, port))
        # Held polls and open event streams would keep the server from stopping.
        stack.callback(town.close)
        await stack.enter_async_context(working(house, telegram, frozenset(Role)))
        async with asyncio.timeout(PATIENCE):
            username = await telegram.username()
        addresses = Addresses(f"{origin}/", origin, house.settings.bot_api, own.api_key, username)
        if not wanted.empty:
            await _move_in(house, addresses)
        _announce(addresses, wanted)
        await stop.wait()


def _settings(wanted: Wanted, own: Secrets, port: int) -> Settings:
    """The environment's settings, with the demo's own where the environment says nothing."""
    defaults: dict[str, Any] = {
        "database_url": f"sqlite:///{wanted.data / 'shop.db'}",
        "secret_keys": SecretStr(own.field_key),
        "bot_token": SecretStr(own.bot_token),
        "bot_api": f"http://127.0.0.1:{port}",
        # A newcomer at night would wonder why no alert comes.
        "quiet_hours": None,
        "host": "127.0.0.1",
        "log_level": "warning",
    }
    given = Settings().model_fields_set
    if not wanted.empty and given.isdisjoint(sampleshop.SHOP):
        # All of it or nothing: nobody's own shop is reached at the sample shop's address.
        defaults |= sampleshop.SHOP
    return Settings(**{name: value for name, value in defaults.items() if name not in given}, port=port)


def _secrets(path: Path) -> Secrets:
    if path.exists():
        return Secrets(**json.loads(path.read_text()))
    fresh = Secrets(
        Fernet.generate_key().decode(),
        f"nsk_{secrets.token_hex(6)}_{secrets.token_urlsafe(32)}",
        f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(26)}",
    )
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(fresh), file)
    return fresh


async def _stocked(house: House, origin: str) -> int | None:
    """The sample's goods and customers are there; the number under which the chat knows its wall clock."""
    if not await sampleshop.is_complete(house.shop):
        await sampleshop.stock_up(house.shop)
        await sampleshop.open_for_business(house.shop)
    await pictures.hang(house.shop, origin)
    async with house.shop.store.read() as tx:
        return await tx.products.id_of("CLOCK-WALL")


def _town(wanted: Wanted, settings: Settings, own: Secrets, beside: Guide) -> Playground:
    token = settings.bot_token.get_secret_value() if settings.bot_token else own.bot_token
    people = [] if wanted.empty else [Person(p.chat_id, p.first_name, p.language) for p in sampleshop.PEOPLE]
    return build_playground(
        journal=wanted.data / "playground.db",
        bots=[] if settings.bot_api == TELEGRAM else [BotCard(token, USERNAME, "Nachschub")],
        guide=beside,
        people=people,
    )


async def _move_in(house: House, addresses: Addresses) -> None:
    """The sample people come in the way real ones do: each opens a one-time link, and is shown what they wait for."""
    if await sampleshop.is_complete(house.shop):
        return
    if addresses.bot_api == addresses.api:
        await _posted(house)
        async with aiohttp.ClientSession(addresses.api, raise_for_status=True) as client:
            for person in sampleshop.PEOPLE:
                link = await linking.create(house.shop, person.external_id)
                path = f"/playground/people/{person.chat_id}/open"
                await (await client.post(path, json={"payload": link.payload})).read()
        await _linked(house, sampleshop.PEOPLE)
    await sampleshop.complete(house.shop)


async def _posted(house: House) -> None:
    """The confirmations found nobody in the chat yet; they are put aside before anybody comes, so that none is late."""
    async with asyncio.timeout(PATIENCE):
        while await messages.waiting(house.shop):  # noqa: ASYNC110 - the courier reports to the database only
            await asyncio.sleep(0.02)


async def _linked(house: House, people: Sequence[sampleshop.SamplePerson]) -> None:
    async with asyncio.timeout(PATIENCE):
        for person in people:
            while (await customers.read(house.shop, person.external_id)).chat_id is None:  # noqa: ASYNC110
                # The bot says nothing to us when it is done: only the database knows.
                await asyncio.sleep(0.02)


def _announce(addresses: Addresses, wanted: Wanted) -> None:
    if wanted.as_json:
        print(json.dumps(asdict(addresses)), flush=True)  # noqa: T201 - this line is the interface
        return
    print(  # noqa: T201 - so is this
        f"""
Nachschub is running.

  Be the customers    {addresses.page}
  Be the shop         {addresses.api}/v1      (browse: {addresses.api}/schema)
  API key             {addresses.key}
  Data                {wanted.data}

Stop with Ctrl-C; the next start goes on where this one stops.
""",
        flush=True,
    )
