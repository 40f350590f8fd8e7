"""One side of a row that works on the database alone, as a process of its own.

`python -m bench.work JOB ours|bare URL SKU COUNT` does one turn for each line it reads, and answers {"seconds", "mb"};
mb is the most it ever needed. What a turn needs is made before it, outside of the time.
"""

import json
import re
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from runtime.lightly import undisturbed

# As the command does it.
with undisturbed():
    import uvloop
    from cryptography.fernet import Fernet

    from bench import by_hand
    from bench.filling import EACH, MUG, NOW, Filling
    from domain.policy import ShopPolicy
    from domain.supplies import Supply
    from services import products, stock, supplies
    from services.shop import Shop
    from services.stock import Delivery
    from services.supplies import SupplyChange
    from storage.engines import open_engine
    from storage.store import Store
    from storage.vault import Vault

RECEIPT = 10_000
"""Units that arrive, and that are on their way besides."""
Turn = Callable[[], Awaitable[None]]


class Work:
    """A day passes with each turn, so that nobody has just been told of another date."""

    def __init__(self, url: str, sku: str, count: int) -> None:
        self.now = NOW
        self.sku, self.count = sku, count
        self.shop = Shop(Store(open_engine(url), Vault([Fernet.generate_key().decode()])), self._clock, ShopPolicy())
        self.filling = Filling(self.shop.store.engine)
        self.turns = 0
        self.supply = 0

    def _clock(self) -> datetime:
        return self.now

    async def queue(self, on_its_way: int) -> None:
        """`count` orders that wait, and a supply on its way."""
        await products.put(self.shop, replace(MUG, sku=self.sku))
        await self.filling.orders(self.sku, 1, self.count)
        expected = (NOW + timedelta(days=60)).date()
        self.supply = (await supplies.order(self.shop, Supply(0, self.sku, on_its_way, expected))).id

    async def refill(self) -> None:
        """As many orders at the end as a receipt serves at the head."""
        first = self.count + 1 + self.turns * RECEIPT // EACH
        await self.filling.orders(self.sku, first, first + RECEIPT // EACH - 1)

    async def line(self) -> None:
        """`count` people who want to be told; what came for those before them is sold."""
        if not self.turns:
            await products.put(self.shop, replace(MUG, sku=self.sku))
        else:
            await stock.sell(self.shop, self.sku, self.count)
        await self.filling.sign_ups(self.sku, self.count)

    async def receive(self) -> None:
        await stock.receive(self.shop, Delivery(self.sku, RECEIPT))

    async def receive_by_hand(self) -> None:
        # The one supply's date: its own, a day's handling and two days' buffer.
        by = (NOW + timedelta(days=63)).date()
        given = {"units": RECEIPT, "open": RECEIPT, "by": by, "supply": self.supply}
        await self._by_hand(by_hand.RECEIPT, given)

    async def tell(self) -> None:
        await stock.receive(self.shop, Delivery(self.sku, self.count))

    async def tell_by_hand(self) -> None:
        await self._by_hand(by_hand.WAVE, {"units": self.count})

    async def move_supply(self) -> None:
        """To and fro by a week: each time everybody's date changes, and everybody is told."""
        expected = NOW + timedelta(days=60 + 7 * (self.turns % 2 == 0))
        await supplies.change(self.shop, self.supply, SupplyChange(expected_on=expected.date()))

    async def _by_hand(self, statements: tuple[str, ...], given: dict[str, object]) -> None:
        # As long as our own keys are.
        event = f"receipt:{self.sku}@{self.turns:016}"
        known = {"sku": self.sku, "event": event, "at": self.now, **given}
        await by_hand.write(self.shop.store.engine, statements, known)

    async def prepare(self, job: str) -> None:
        self.now += timedelta(days=1)
        if job == "fan_out":
            await self.line()
        elif not self.turns:
            await self.queue(self.count * EACH if job == "recompute" else RECEIPT)
        elif job == "allocate":
            await self.refill()
        await self.filling.settle()

    def turn(self, job: str, side: str) -> Turn:
        ours, bare = {
            "allocate": (self.receive, self.receive_by_hand),
            "fan_out": (self.tell, self.tell_by_hand),
            "recompute": (self.move_supply, self.move_supply),
        }[job]
        return ours if side == "ours" else bare


def _most_memory() -> float:
    """In MB. What getrusage answers begins with the memory of the process that started this one."""
    found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 / 1e6 if found else 0.0


async def main() -> None:
    job, side, url, sku, count = sys.argv[1:]
    work = Work(url, sku, int(count))
    turn = work.turn(job, side)
    for _ in sys.stdin:
        await work.prepare(job)
        started = time.perf_counter()
        await turn()
        seconds = time.perf_counter() - started
        work.turns += 1
        print(json.dumps({"seconds": seconds, "mb": _most_memory()}), flush=True)
    await work.shop.store.close()


if __name__ == "__main__":
    uvloop.run(main())
