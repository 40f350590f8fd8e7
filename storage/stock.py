"""Figures and the movements behind them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.products import Product
from domain.stock import Kind, Movement, Shelf, Stock
from storage.pages import Page, decode_id, encode
from storage.products import product_of
from storage.tables import customers, movements, products, stock

LOCK_WITH_PRODUCT = (
    select(*(c for c in stock.c if c is not stock.c.sku), products, customers.c.id.label("customer_id"))
    .join(products, products.c.sku == stock.c.sku)
    .outerjoin(customers, customers.c.external_id == bindparam("customer", type_=String()))
    .where(stock.c.sku == bindparam("wanted"))
    .with_for_update(of=stock)
)
"""Built once, as the next: every use case that touches units begins with the one and ends with the other."""
PUT = update(stock).where(stock.c.sku == bindparam("wanted")).values(revision=stock.c.revision + 1)


@dataclass(frozen=True, slots=True)
class Locked:
    """`customer_id` is None where nobody was asked for, or nobody has that number."""

    stock: Stock
    product: Product
    customer_id: int | None


@dataclass(frozen=True, slots=True)
class MovementRecord:
    """A movement as it stands in the ledger."""

    id: int
    sku: str
    movement: Movement
    at: datetime


class Stocks:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, sku: str) -> None:
        values = {"on_hand": 0, "reserved": 0, "held": 0, "waiting_orders": 0, "waiting_units": 0}
        await self._connection.execute(insert(stock).values(sku=sku, **values))

    async def lock(self, sku: str) -> Stock | None:
        """Everything that touches a product's units or its queue takes this row first: one at a time, no deadlock."""
        row = (await self._connection.execute(select(stock).where(stock.c.sku == sku).with_for_update())).first()
        return None if row is None else _stock(row)

    async def lock_with_product(self, sku: str, customer: str | None = None) -> Locked | None:
        """`lock`, what is sold under the sku, and who orders it, in one question."""
        row = (await self._connection.execute(LOCK_WITH_PRODUCT, {"wanted": sku, "customer": customer})).first()
        return None if row is None else Locked(_stock(row), product_of(row), row.customer_id)

    async def get(self, sku: str) -> Stock | None:
        row = (await self._connection.execute(select(stock).where(stock.c.sku == sku))).first()
        return None if row is None else _stock(row)

    async def many(self, skus: Iterable[str]) -> dict[str, Stock]:
        rows = await self._connection.execute(select(stock).where(stock.c.sku.in_(list(skus))))
        return {row.sku: _stock(row) for row in rows}

    async def put(self, shelf: Shelf, at: datetime) -> None:
        """The new figures and every movement that led to them."""
        s = shelf.stock
        await self._connection.execute(PUT, {"wanted": s.sku} | _figures(s))
        await self._note([shelf], at)

    async def touch(self, skus: Iterable[str]) -> None:
        """Orders of these products look different from now on, although no figure has changed."""
        touched = update(stock).where(stock.c.sku.in_(list(skus)))
        await self._connection.execute(touched.values(revision=stock.c.revision + 1))

    async def add_all(self, shelves: Sequence[Shelf], at: datetime) -> None:
        """New products' first figures, with the movements that led to them."""
        if shelves:
            rows = [{"sku": shelf.stock.sku} | _figures(shelf.stock) for shelf in shelves]
            await self._connection.execute(insert(stock), rows)
            await self._note(shelves, at)

    async def lock_all(self, skus: Iterable[str]) -> None:
        """`lock` for many: always in the order of their skus."""
        query = select(stock.c.sku).where(stock.c.sku.in_(list(skus))).order_by(stock.c.sku).with_for_update()
        await self._connection.execute(query)

    async def _note(self, shelves: Sequence[Shelf], at: datetime) -> None:
        rows = [
            {
                "sku": shelf.stock.sku,
                "kind": m.kind.value,
                "on_hand": m.on_hand,
                "reserved": m.reserved,
                "held": m.held,
                "cause": m.cause,
                "at": at,
            }
            for shelf in shelves
            for m in shelf.movements
        ]
        if rows:
            await self._connection.execute(insert(movements), rows)

    async def movements(self, sku: str | None, after: str | None, limit: int) -> Page[MovementRecord]:
        """Oldest first."""
        query = select(movements).order_by(movements.c.id).limit(limit + 1)
        if sku is not None:
            query = query.where(movements.c.sku == sku)
        if after is not None:
            query = query.where(movements.c.id > decode_id(after))
        found = [
            MovementRecord(
                row.id, row.sku, Movement(Kind(row.kind), row.cause, row.on_hand, row.reserved, row.held), row.at
            )
            for row in await self._connection.execute(query)
        ]
        return Page(found[:limit], encode(found[limit - 1].id) if len(found) > limit else None)


def _figures(s: Stock) -> dict[str, Any]:
    return {
        "on_hand": s.on_hand,
        "reserved": s.reserved,
        "held": s.held,
        "waiting_orders": s.waiting_orders,
        "waiting_units": s.waiting_units,
    }


def _stock(row: Any) -> Stock:
    return Stock(row.sku, row.on_hand, row.reserved, row.held, row.waiting_orders, row.waiting_units)
