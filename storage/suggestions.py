"""What may be suggested to a person: one question about them, one about the goods."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.backorders import State
from domain.money import Money
from domain.products import Product
from domain.subscriptions import LIVE
from domain.suggestions import MOST_CANDIDATES, Taste
from storage.sets import as_table
from storage.tables import alternatives, backorders, customers, preferences, products, stock, subscriptions
from storage.tables.metadata import SKU

MOST_WANTED = 200
"""Newest orders that count, and as many alerts."""
MOST_FITTING = 2000
"""Products of fitting categories, best category first, whose price and stock are looked up."""
CATEGORY = String(200)
p = products.c
DESCRIBED = (p.id, p.sku, p.name, p.category, p.article, p.options, p.price, p.currency)
"""As much of a product as a list shows."""


@dataclass(frozen=True, slots=True)
class Liking:
    """A person's taste, and whether an order of theirs waits."""

    taste: Taste
    waiting: bool


class Suggestions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def taste(self, customer_id: int) -> Liking:
        rows = (await self._connection.execute(TASTE, {"wanted": customer_id})).all()
        orders, alerts = ([row for row in rows if row.kind == kind] for kind in ("order", "alert"))
        taste = Taste(
            frozenset(row.other for row in rows if row.kind == "liked"),
            [_product(row) for row in (*orders, *alerts)],
            {row.other: _product(row) for row in reversed(rows) if row.kind == "instead"},
        )
        return Liking(taste, any(row.other == State.WAITING.value for row in orders))

    async def candidates(self, taste: Taste) -> dict[int, Product]:
        """What is there of what fits, by number: the best ones, where there are more than are looked at."""
        fitting = self._fitting(taste.ranks, list(taste.instead))
        statement = (
            select(*DESCRIBED)
            .join_from(fitting, products, p.sku == fitting.c.sku)
            .join(stock, stock.c.sku == p.sku)
            .where(p.active, stock.c.on_hand - stock.c.reserved - stock.c.held > 0)
            .order_by(fitting.c.rank, *_apart(taste.usual_price), p.sku)
            .limit(MOST_CANDIDATES)
        )
        return {row.id: _product(row) for row in await self._connection.execute(statement)}

    def _fitting(self, ranks: Mapping[str, int], instead: list[str]) -> Any:
        """Skus with the rank of their category; the merchant's alternatives of other categories come last."""
        liked = as_table(self._connection, {"category": CATEGORY, "rank": Integer()}, list(ranks.items()))
        chosen = as_table(self._connection, {"sku": SKU}, [(sku,) for sku in instead]).alias("chosen")
        of_category = select(p.sku, liked.c.rank).join_from(liked, products, p.category == liked.c.category)
        first = of_category.order_by(liked.c.rank, p.sku).limit(MOST_FITTING).subquery("first")
        return union_all(select(first), select(chosen.c.sku, literal(len(ranks), Integer()))).subquery("fitting")


def _apart(usual: Money | None) -> tuple[ColumnElement[int], ...]:
    """How far a price is from the usual one; prices that cannot be compared come last."""
    if usual is None:
        return ()
    return (case((p.currency == usual.currency, func.abs(p.price - usual.amount)), else_=2**62),)


def _product(row: Any) -> Product:
    return Product(
        sku=row.sku,
        name=row.name,
        category=row.category,
        group=row.article,
        options=row.options,
        price=None if row.price is None else Money(row.price, row.currency),
    )


def _row(kind: str, sku: Any, other: Any, place: Any) -> Select[Any]:
    return select(literal(kind, String(10)).label("kind"), sku.label("sku"), other.label("other"), place.label("place"))


def _taste() -> Select[Any]:
    """A row for each category that was chosen, each order that stands, each alert that runs, and each alternative."""
    b, s, a, person = backorders.c, subscriptions.c, alternatives.c, bindparam("wanted", type_=BigInteger())
    nothing, nowhere = cast(null(), String(200)), literal(0, BigInteger())
    given_up = [State.CANCELLED.value, State.SWITCHED.value]
    # What stays of somebody who was forgotten is there for the law, and says nothing of what they like.
    forgotten = select(customers.c.id).where(customers.c.id == person, customers.c.forgotten_at >= b.placed_at).exists()
    theirs = and_(b.customer_id == person, ~forgotten)
    orders = _row("order", b.sku, b.state, -b.id).where(theirs, b.state.not_in(given_up))
    alerts = _row("alert", s.sku, nothing, -s.id).where(s.customer_id == person, s.state.in_([x.value for x in LIVE]))
    awaited = union(
        select(b.sku).where(theirs, b.state == State.WAITING.value),
        select(s.sku).where(s.customer_id == person, s.state.in_([x.value for x in LIVE])),
    )
    instead = _row("instead", a.sku, a.other, a.position).where(a.sku.in_(select(awaited.subquery())))
    liked = _row("liked", nothing, preferences.c.category, nowhere).where(preferences.c.customer_id == person)
    parts = [part.order_by("place").limit(MOST_WANTED).subquery() for part in (orders, alerts, instead, liked)]
    known = union_all(*(select(part) for part in parts)).subquery("known")
    described = [column for column in DESCRIBED if column is not p.sku]
    return (
        select(known, *described)
        .join_from(known, products, p.sku == known.c.sku, isouter=True)
        .order_by(known.c.place, known.c.sku, known.c.other)
    )


TASTE = _taste()
"""Built once: building it takes longer than asking it."""
