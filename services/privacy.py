"""What is kept about a person: told, handed over, forgotten; and what has been kept long enough goes by itself."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from domain.consents import Consent
from domain.customers import Customer
from domain.products import Product
from domain.recalls import Recall
from domain.retention import Remainder, first_kept_day, last_day
from domain.subscriptions import LIVE
from services import customers
from services.shop import Shop
from storage.store import Tx

PAGE = 500
"""Rows that go at once."""
MOST_PAGES = 20
"""Pages of one kind that go in one tick; the rest goes in the next."""
LINKS_KEPT = timedelta(days=30)
"""How long it can be looked up that a link was used or has expired."""
TRIES_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Overview:
    """`marketing` is None for somebody who was never asked; `alerts` are those that still run."""

    marketing: Consent | None
    alerts: int
    remainder: Remainder


async def overview(shop: Shop, customer_id: int) -> Overview:
    async with shop.store.read() as tx:
        alerts = [each for each in await tx.subscriptions.of_customer(customer_id) if each.state in LIVE]
        return Overview(await tx.consents.latest(customer_id), len(alerts), await _remainder(tx, shop, customer_id))


Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """Every row that is kept about a person, by table, and the goods and recalls that they name."""

    rows: Mapping[str, Sequence[Row]]
    products: Mapping[str, Product]
    recalls: Mapping[int, Recall]

    def row(self, table: str, number: int | None) -> Row:
        """Of this number; empty where there is none."""
        return next((row for row in self.rows.get(table, ()) if row["id"] == number), {})

    def called(self, sku: str, language: str) -> str:
        return self.products[sku].called(language) if sku in self.products else sku


async def everything(shop: Shop, customer_id: int) -> Kept:
    async with shop.store.read() as tx:
        rows = await tx.belongings.shown(customer_id)
        recalls = {row["recall_id"]: await tx.recalls.get(row["recall_id"]) for row in rows.get("recalled", ())}
        known = {number: recall for number, recall in recalls.items() if recall}
        skus = {row["sku"] for name in ("backorders", "subscriptions") for row in rows.get(name, ())}
        return Kept(rows, await tx.products.many(skus | {each.sku for each in known.values()}), known)


async def forget(shop: Shop, person: Customer) -> Remainder:
    """Answers what stays."""
    async with shop.store.read() as tx:
        remainder = await _remainder(tx, shop, person.id)
    await customers.forget(shop, person.external_id)
    return remainder


async def let_go(shop: Shop) -> int:
    """What has been kept long enough. Answers how many rows went, without counting what hung on them."""
    first_day = first_kept_day(shop.today(), shop.policy.keep_orders_years)
    orders_before = datetime.combine(first_day, time(), shop.policy.zone)
    letters_before = shop.now() - shop.policy.keep_messages
    gone = await _erased(shop, "backorders", lambda tx: tx.retention.orders(orders_before, PAGE))
    gone += await _erased(shop, "customers", lambda tx: tx.retention.shadows(PAGE))
    gone += await _erased(shop, "outbox", lambda tx: tx.retention.letters(letters_before, PAGE))
    gone += await _erased(shop, "subscriptions", lambda tx: tx.retention.alerts(letters_before, PAGE))
    gone += await _erased(shop, "link_tokens", lambda tx: tx.retention.links(shop.now() - LINKS_KEPT, PAGE))
    async with shop.store.begin() as tx:
        return gone + await tx.tries.forget_before(shop.now() - TRIES_KEPT)


async def _erased(shop: Shop, noun: str, outdated: Callable[[Tx], Awaitable[list[int]]]) -> int:
    """Looked for while others may write, and erased page by page."""
    gone = 0
    for _ in range(MOST_PAGES):
        async with shop.store.read() as tx:
            ids = await outdated(tx)
        if not ids:
            break
        async with shop.store.begin() as tx:
            await tx.belongings.erase_rows(noun, ids)
        gone += len(ids)
    return gone


async def _remainder(tx: Tx, shop: Shop, customer_id: int) -> Remainder:
    orders, still_open, closed_at = await tx.retention.orders_of(customer_id)
    closed_on = closed_at.astimezone(shop.policy.zone).date() if closed_at else None
    return Remainder(orders, still_open, last_day(closed_on, shop.policy.keep_orders_years) if closed_on else None)
