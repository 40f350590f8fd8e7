"""`chat_turn`: somebody writes "my orders" and reads the answer, over the playground."""

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, datetime

from cryptography.fernet import Fernet

from bench.processes import server, worker
from bench.rows import ROUNDS, Row
from domain.actors import MERCHANT
from domain.customers import Customer
from domain.money import Money
from domain.policy import ShopPolicy
from domain.products import BackorderRules, Policy, Product
from domain.supplies import Supply
from services import customers, placing, products, supplies
from services.placing import Wish
from services.shop import Shop
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault

PEOPLE = 40
EACH = 3
"""Orders of each person: a list, as most people who ask have more than one."""
TOKEN = "999999998:" + "b" * 35  # beyond the numbers of the people


def rows(database: str, url: str) -> Iterator[Row]:
    field_key = Fernet.generate_key().decode()
    asyncio.run(_prepare(url, field_key))
    figures: dict[str, list[dict[str, float]]] = {"ours": [], "bare": []}
    with server("bench.town", "PORT", TOKEN, str(PEOPLE)) as (port, _):
        given = (url, f"http://127.0.0.1:{port}", TOKEN, field_key, str(PEOPLE))
        with worker("bench.chatting", "ours", *given) as ours, worker("bench.chatting", "bare", *given) as bare:
            for turn in range(ROUNDS + 1):
                for side, run in (("ours", ours), ("bare", bare)):
                    found = json.loads(run())
                    if turn:  # the first one warms up
                        figures[side].append(found)
    seconds = [[figure["seconds"] for figure in figures[side]] for side in ("ours", "bare")]
    yield Row("chat_turn", database, *seconds, figures["ours"][-1]["mb"], figures["bare"][-1]["mb"], 1.5)


async def _prepare(url: str, field_key: str) -> None:
    """Each product has a queue, and a supply for a part of it."""
    shop = Shop(Store(open_engine(url), Vault([field_key])), lambda: datetime.now(UTC), ShopPolicy())
    for number in range(EACH):
        rules = BackorderRules(Policy.ALLOW)
        name = {"en": f"Blue mug {number}", "de": f"Blaue Tasse {number}"}
        await products.put(shop, Product(f"MUG-{number}", name, price=Money(1290, "EUR"), backorder=rules))
        await supplies.order(shop, Supply(0, f"MUG-{number}", PEOPLE, datetime.now(UTC).date()))
    for person in range(1, PEOPLE + 1):
        await customers.put(shop, Customer(0, f"p{person}", f"P {person}", locale="en"))
        async with shop.store.begin() as tx:
            found = await tx.customers.get(f"p{person}")
            assert found is not None  # noqa: S101 - put above
            await tx.customers.put(Customer(found.id, found.external_id, found.name, locale="en", chat_id=person))
        for number in range(EACH):
            await placing.place(shop, Wish(f"{person}-{number}", f"p{person}", f"MUG-{number}", 1), MERCHANT)
    await shop.store.close()
