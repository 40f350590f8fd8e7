"""One store, one event loop and one clock for many examples: emptied, not rebuilt, before each."""

import asyncio
from collections import Counter
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import delete

from domain.allocation import Allocation
from domain.customers import Customer
from domain.loyalty import Threshold
from domain.money import Money
from domain.policy import BeyondMaxWait, QuietHours, ShopPolicy
from domain.products import BackorderRules, Policy, Product
from domain.supplies import Supply
from services import customers, products
from services.shop import Shop
from storage.engines import open_engine
from storage.store import Store
from storage.tables import metadata
from storage.vault import Vault
from tests.conftest import KEY, Clock
from tests.model.values import ZONES, House, Ware

T = TypeVar("T")


@dataclass
class Desk:
    """`acts` counts what was done over all examples, and how it ended."""

    url: str
    clock: Clock = field(default_factory=Clock)
    runner: asyncio.Runner = field(default_factory=asyncio.Runner)
    acts: Counter[str] = field(default_factory=Counter)

    def __enter__(self) -> Self:
        self.store = self.run(_opened(self.url))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.run(self.store.close())
        self.runner.close()

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(act)

    def opens(self, house: House, wares: list[Ware], now: datetime) -> Shop:
        """A new shop in the old rooms."""
        self.clock.moment = now
        shop = Shop(self.store, self.clock, policy_of(house))
        self.people = self.run(_furnish(shop, wares))
        return shop


def policy_of(house: House) -> ShopPolicy:
    return ShopPolicy(
        allocation=Allocation.FILL if house.fill else Allocation.STRICT,
        tell_after_days=house.tell_after_days,
        handling_days=house.handling_days,
        supplier_buffer_days=house.buffer_days,
        beyond_max_wait=BeyondMaxWait.REFUSE if house.refuses_long_waits else BeyondMaxWait.ACCEPT,
        people_per_unit=house.people_per_unit,
        alert_minimum=house.alert_minimum,
        wave=house.wave,
        hold=house.hold,
        quiet_hours=QuietHours(*house.quiet) if house.quiet else None,
        loyalty=tuple(Threshold(orders, priority) for orders, priority in house.loyalty),
    )


def product_of(ware: Ware) -> Product:
    return Product(
        ware.sku,
        {"en": ware.sku.title()},
        group="mugs",
        price=Money(ware.price, "EUR"),
        backorder=BackorderRules(Policy(ware.policy), ware.limit, ware.max_wait_days, ware.release, ware.per_customer),
        active=ware.active,
    )


async def _opened(url: str) -> Store:
    return Store(open_engine(url), Vault([KEY]))


async def past_deliveries(shop: Shop, supply: Supply, delays: list[int]) -> Supply:
    """A supply that came long ago, and how late it came, again and again."""
    async with shop.store.begin() as tx:
        known = await tx.supplies.add(supply, shop.now())
        for delay in delays:
            await tx.supplies.note_arrival(known, 1, delay, shop.now())
        return known


async def _furnish(shop: Shop, wares: list[Ware]) -> dict[str, int]:
    """Answers the people's ids."""
    async with shop.store.begin() as tx:
        for table in reversed(metadata.sorted_tables):
            await tx.connection.execute(delete(table))
    for ware in wares:
        await products.put(shop, product_of(ware))
    people = [Customer(0, name, locale="en", timezone=ZONES[name], chat_id=n) for n, name in enumerate(ZONES, 1)]
    known = [await customers.put(shop, person) for person in people]
    return {customer.external_id: customer.id for customer, _ in known}
