"""`make faults`: thousands of messages while everything that can go wrong does.

python -m bench.faults [--messages 10000] [--people 2000] [--kills 50] [--outages 5] [--jumps 2]
                       [--database sqlite|postgres] [--seed N] [--seconds N]

Exit code 1 when a message was lost, an announcement came twice, anything else more often than answers were missing,
two messages of a lane in the wrong order, or the playground was written to faster than it allows.
"""

import argparse
import asyncio
import random
import secrets
import signal
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import httpx
from cryptography.fernet import Fernet
from rich.console import Console
from rich.table import Table
from sqlalchemy import select

from bench.faults.audit import Findings, audit
from bench.faults.courier import PER_BOT, PER_CHAT, Place
from bench.faults.database import Database, database
from bench.faults.plan import Planned, plan, prepare
from bench.faults.trouble import COURIERS, Couriers, Trouble, faults
from bench.processes import server
from domain.policy import ShopPolicy
from services.shop import Shop
from storage.engines import open_engine
from storage.store import Store
from storage.tables import outbox
from storage.vault import Vault

TOKEN = "999999998:" + "f" * 35
BATCH = 50
"""Letters written in one transaction."""
DEAD_TIME = 3.0
"""Seconds from a kill until the next courier carries, about."""
DRAINED_WITHIN = 180.0
"""Seconds after the last trouble until everything must be settled."""


class Run:
    """One run on one database."""

    def __init__(self, given: argparse.Namespace, base: Database, origin: str) -> None:
        self.given, self.database = given, base
        self.dice = random.Random(given.seed)  # noqa: S311 - dice
        self.field_key = Fernet.generate_key().decode()
        self.store = Store(open_engine(base.url), Vault([self.field_key]))
        self.http = httpx.AsyncClient(base_url=origin, timeout=30)
        self.couriers = Couriers(Place(base.url, origin, TOKEN, self.field_key))
        self.trouble = Trouble(base, self.couriers, self.http, self.dice)

    async def through(self) -> tuple[Findings, int]:
        """What was found, and how often the playground was written to too fast."""
        customers = await prepare(Shop(self.store, lambda: datetime.now(UTC), ShopPolicy()), self.given.people)
        letters = plan(self.given.messages, self.given.people, self.dice)
        bad_answers = faults(self.given.messages, self.given.people, self.dice)
        for _ in range(COURIERS):
            self.couriers.start()
        seconds = self.given.seconds or self.given.messages / PER_BOT + self.given.kills * DEAD_TIME
        async with asyncio.TaskGroup() as all_of_it:
            all_of_it.create_task(self._write(letters, customers, seconds))
            all_of_it.create_task(self.trouble.kills(self.given.kills, seconds))
            all_of_it.create_task(self.trouble.outages(self.given.outages, seconds))
            all_of_it.create_task(self.trouble.jumps(self.given.jumps, seconds))
            all_of_it.create_task(self.trouble.bad_answers(bad_answers, seconds))
        await self.trouble.calm()
        await self._drain()
        await self.couriers.stop()
        states = await self._states(letters)
        read = {person: await self._read(person) for person in range(1, self.given.people + 1)}
        limits = (await self.http.get("/playground/limits")).json()["violations"]
        await self.store.close()
        away = [fault["chat_id"] for fault in bad_answers if "chat_id" in fault]
        return audit(letters, read, states, away), limits

    async def _write(self, letters: Sequence[Planned], customers: dict[int, int], seconds: float) -> None:
        """As a shop does: in small transactions, and again when the database was away. The keys make it once."""
        for start in range(0, len(letters), BATCH):
            batch = [one.letter(customers[one.person]) for one in letters[start : start + BATCH]]
            while not await self._written(batch):  # noqa: ASYNC110 - the database is away
                await asyncio.sleep(0.1)
            await asyncio.sleep(0.8 * seconds * BATCH / len(letters))

    async def _written(self, batch: Sequence[Any]) -> bool:
        now = datetime.now(UTC)
        try:
            async with self.store.begin() as tx:
                await tx.outbox.add([(letter, now) for letter in batch], now)
        except Exception:  # noqa: BLE001 - whatever a database that is away says
            return False
        return True

    async def _drain(self) -> None:
        """Until every letter's fate is known, or for so long as is bearable."""
        until = time.monotonic() + DRAINED_WITHIN
        while time.monotonic() < until:
            with suppress(Exception):
                async with self.store.read() as tx:
                    leaving = outbox.c.state.in_(["due"]) | (outbox.c.reason == "leaving")
                    if (await tx.connection.execute(select(outbox.c.id).where(leaving).limit(1))).first() is None:
                        return
            await asyncio.sleep(0.2)

    async def _states(self, letters: Sequence[Planned]) -> dict[int, tuple[str, str | None]]:
        async with self.store.read() as tx:
            rows = await tx.connection.execute(select(outbox.c.key, outbox.c.state, outbox.c.reason))
            known = {row.key: (row.state, row.reason) for row in rows}
        return {one.number: known[f"faults:{one.number}"] for one in letters}

    async def _read(self, person: int) -> list[str]:
        messages = (await self.http.get(f"/playground/people/{person}/chat")).json()["messages"]
        return [message["text"] for message in messages if message["from_bot"]]


def show(found: Findings, met: Counter[str]) -> None:
    table = Table("kind", "planned", "arrived", "lost", "twice", "turned away", "unknown")
    columns = (found.planned, found.sent, found.lost, found.twice, found.turned_away, found.unknown)
    for kind in sorted(found.planned):
        table.add_row(kind, *(str(column[kind]) for column in columns))
    table.add_row("all", *(str(column.total()) for column in columns), style="bold")
    Console().print(table)
    print(", ".join(f"{what}: {times}" for what, times in sorted(met.items())))


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.faults")
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--outages", type=int, default=5)
    parser.add_argument("--jumps", type=int, default=2)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="postgres")
    parser.add_argument("--seed", type=int, default=None, help="repeats what was drawn, not how long things took")
    parser.add_argument("--seconds", type=float, default=None, help="over which the trouble is spread")
    given = parser.parse_args()
    # Ended from outside, it still takes its processes and its database with it.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    given.seed = secrets.randbits(32) if given.seed is None else given.seed
    print(f"seed {given.seed}", flush=True)
    began = time.monotonic()
    town = ("PORT", TOKEN, str(given.people), str(PER_BOT), str(PER_CHAT))
    with server("bench.town", *town) as (port, _), database(given.database) as base:
        run = Run(given, base, f"http://127.0.0.1:{port}")
        found, limits = asyncio.run(run.through())
    show(found, run.trouble.met)
    wrong = found.violations(run.trouble.met, limits)
    seconds = time.monotonic() - began
    disorder = ", ".join(f"{times} {lane}" for lane, times in found.disorder.items() if times) or "none"
    print(f"{given.database}: out of order {disorder}; too fast {limits}; {seconds:.0f} s")
    print("violations: " + ("; ".join(wrong) if wrong else "none"))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
