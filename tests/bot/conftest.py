"""A playground over real HTTP for the session, and a shop with its bot for each test."""

import asyncio
import re
import socket
import threading
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from granian.constants import Interfaces
from granian.server.embed import Server

from bot.app import make_bot
from delivery.pace import Pace
from playground.app import BotCard, build
from services.shop import Shop
from tests.bot.cast import Desk, Person, english_sentences
from wording.words import Catalogues, catalogue_file, load_catalogues

CARD = BotCard("4242:abcdefghijklmnopqrstuvwxyz012345678", "shop_bot", "Shop")


@pytest.fixture(scope="session")
def playground() -> Iterator[str]:
    """Its origin. It lives on a loop and a thread of its own, so that every test may have a loop of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    app = build(journal=None, bots=[CARD])
    server = Server(app, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(server.serve(),), daemon=True)
    thread.start()
    origin = f"http://127.0.0.1:{port}"
    transport = httpx.HTTPTransport(retries=20)
    with httpx.Client(base_url=origin, transport=transport) as http:
        http.put("/playground/limits", json={"per_bot": None, "per_chat": None}).raise_for_status()
    yield origin
    loop.call_soon_threadsafe(app.close)
    loop.call_soon_threadsafe(server.stop)
    thread.join(5)
    loop.close()


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    return load_catalogues()


@pytest.fixture(scope="session")
def wire(playground: str) -> Bot:
    """Made once: aiogram reads every certificate there is for each new bot."""
    return make_bot(CARD.token, api=TelegramAPIServer.from_base(playground), pace=Pace(paced=False))


@pytest.fixture
async def bot(wire: Bot) -> AsyncIterator[Bot]:
    # What other tests left in the mailbox is not this test's business.
    for update in await wire.get_updates(offset=-1, timeout=0):
        await wire.get_updates(offset=update.update_id + 1, timeout=0)
    yield wire
    # Its connections belong to this test's loop; the next test opens its own.
    await wire.session.close()


@pytest.fixture
async def desk(shop: Shop, bot: Bot, catalogues: Catalogues, playground: str) -> AsyncIterator[Desk]:
    async with httpx.AsyncClient(base_url=playground, verify=False) as http:  # noqa: S501 - no TLS, hence nothing to read
        yield Desk.of(shop, bot, catalogues, http)


@pytest.fixture(scope="session")
def english() -> list[re.Pattern[str]]:
    return english_sentences(catalogue_file("de"))


@pytest.fixture
async def ada(desk: Desk) -> Person:
    """Reads English; the shop knows her."""
    return await desk.meets("Ada", "en", "ada")


@pytest.fixture
async def ben(desk: Desk, english: list[re.Pattern[str]]) -> AsyncIterator[Person]:
    """Reads German; the shop knows him."""
    ben = await desk.meets("Ben", "de-AT", "ben")
    yield ben
    assert spoken_in_english(ben, english) == []


@pytest.fixture
async def cem(desk: Desk, english: list[re.Pattern[str]]) -> AsyncIterator[Person]:
    """Reads German; nobody knows him yet."""
    cem = await desk.meets("Cem", "de")
    yield cem
    assert spoken_in_english(cem, english) == []


def spoken_in_english(person: Person, english: list[re.Pattern[str]]) -> list[str]:
    """Whatever else a story is about: who reads German never met one of our English sentences in it."""
    if person.language == "en":
        return []
    return [line for line in person.lines() if any(sentence.fullmatch(line) for sentence in english)]
