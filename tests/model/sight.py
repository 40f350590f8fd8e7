"""What the shop's database shows after an act, read once and in plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, select

from domain.backorders import Backorder
from domain.notices import (
    BackInStock,
    DateChanged,
    Kind,
    Lane,
    News,
    OrderCancelled,
    OrderComplete,
    OrderPartly,
    OrderPlaced,
    OrderReleased,
    OrderSwitched,
    UnitsTakenBack,
    kind_of,
)
from domain.stock import Stock
from services.shop import Shop
from storage.backorders import order_of
from storage.outbox import load
from storage.queue import Position
from storage.store import Tx
from storage.tables import (
    backorders,
    customers,
    history,
    movements,
    outbox,
    promise_changes,
    stock,
    subscriptions,
    supplies,
)
from tests.model.values import Moved, Piece

LEDGERS: tuple[Table, ...] = (movements, outbox, promise_changes, history)
"""Tables that only grow: what an act adds is read."""
ENDS = select(
    *(select(func.coalesce(func.max(table.c.id), 0)).scalar_subquery().label(table.name) for table in LEDGERS)
)

ABOUT = ("backorder_id", "subscription_id", "recall_id")
FACTS: dict[type[News], tuple[str, ...]] = {
    OrderPlaced: ("reserved", "place", "of", "promise_by"),
    OrderComplete: ("quantity",),
    OrderPartly: ("reserved", "promise_by"),
    DateChanged: ("old", "new", "reason"),
    UnitsTakenBack: ("lost", "promise_by"),
    OrderSwitched: ("reserved", "promise_by"),
    OrderReleased: ("quantity", "rest"),
    BackInStock: ("sku", "quantity", "held_until"),
}


@dataclass(frozen=True)
class Letter:
    """One row of the outbox with the news in it."""

    customer: str
    event: str
    lane: Lane
    due_at: datetime
    pieces: tuple[Piece, ...]


@dataclass
class Sight:
    """Rows that stand now, and of the ledgers what the last act added."""

    stocks: dict[str, Stock] = field(default_factory=dict)
    orders: dict[int, Backorder] = field(default_factory=dict)
    positions: dict[int, Position] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    alerts: dict[int, Any] = field(default_factory=dict)
    supplies: dict[int, Any] = field(default_factory=dict)
    letters: Sequence[Letter] = ()
    moved: Sequence[Moved] = ()
    movements: Sequence[Any] = ()
    history: Sequence[Any] = ()
    seen: dict[str, int] = field(default_factory=dict)
    """The last row of each ledger that was read."""


async def look(shop: Shop, last: Sight) -> Sight:
    """The shop as it is, with the ledgers from where `last` ended."""
    async with shop.store.read() as tx:
        orders = [order_of(row) for row in await tx.connection.execute(select(backorders).order_by(backorders.c.id))]
        figures = (await tx.connection.execute(select(stock))).all()
        stocks = {row.sku: Stock(*row[:-1]) for row in figures}
        seen = (await tx.connection.execute(ENDS)).one()._asdict()
        fresh = {table.name: await _added(tx, table, last.seen, seen) for table in LEDGERS}
        return Sight(
            stocks=stocks,
            revisions={row.sku: row.revision for row in figures},
            orders={order.id: order for order in orders},
            positions=await _positions(tx, orders, stocks),
            alerts={row.id: row for row in await tx.connection.execute(select(subscriptions))},
            supplies={row.id: row for row in await tx.connection.execute(select(supplies))},
            letters=[_letter(row) for row in fresh["outbox"]],
            moved=[Moved(row.backorder_id, row.old, row.new, row.told) for row in fresh["promise_changes"]],
            movements=fresh["movements"],
            history=fresh["history"],
            seen=seen,
        )


async def _positions(tx: Tx, orders: Sequence[Backorder], stocks: dict[str, Stock]) -> dict[int, Position]:
    found: dict[int, Position] = {}
    for sku, figures in stocks.items():
        found |= await tx.queue.positions(sku, [o for o in orders if o.sku == sku], figures.waiting_orders)
    return found


async def _added(tx: Tx, table: Table, old: dict[str, int], new: dict[str, int]) -> Sequence[Any]:
    after = old.get(table.name, 0)
    if new[table.name] == after:
        return ()
    query = select(table, customers.c.external_id).join(customers) if table is outbox else select(table)
    return (await tx.connection.execute(query.where(table.c.id > after).order_by(table.c.id))).all()


def _letter(row: Any) -> Letter:
    customer, event = row.external_id, row.key.rsplit(":", 2)[0]
    pieces = tuple(said(customer, news) for news in load(row.news))
    assert Kind(row.kind).value == pieces[0].kind, "the ledger files a letter under its first piece"
    return Letter(customer, event, Lane(row.lane), row.due_at, pieces)


def said(customer: str, news: News) -> Piece:
    """A piece of news as the model says it."""
    about = next(getattr(news, name) for name in ABOUT if hasattr(news, name))
    return Piece(customer, kind_of(news).value, about, _facts(news))


def _facts(news: News) -> tuple[object, ...]:
    """What a letter says beside its order and its product, as far as the model knows it too."""
    if isinstance(news, OrderCancelled):
        return news.by_customer, *_back(news)
    facts = tuple(getattr(news, name) for name in FACTS.get(type(news), ()))
    return (*facts, *_back(news)) if isinstance(news, OrderSwitched) else facts


def _back(news: OrderCancelled | OrderSwitched) -> tuple[object, ...]:
    return news.refund.amount if news.refund else None, news.refund_due_on
