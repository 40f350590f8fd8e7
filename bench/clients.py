"""One process of the soak: several clients who do all that moves units and people, and keep their own books.

`python -m bench.clients URL FIELD_KEY NAME SECONDS CLIENTS` prints what was accepted, by kind and product, and every
surprise.
"""

import asyncio
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import uvloop

from domain.actors import MERCHANT, Who
from domain.backorders import Actor
from domain.policy import ShopPolicy
from domain.refusals import Refusal
from domain.subscriptions import LIVE, SubscriptionState
from domain.supplies import Supply
from services import backorders, customers, linking, placing, products, stock, subscriptions, supplies, switching
from services.placing import Wish
from services.shop import Shop
from services.stock import Delivery
from services.supplies import SupplyChange
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault

SKUS = [f"SOAK-{number}" for number in range(5)]
CUSTOMERS = [f"soaker-{number}" for number in range(20)]
MOST = 4
"""Units in one order, delivery or sale."""
POLICY = ShopPolicy(hold=timedelta(seconds=2), wave=timedelta(seconds=1), quiet_hours=None)
"""Holds lapse and waves follow each other all the time."""
TICK = 0.5  # seconds


class Client:
    """Does one thing after the other; only what was answered with a yes is written down."""

    def __init__(self, shop: Shop, name: str, books: Counter[str], surprises: list[str]) -> None:
        self.shop, self.name, self.books, self.surprises = shop, name, books, surprises
        self.dice = random.Random(name)  # noqa: S311 - dice
        self.mine: list[tuple[int, str, int]] = []
        """Orders that may still be open: id, sku and quantity."""
        self.placed = 0
        self.acts: dict[Callable[[str, int], Awaitable[None]], int] = {
            self.places: 30,
            self.cancels: 10,
            self.receives: 25,
            self.sells: 20,
            self.switches: 5,
            self.signs_up: 15,
            self.gives_up: 10,
            self.counts: 3,
            self.moves_a_date: 5,
            self.links: 5,
        }

    async def works(self, until: float) -> None:
        while time.monotonic() < until:
            [act] = self.dice.choices(list(self.acts), weights=list(self.acts.values()))
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

    async def signs_up(self, sku: str, units: int) -> None:
        _, fresh = await subscriptions.sign_up(self.shop, self.dice.choice(CUSTOMERS), sku, units)
        self.books["signed up" if fresh else "signed up again"] += 1

    async def gives_up(self, _sku: str, _units: int) -> None:
        """A held unit is passed on; whoever only waits signs off."""
        person = await customers.read(self.shop, self.dice.choice(CUSTOMERS))
        alerts = [each for each in await subscriptions.of_customer(self.shop, person.id) if each.state in LIVE]
        if alerts:
            alert = self.dice.choice(alerts)
            held = alert.state is SubscriptionState.HELD
            leave = subscriptions.pass_on if held else subscriptions.sign_off
            await leave(self.shop, alert.id, Who(Actor.CUSTOMER, person.id))
            self.books["passed on" if held else "signed off"] += 1

    async def counts(self, sku: str, units: int) -> None:
        """Some are found broken: held units go first, then those of the last in line."""
        there = (await products.read(self.shop, sku)).availability
        await stock.count(self.shop, sku, max(0, there.stock.on_hand - units))
        self.books["counted"] += 1

    async def moves_a_date(self, sku: str, units: int) -> None:
        """A supply comes under way and is moved at once: the dates of everybody behind it follow twice."""
        expected = self.shop.today() + timedelta(days=units)
        supply = await supplies.order(self.shop, Supply(0, sku, units, expected))
        await supplies.change(self.shop, supply.id, SupplyChange(expected_on=expected + timedelta(days=3)))
        self.books["moved a date"] += 1

    async def links(self, _sku: str, _units: int) -> None:
        """A chat becomes somebody else's: everything that hung on it moves over."""
        link = await linking.create(self.shop, self.dice.choice(CUSTOMERS))
        chat = await customers.in_chat(self.shop, self.dice.randint(1, len(CUSTOMERS)), "en")
        await linking.use(self.shop, link.payload, chat)
        self.books["linked"] += 1

    def _note(self, what: str, sku: str, units: int) -> None:
        self.books[what] += 1
        self.books[f"{what}:{sku}"] += units


async def waves(shop: Shop, books: Counter[str], surprises: list[str], until: float) -> None:
    """The clock's tick, in every process at once: who is told, whose hold has lapsed."""
    while time.monotonic() < until:
        try:
            books["told in waves"] += await subscriptions.next_waves(shop)
        except Exception as surprise:  # noqa: BLE001 - as above
            surprises.append(f"waves: {surprise!r}")
        await asyncio.sleep(TICK)


async def main() -> None:
    url, field_key, name, seconds, count = sys.argv[1:]
    shop = Shop(Store(open_engine(url), Vault([field_key])), lambda: datetime.now(UTC), POLICY)
    books: Counter[str] = Counter()
    surprises: list[str] = []
    clients = [Client(shop, f"{name}.{number}", books, surprises) for number in range(int(count))]
    until = time.monotonic() + float(seconds)
    await asyncio.gather(waves(shop, books, surprises, until), *(client.works(until) for client in clients))
    await shop.store.close()
    print(json.dumps({"books": books, "surprises": surprises}))


if __name__ == "__main__":
    uvloop.run(main())
