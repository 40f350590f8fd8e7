"""One process of the soak: several clients who place, cancel, receive, sell and switch, and keep their own books.

`python -m bench.clients URL NAME SECONDS CLIENTS` prints what was accepted, by kind and product, and every surprise.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import uvloop
from cryptography.fernet import Fernet

from domain.actors import MERCHANT
from domain.policy import ShopPolicy
from domain.refusals import Refusal
from services import backorders, placing, stock, switching
from services.placing import Wish
from services.shop import Shop
from services.stock import Delivery
from storage.store import Store, open_engine
from storage.vault import Vault

SKUS = [f"SOAK-{number}" for number in range(5)]
CUSTOMERS = [f"soaker-{number}" for number in range(20)]
MOST = 4
"""Units in one order, delivery or sale."""


class Client:
    """Does one thing after the other; only what was answered with a yes is written down."""

    def __init__(self, shop: Shop, name: str, books: Counter[str], surprises: list[str]) -> None:
        self.shop, self.name, self.books, self.surprises = shop, name, books, surprises
        self.dice = random.Random(name)  # noqa: S311 - dice
        self.mine: list[tuple[int, str, int]] = []
        """Orders that may still be open: id, sku and quantity."""
        self.placed = 0

    async def works(self, until: float) -> None:
        acts: list[Callable[[str, int], Awaitable[None]]]
        acts = [self.places, self.cancels, self.receives, self.sells, self.switches]
        while time.monotonic() < until:
            [act] = self.dice.choices(acts, weights=(30, 10, 30, 25, 5))
            try:
                await act(self.dice.choice(SKUS), self.dice.randint(1, MOST))
            except Refusal as no:
                self.books[f"refused {type(no).__name__}"] += 1
            except Exception as surprise:  # noqa: BLE001 - whatever reaches a caller is what we look for
                self.surprises.append(f"{act.__name__}: {surprise!r}")

    async def places(self, sku: str, units: int) -> None:
        self.placed += 1
        wish = Wish(f"{self.name}-{self.placed}", self.dice.choice(CUSTOMERS), sku, units)
        view = await placing.place(self.shop, wish, MERCHANT)
        self.mine.append((view.order.id, sku, units))
        self._note("placed", sku, units)

    async def cancels(self, _sku: str, _units: int) -> None:
        if self.mine:
            order_id, sku, units = self.mine.pop(self.dice.randrange(len(self.mine)))
            await backorders.cancel(self.shop, order_id, MERCHANT)
            self._note("cancelled", sku, units)

    async def switches(self, sku: str, _units: int) -> None:
        """Two products in one transaction. Refused where the other one is neither free nor sooner: then it stays."""
        if self.mine:
            place = self.dice.randrange(len(self.mine))
            order_id, left, units = self.mine[place]
            view = await switching.switch(self.shop, order_id, sku, MERCHANT)
            self.mine[place] = (view.order.switched_to or 0, sku, units)
            self._note("switched", left, units)
            self._note("placed", sku, units)

    async def receives(self, sku: str, units: int) -> None:
        await stock.receive(self.shop, Delivery(sku, units))
        self._note("received", sku, units)

    async def sells(self, sku: str, units: int) -> None:
        await stock.sell(self.shop, sku, units)
        self._note("sold", sku, units)

    def _note(self, what: str, sku: str, units: int) -> None:
        self.books[what] += 1
        self.books[f"{what}:{sku}"] += units


async def main() -> None:
    url, name, seconds, count = sys.argv[1:]
    shop = Shop(
        Store(open_engine(url), Vault([Fernet.generate_key().decode()])), lambda: datetime.now(UTC), ShopPolicy()
    )
    books: Counter[str] = Counter()
    surprises: list[str] = []
    clients = [Client(shop, f"{name}.{number}", books, surprises) for number in range(int(count))]
    until = time.monotonic() + float(seconds)
    await asyncio.gather(*(client.works(until) for client in clients))
    await shop.store.close()
    print(json.dumps({"books": books, "surprises": surprises}))


if __name__ == "__main__":
    uvloop.run(main())
