"""`make soak`: many processes at one PostgreSQL at once, and afterwards the books.

python -m bench.soak [--seconds 60] [--processes 4] [--clients 32] [--url URL]

Exit code 1 unless every accepted operation is in the books exactly once, nothing was sold or reserved that was not
there, `verify` finds nothing, and no deadlock or failed serialization happened, seen by a caller or not.
"""

import argparse
import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from cryptography.fernet import Fernet
from sqlalchemy import text

from bench.clients import CUSTOMERS, POLICY, SKUS
from bench.databases import databases
from domain.customers import Customer
from domain.money import Money
from domain.products import BackorderRules, Policy, Product
from services import customers, housekeeping, products
from services.shop import Shop
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault

FIRST = 10
"""Surprises that are shown in full."""

BOOKED = {
    "placed": "SELECT sku, count(*), sum(quantity) FROM backorders GROUP BY sku",
    "cancelled": "SELECT sku, count(*), sum(quantity) FROM backorders WHERE state = 'cancelled' GROUP BY sku",
    "switched": "SELECT sku, count(*), sum(quantity) FROM backorders WHERE state = 'switched' GROUP BY sku",
    "received": "SELECT sku, count(*), sum(on_hand) FROM movements WHERE kind = 'receipt' GROUP BY sku",
    "sold": "SELECT sku, count(*), -sum(on_hand) FROM movements WHERE kind = 'sale' GROUP BY sku",
}
"""What the clients counted, read from the books: product, how often, how many units."""
NEVER = {
    "oversold": "SELECT sku FROM stock WHERE on_hand < reserved + held OR on_hand < 0",
    "not told of an order": """SELECT order_number FROM backorders b WHERE switched_to IS NULL AND NOT EXISTS
      (SELECT 1 FROM outbox o WHERE o.customer_id = b.customer_id AND o.news @> jsonb_build_array(
        jsonb_build_object('facts', jsonb_build_object('order_number', b.order_number))))""",
}
"""What must not be found."""
DEADLOCKS = "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"


async def prepare(shop: Shop) -> int:
    """Five products of one article and price, so that all can be switched; answers the deadlocks counted so far."""
    for sku in SKUS:
        rules = BackorderRules(Policy.ALLOW)
        await products.put(shop, Product(sku, {"en": sku}, group="soak", price=Money(1000, "EUR"), backorder=rules))
    for chat_id, name in enumerate(CUSTOMERS, 1):
        await customers.put(shop, Customer(0, name, chat_id=chat_id))
    return await deadlocks(shop)


async def deadlocks(shop: Shop) -> int:
    async with shop.store.read() as tx:
        return int((await tx.connection.execute(text(DEADLOCKS))).scalar_one())


def run(url: str, field_key: str, processes: int, clients: int, seconds: float) -> tuple[Counter[str], list[str]]:
    """What all clients counted together, and what surprised them."""
    each = str(clients // processes)
    commands = [
        [sys.executable, "-m", "bench.clients", url, field_key, f"P{n}", str(seconds), each] for n in range(processes)
    ]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for command in commands]
    books: Counter[str] = Counter()
    surprises: list[str] = []
    for number, process in enumerate(running):
        answer, _ = process.communicate()
        if process.returncode:
            surprises.append(f"process {number} ended with {process.returncode}")
            continue
        found = json.loads(answer)
        books.update(found["books"])
        surprises += found["surprises"]
    return books, surprises


async def violations(shop: Shop, books: Counter[str]) -> list[str]:
    """Where the database and the clients' own books differ, and what must not be."""
    found = [f"verify: {each}" for each in await housekeeping.verify(shop)]
    async with shop.store.read() as tx:
        for what, query in BOOKED.items():
            rows = (await tx.connection.execute(text(query))).all()
            counted = Counter({what: sum(row[1] for row in rows)} | {f"{what}:{row[0]}": int(row[2]) for row in rows})
            said = Counter({key: n for key, n in books.items() if key.split(":")[0] == what})
            if counted != said:
                found.append(f"{what}: the books say {dict(counted)}, the clients {dict(said)}")
        for what, query in NEVER.items():
            found += [f"{what}: {row[0]}" for row in await tx.connection.execute(text(query))]
    return found


async def soak(url: str, processes: int, clients: int, seconds: float) -> int:
    field_key = Fernet.generate_key().decode()
    shop = Shop(Store(open_engine(url), Vault([field_key])), lambda: datetime.now(UTC), POLICY)
    before = await prepare(shop)
    books, surprises = await asyncio.to_thread(run, url, field_key, processes, clients, seconds)
    found = await violations(shop, books)
    locked = await deadlocks(shop) - before
    await shop.store.close()
    show(books, seconds)
    print(f"violations {len(found)}, surprises {len(surprises)}, deadlocks {locked}")
    for line in [*found, *surprises[:FIRST]]:
        print(line)
    return int(bool(found or surprises or locked))


def show(books: Counter[str], seconds: float) -> None:
    accepted = sum(books[what] for what in BOOKED)
    print(f"{accepted} operations accepted in {seconds:g} s, {accepted / seconds:.0f} a second")
    for what, count in sorted(books.items()):
        if ":" not in what:
            print(f"  {what:30} {count:8}")


@contextmanager
def database(url: str | None) -> Iterator[str]:
    if url is not None:
        yield url
        return
    with databases() as urls:
        yield urls["postgresql"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.soak")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--url", help="an empty, migrated PostgreSQL database; one is started where none is given")
    given = parser.parse_args()
    with database(given.url) as url:
        return asyncio.run(soak(url, given.processes, given.clients, given.seconds))


if __name__ == "__main__":
    sys.exit(main())
