"""`make campaign`: one announcement to very many people, paused and resumed in the middle, and the memory it takes.

python -m bench.campaign [--people 100000] [--database sqlite|postgres] [--faster 40]

The courier is a process of its own, so that the memory is its own. `--faster` lets time run so many times faster than
Telegram's 30 a second, for the courier and for the playground that counts violations; 0 knows no limits at all. Exit
code 1 when somebody got it not at all or twice, or when the playground was written to faster than it allows.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import httpx
import psutil
from cryptography.fernet import Fernet
from rich.console import Console
from rich.table import Table
from sqlalchemy import BigInteger, Boolean, String

from bench.faults.database import database
from bench.processes import megabytes, server
from domain.broadcasts import BroadcastState, Content, Draft, Progress
from domain.policy import ShopPolicy
from services import announcing, broadcasts
from services.shop import Shop
from storage.engines import open_engine
from storage.sets import add_rows
from storage.store import Store
from storage.tables import customers
from storage.types import Moment
from storage.vault import Vault

TOKEN = "999999998:" + "c" * 35  # beyond the numbers of the people
PAGE = 10_000
LOOK_EVERY = 0.5  # seconds
RESTS = 2.0  # seconds for which the announcement is paused
PAUSED_AT, MIDDLE = 0.3, 0.5  # shares of the recipients
SAMPLE = 1_000
"""People whose chats are read afterwards, evenly spread: each holds the announcement once."""
COLUMNS = {
    "external_id": String(200),
    "locale": String(35),
    "chat_id": BigInteger(),
    "blocked": Boolean(),
    "created_at": Moment(),
    "marketing_at": Moment(),
}
TEXT = {
    "en": "The <b>blue mug</b> is back, in three sizes.",
    "de": "Der <b>blaue Becher</b> ist wieder da, in drei Größen.",
}
POLICY = ShopPolicy(quiet_hours=None, marketing_per_week=None)


@dataclass
class Run:
    """An announcement under way, and what is written down about it."""

    shop: Shop
    courier: psutil.Process
    number: int = 0

    def __post_init__(self) -> None:
        self.memory: list[tuple[int, float]] = []
        self.steps: list[tuple[str, str]] = []

    def note(self, what: str, figure: str) -> None:
        self.steps.append((what, figure))

    async def through(self, people: int) -> None:
        """Write, send, pause, resume, until everybody's letter is settled."""
        self.number = (await broadcasts.write(self.shop, Draft("Campaign", Content(TEXT)), "key")).broadcast.id
        began = time.perf_counter()
        await broadcasts.send(self.shop, self.number, "key")
        await announcing.advance(self.shop)
        self.note("enqueued", f"{time.perf_counter() - began:.1f} s")
        began = time.perf_counter()
        await self._until(lambda progress: progress.sent >= people * PAUSED_AT)
        rested = await self._rests()
        await self._until(lambda progress: not progress.due)
        seconds = time.perf_counter() - began - rested
        await announcing.advance(self.shop)
        standing = await broadcasts.read(self.shop, self.number)
        sent = standing.progress.sent
        self.note("sent", f"{sent:,} in {seconds:.0f} s, {sent / seconds:.0f} a second")
        self.note("state", standing.broadcast.state)
        at = {share: next(mb for sent, mb in self.memory if sent >= people * share) for share in (0.05, MIDDLE)}
        self.note("courier's memory", f"{at[0.05]:.0f}, {at[MIDDLE]:.0f}, {self.memory[-1][1]:.0f} MB (5 %, half, end)")

    async def _rests(self) -> float:
        began = time.perf_counter()
        before = (await broadcasts.pause(self.shop, self.number)).progress.sent
        await asyncio.sleep(RESTS)
        after = (await broadcasts.read(self.shop, self.number)).progress
        self.note("paused", f"at {before:,} sent; after {RESTS:g} s {after.sent - before} more, {after.due:,} due")
        await broadcasts.resume(self.shop, self.number)
        return time.perf_counter() - began

    async def _until(self, reached: Callable[[Progress], bool]) -> None:
        while True:
            progress = (await broadcasts.read(self.shop, self.number)).progress
            self.memory.append((progress.sent, megabytes(self.courier)))
            if reached(progress):
                return
            await asyncio.sleep(LOOK_EVERY)

    async def wrong(self, people: int, http: httpx.AsyncClient) -> list[str]:
        """What must not be found: in the ledger, in the chats, in the playground's count."""
        standing = await broadcasts.read(self.shop, self.number)
        found = [] if standing.broadcast.state is BroadcastState.SENT else [f"state {standing.broadcast.state}"]
        if standing.progress.sent != people:
            found.append(f"of {people} letters {standing.progress.sent} were sent")
        for person in range(1, people + 1, max(1, people // SAMPLE)):
            read = (await http.get(f"/playground/people/{person}/chat")).json()["messages"]
            if len(read) != 1:
                found.append(f"person {person} has {len(read)} messages")
        limits = (await http.get("/playground/limits")).json()
        self.note("too fast", str(limits["violations"]))
        return found + ([f"{limits['violations']} messages too fast"] if limits["violations"] else [])


async def fill(shop: Shop, people: int) -> None:
    """Everybody has agreed; every other one reads German."""
    now = shop.now()
    for start in range(1, people + 1, PAGE):
        numbers = range(start, min(start + PAGE, people + 1))
        rows = [(f"c-{n}", ("en", "de")[n % 2], n, False, now, now) for n in numbers]
        async with shop.store.begin() as tx:
            await add_rows(tx.connection, customers, COLUMNS, rows)


@asynccontextmanager
async def carried(given: argparse.Namespace, url: str, origin: str, field_key: str) -> AsyncIterator[psutil.Process]:
    """While the block runs a courier works, in a process of its own."""
    command = ("-m", "bench.carrier", url, origin, TOKEN, field_key, str(given.faster))
    process = await asyncio.create_subprocess_exec(sys.executable, *command)
    try:
        yield psutil.Process(process.pid)
    finally:
        process.terminate()
        await process.wait()


async def campaign(given: argparse.Namespace, url: str, origin: str) -> tuple[list[tuple[str, str]], list[str]]:
    field_key = Fernet.generate_key().decode()
    shop = Shop(Store(open_engine(url), Vault([field_key])), partial(datetime.now, UTC), POLICY)
    await fill(shop, given.people)
    http = httpx.AsyncClient(base_url=origin, timeout=30)
    async with http, carried(given, url, origin, field_key) as courier:
        run = Run(shop, courier)
        await run.through(given.people)
        wrong = await run.wrong(given.people, http)
    await shop.store.close()
    return run.steps, wrong


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.campaign")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="postgres")
    parser.add_argument("--faster", type=int, default=40, help="times Telegram's limits; 0: no limits")
    given = parser.parse_args()
    limits = (str(30.0 * given.faster), str(1.0 * given.faster)) if given.faster else ()
    with server("bench.town", "PORT", TOKEN, str(given.people), *limits) as (port, _), database(given.database) as base:
        steps, wrong = asyncio.run(campaign(given, base.url, f"http://127.0.0.1:{port}"))
    speed = f"{given.faster} times as fast" if given.faster else "no limits"
    table = Table("what", f"{given.people:,} people, {given.database}, {speed}")
    for step in steps:
        table.add_row(*step)
    Console().print(table)
    print("violations: " + ("; ".join(wrong) if wrong else "none"))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
