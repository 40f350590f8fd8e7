"""An announcement to many: written in a moment, by the database, and in no more memory than a page of them takes."""

import time
import tracemalloc

import pytest
from sqlalchemy import BigInteger, Boolean, String

from domain.broadcasts import BroadcastState
from services import announcing, broadcasts
from services.shop import Shop
from storage.sets import add_rows
from storage.tables import customers
from storage.types import Moment
from tests.services.readers import KEY, Readers

MANY = 20_000
COLUMNS = {
    "external_id": String(200),
    "locale": String(35),
    "timezone": String(64),
    "chat_id": BigInteger(),
    "blocked": Boolean(),
    "created_at": Moment(),
    "marketing_at": Moment(),
}
PATIENCE = 20  # seconds for what takes less than one: the machine may be busy with something else
MEMORY = 8_000_000  # bytes of Python's own, of which a row per recipient would take more than double


@pytest.fixture
async def readers(shop: Shop) -> Readers:
    """Every tenth keeps the bot out."""
    now, languages = shop.now(), ("en", "de")
    people = [
        (f"c-{n}", languages[n % 2], "Europe/Berlin", 10_000 + n, n % 10 == 0, now, now) for n in range(1, MANY + 1)
    ]
    async with shop.store.begin() as tx:
        await add_rows(tx.connection, customers, COLUMNS, people)
    return Readers(shop)


async def test_twenty_thousand(shop: Shop, readers: Readers) -> None:
    number = await readers.writes()
    began = time.monotonic()
    tracemalloc.start()
    await broadcasts.send(shop, number, KEY)
    await announcing.advance(shop)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    progress = (await broadcasts.read(shop, number)).progress
    assert (progress.recipients, progress.due, progress.because) == (MANY, MANY * 9 // 10, {"blocked": MANY // 10})
    assert progress.minutes_left == 12
    assert peak < MEMORY
    assert time.monotonic() - began < PATIENCE

    await broadcasts.pause(shop, number)
    assert await readers.sets_out() == []
    await broadcasts.resume(shop, number)
    assert len(await readers.sets_out(most=50)) == 50

    await broadcasts.cancel(shop, number)
    await announcing.advance(shop)

    assert (await broadcasts.read(shop, number)).progress.because == {
        "blocked": MANY // 10,
        "cancelled": MANY * 9 // 10,
    }
    assert await readers.state(number) is BroadcastState.CANCELLED
