"""Products whose queue is longer than what is on its way, in one question."""

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.proposals import Proposal
from storage.pages import Page, decode, encode
from storage.supplies import OPEN
from storage.tables import products, stock, supplies

STILL_TO_COME = case((supplies.c.quantity > supplies.c.arrived, supplies.c.quantity - supplies.c.arrived), else_=0)
"""`domain.supplies.Supply.open` as SQL; over-delivery leaves none."""
EXPECTED = (
    select(supplies.c.sku, func.sum(STILL_TO_COME).label("units")).where(OPEN).group_by(supplies.c.sku).subquery()
)
COMING = func.coalesce(EXPECTED.c.units, 0)
PROPOSED = (
    select(products.c.sku, products.c.name, stock.c.waiting_units, COMING)
    .join_from(products, stock, stock.c.sku == products.c.sku)
    .outerjoin(EXPECTED, EXPECTED.c.sku == products.c.sku)
    .where(products.c.active, stock.c.waiting_units - COMING >= products.c.reorder_at)
    .order_by(products.c.sku)
)
"""Built once. What is sold no more is not ordered again; without `reorder_at` the comparison is never true."""


class Proposals:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def page(self, after: str | None, limit: int) -> Page[Proposal]:
        """By sku."""
        query = PROPOSED.limit(limit + 1)
        if after is not None:
            query = query.where(products.c.sku > decode(after))
        rows = await self._connection.execute(query)
        found = [Proposal(sku, name, waiting, int(coming)) for sku, name, waiting, coming in rows]
        return Page(found[:limit], encode(found[limit - 1].sku) if len(found) > limit else None)
