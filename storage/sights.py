"""Orders with everything around them, in one question: the way most readers look at them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.backorders import Actor, Backorder, State
from domain.products import Product
from domain.supplies import Supply
from storage.backorders import order_of
from storage.pages import Page, decode_id, encode
from storage.parts import Parts
from storage.products import product_of
from storage.sets import among
from storage.supplies import supply_of
from storage.tables import backorders, customers, history, products, stock, supplies
from storage.types import Moment

t = backorders.c
OWNS_ALL = [State.RESERVED.value, State.RELEASED.value, State.FULFILLED.value]


@dataclass(frozen=True, slots=True)
class Sight:
    """`customer` is the shop's number for the person, `of` how many wait for the product, `revision` the product's."""

    order: Backorder
    customer: str
    product: Product
    supply: Supply | None
    of: int
    revision: int


PARTS = Parts(backorders, products, supplies)
SIGHT = (
    select(*PARTS.columns, customers.c.external_id, stock.c.waiting_orders, stock.c.revision)
    .join_from(backorders, customers, customers.c.id == backorders.c.customer_id)
    .join(products, products.c.sku == backorders.c.sku)
    .join(stock, stock.c.sku == backorders.c.sku)
    .outerjoin(supplies, supplies.c.id == backorders.c.supply_id)
)
# Built once: building them costs more than asking them.
ONE = SIGHT.where(t.id == bindparam("wanted"))
OF_CUSTOMER = SIGHT.where(t.customer_id == bindparam("wanted")).order_by(t.id.desc()).limit(bindparam("most"))


def _completed_since(order: Backorder) -> ColumnElement[bool]:
    """Whether a delivery completed another order since this one began to wait. Ids tell: the product was locked."""
    mine = history.alias()
    began = (
        select(func.coalesce(func.max(case((mine.c.state != State.WAITING.value, mine.c.id))), func.min(mine.c.id)))
        .where(mine.c.backorder_id == order.id)
        .scalar_subquery()
    )
    granted = (history.c.state == State.RESERVED.value, history.c.by == Actor.SYSTEM.value)
    return select(history.c.id).where(history.c.backorder_id == t.id, *granted, history.c.id > began).exists()


@dataclass(frozen=True, slots=True)
class BackorderQuery:
    """Every part narrows the list."""

    customer: str | None = None
    sku: str | None = None
    state: State | None = None
    after: str | None = None
    limit: int = 50
    attention: bool = False


class Sights:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def overtakers(self, order: Backorder) -> int:
        """How many orders went past one that waits, or will.

        Those placed later that stand before it by priority, and whoever was completed past it while it waited.
        """
        later = tuple_(t.placed_at, t.id) > tuple_(literal(order.placed_at, Moment()), literal(order.id, BigInteger()))
        lifted = and_(later, t.priority > order.priority)
        behind = or_(t.priority < order.priority, and_(later, t.priority == order.priority))
        served = and_(t.state.in_(OWNS_ALL), _completed_since(order))
        went_past = or_(and_(lifted, or_(t.state == State.WAITING.value, served)), and_(behind, served))
        query = select(func.count()).where(t.sku == order.sku, went_past)
        return int((await self._connection.execute(query)).scalar_one())

    async def of(self, backorder_id: int) -> Sight | None:
        row = (await self._connection.execute(ONE, {"wanted": backorder_id})).first()
        return None if row is None else _sight(row)

    async def of_customer(self, customer_id: int, most: int = 50) -> list[Sight]:
        """Newest first."""
        rows = await self._connection.execute(OF_CUSTOMER, {"wanted": customer_id, "most": most})
        return [_sight(row) for row in rows]

    async def of_ids(self, ids: Iterable[int]) -> list[Sight]:
        rows = await self._connection.execute(SIGHT.where(among(self._connection, t.id, ids)))
        return [_sight(row) for row in rows]

    async def page(self, query: BackorderQuery) -> Page[Sight]:
        statement = SIGHT.order_by(t.id).limit(query.limit + 1)
        if query.customer is not None:
            statement = statement.where(customers.c.external_id == query.customer)
        if query.sku is not None:
            statement = statement.where(t.sku == query.sku)
        if query.state is not None:
            statement = statement.where(t.state == query.state.value)
        if query.attention:
            statement = statement.where(t.attention.is_not(None))
        if query.after is not None:
            statement = statement.where(t.id > decode_id(query.after))
        found = [_sight(row) for row in await self._connection.execute(statement)]
        more = encode(found[query.limit - 1].order.id) if len(found) > query.limit else None
        return Page(found[: query.limit], more)


def _sight(row: Any) -> Sight:
    order, product, supply = PARTS.of(row)
    return Sight(
        order_of(order),
        row.external_id,
        product_of(product),
        supply_of(supply) if supply.id is not None else None,
        row.waiting_orders,
        row.revision,
    )
