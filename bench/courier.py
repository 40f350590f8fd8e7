"""The rows `courier` and `broadcaster`."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from cryptography.fernet import Fernet
from sqlalchemy import select

from bench.processes import server
from bench.rows import ROUNDS, Row
from domain.customers import Customer
from domain.notices import Letter, OrderComplete
from storage.engines import open_engine
from storage.store import Store
from storage.tables import customers
from storage.vault import Vault

COUNT = 12000
"""Messages per side and round, each to another person."""
TOKEN = "999999999:" + "b" * 35  # beyond the numbers of the people


def rows(database: str, url: str) -> Iterator[Row]:
    field_key = Fernet.generate_key().decode()
    asyncio.run(_people(url, field_key))
    figures: dict[str, list[dict[str, float]]] = {"ours": [], "bare": [], "broadcaster": []}
    with server("bench.town", "PORT", TOKEN, str(COUNT)) as (port, _):
        for turn in range(ROUNDS):
            asyncio.run(_letters(url, field_key, turn))
            for side, found in figures.items():
                found.append(_run(side, url, f"http://127.0.0.1:{port}", field_key))
    for job, other, at_most in (("courier", "bare", 1.25), ("broadcaster", "broadcaster", 1.0)):
        sides = figures["ours"], figures[other]
        seconds = [[figure["seconds"] for figure in side] for side in sides]
        yield Row(job, database, *seconds, *(side[-1]["mb"] for side in sides), at_most)


def _run(side: str, url: str, origin: str, field_key: str) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.post", side, url, origin, TOKEN, field_key, str(COUNT)]
    found: dict[str, float] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


async def _people(url: str, field_key: str) -> None:
    store = Store(open_engine(url), Vault([field_key]))
    async with store.begin() as tx:
        for number in range(1, COUNT + 1):
            await tx.customers.add(Customer(0, f"p{number}", chat_id=number), datetime.now(UTC))
    await store.close()


async def _letters(url: str, field_key: str, turn: int) -> None:
    store, now = Store(open_engine(url), Vault([field_key])), datetime.now(UTC)
    news = OrderComplete(backorder_id=1, order_number="1001", product={"en": "Blue mug"}, quantity=1)
    async with store.begin() as tx:
        ids = (await tx.connection.execute(select(customers.c.id).where(customers.c.chat_id <= COUNT))).scalars().all()
        await tx.outbox.add([(Letter(f"bench:{turn}:{i}", i, (news,)), now) for i in ids], now)
    await store.close()
