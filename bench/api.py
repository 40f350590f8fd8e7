"""`api_read`: GET one backorder. `api_write`: POST a backorder."""

import asyncio
import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from cryptography.fernet import Fernet

from bench.load import request, seconds_per_request
from bench.processes import megabytes, server
from bench.rows import ROUNDS, Row
from domain.actors import MERCHANT
from domain.customers import Customer
from domain.money import Money
from domain.policy import ShopPolicy
from domain.products import BackorderRules, Policy, Product
from services import customers, keys, placing, products
from services.keys import Scope
from services.placing import Wish
from services.shop import Shop
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault

QUEUE = 100
"""Orders that wait before the one that is read: a shop's ordinary day."""
REQUESTS = 400
"""Per side and round."""


def rows(database: str, url: str) -> Iterator[Row]:
    field_key = Fernet.generate_key().decode()
    key, order_id = asyncio.run(_prepare(url, field_key))
    with (
        server("bench.server", "ours", url, "PORT", field_key) as (ours, ours_process),
        server("bench.server", "bare", url, "PORT", field_key) as (bare, bare_process),
    ):
        reads = (
            itertools.repeat(request("GET", f"/v1/backorders/{order_id}", key=key)),
            itertools.repeat(request("GET", f"/bare/{order_id}")),
        )
        writes = (_orders("/v1/backorders", "A", key), _orders("/bare", "B", ""))
        for job, sides, at_most in (("api_read", reads, 1.3), ("api_write", writes, 1.5)):
            times = asyncio.run(_measure((ours, bare), sides))
            yield Row(job, database, *times, megabytes(ours_process), megabytes(bare_process), at_most)


async def _measure(ports: tuple[int, int], sides: tuple[Iterator[bytes], Iterator[bytes]]) -> list[list[float]]:
    times: list[list[float]] = [[], []]
    for turn in range(ROUNDS + 1):
        for side in (0, 1):
            seconds = await seconds_per_request(ports[side], sides[side], REQUESTS)
            if turn:  # the first one warms up
                times[side].append(seconds)
    return times


def _orders(path: str, prefix: str, key: str) -> Iterator[bytes]:
    """The same order again and again, under a new number each time; each side has its own product and queue."""
    for number in itertools.count():
        wish = {"order_number": f"{prefix}{number}", "customer": "ada", "sku": f"MUG-{prefix}", "quantity": 1}
        yield request("POST", path, json.dumps(wish).encode(), key)


async def _prepare(url: str, field_key: str) -> tuple[str, int]:
    """A key, and the last of QUEUE orders that wait for one product."""
    shop = Shop(Store(open_engine(url), Vault([field_key])), lambda: datetime.now(UTC), ShopPolicy())
    for sku in ("MUG-A", "MUG-B", "MUG-READ"):
        rules = BackorderRules(Policy.ALLOW)
        await products.put(shop, Product(sku, {"en": "Blue mug"}, price=Money(1290, "EUR"), backorder=rules))
    await customers.put(shop, Customer(0, "ada", "Ada Lovett", "ada@example.org"))
    fresh = await keys.create(shop, "bench", frozenset({Scope.READ, Scope.WRITE}))
    for number in range(QUEUE):
        last = await placing.place(shop, Wish(f"R{number}", "ada", "MUG-READ", 1), MERCHANT)
    await shop.store.close()
    return fresh.text, last.order.id
