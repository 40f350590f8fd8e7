"""One order with everything around it, in one question: the way most readers look at it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.backorders import Backorder
from domain.products import Product
from domain.supplies import Supply
from storage.backorders import order_of
from storage.products import product_of
from storage.supplies import supply_of
from storage.tables import backorders, customers, products, stock, supplies


@dataclass(frozen=True, slots=True)
class Sight:
    """`customer` is the shop's number for the person, `of` how many wait for the product."""

    order: Backorder
    customer: str
    product: Product
    supply: Supply | None
    of: int


class Part:
    """The columns of one table in a row that holds several."""

    def __init__(self, row: Any, table: Table) -> None:
        self._row = row
        self._prefix = f"{table.name}_"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, self._prefix + name)


SIGHT = (
    select(
        *(
            column.label(f"{table.name}_{column.name}")
            for table in (backorders, products, supplies)
            for column in table.c
        ),
        customers.c.external_id,
        stock.c.waiting_orders,
    )
    .join_from(backorders, customers, customers.c.id == backorders.c.customer_id)
    .join(products, products.c.sku == backorders.c.sku)
    .join(stock, stock.c.sku == backorders.c.sku)
    .outerjoin(supplies, supplies.c.id == backorders.c.supply_id)
    .where(backorders.c.id == bindparam("wanted"))
)
"""Built once: building it costs more than asking it."""


class Sights:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of(self, backorder_id: int) -> Sight | None:
        row = (await self._connection.execute(SIGHT, {"wanted": backorder_id})).first()
        if row is None:
            return None
        supply = Part(row, supplies)
        return Sight(
            order_of(Part(row, backorders)),
            row.external_id,
            product_of(Part(row, products)),
            supply_of(supply) if supply.id is not None else None,
            row.waiting_orders,
        )
