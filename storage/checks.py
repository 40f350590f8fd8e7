"""The invariants, asked of a live database: stored figures against the rows they stand for."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices import MessageState
from domain.subscriptions import SubscriptionState
from storage.tables import backorders, movements, outbox, stock, subscriptions

FIRST = 20
"""Rows that are named of each kind."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """`what` is wrong with the row `where`; `stored` and `counted` differ."""

    what: str
    where: str
    stored: str
    counted: str


class Checks:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> list[Disagreement]:
        found: list[Disagreement] = []
        for what, query in _CHECKS.items():
            rows = await self._connection.execute(query.limit(FIRST))
            found += [Disagreement(what, str(row[0]), str(row[1]), str(row[2])) for row in rows]
        return found


def _joined(*figures: ColumnElement[Any]) -> ColumnElement[str]:
    text: ColumnElement[str]
    text, *rest = (cast(figure, String) for figure in figures)
    for other in rest:
        text = text.concat("/").concat(other)
    return text


def _sums() -> Select[Any]:
    """Figures against the sums of all movements."""
    m = movements.c
    sums = (
        select(
            m.sku,
            func.sum(m.on_hand).label("on_hand"),
            func.sum(m.reserved).label("reserved"),
            func.sum(m.held).label("held"),
        )
        .group_by(m.sku)
        .subquery()
    )
    s = stock.c
    pairs = [(s[name], func.coalesce(sums.c[name], 0)) for name in ("on_hand", "reserved", "held")]
    stored = _joined(s.on_hand, s.reserved, s.held)
    counted = _joined(pairs[0][1], pairs[1][1], pairs[2][1])
    return (
        select(s.sku, stored, counted)
        .join_from(stock, sums, sums.c.sku == s.sku, isouter=True)
        .where(or_(*(figure != total for figure, total in pairs)))
    )


def _reserved() -> Select[Any]:
    """Reserved units against what orders own; the queue's counters against its rows."""
    b = backorders.c
    waiting = b.state == "waiting"
    missing = b.quantity - b.reserved_quantity - b.released_quantity
    owned = (
        select(
            b.sku,
            func.sum(b.reserved_quantity).label("reserved"),
            func.sum(case((waiting, 1), else_=0)).label("orders"),
            func.sum(case((waiting, missing), else_=0)).label("units"),
        )
        .group_by(b.sku)
        .subquery()
    )
    s, o = stock.c, owned.c
    pairs = [
        (s.reserved, func.coalesce(o.reserved, 0)),
        (s.waiting_orders, func.coalesce(o.orders, 0)),
        (s.waiting_units, func.coalesce(o.units, 0)),
    ]
    stored = _joined(s.reserved, s.waiting_orders, s.waiting_units)
    counted = _joined(pairs[0][1], pairs[1][1], pairs[2][1])
    return (
        select(s.sku, stored, counted)
        .join_from(stock, owned, o.sku == s.sku, isouter=True)
        .where(or_(*(figure != total for figure, total in pairs)))
    )


def _held() -> Select[Any]:
    held = (
        select(subscriptions.c.sku, func.sum(subscriptions.c.quantity).label("units"))
        .where(subscriptions.c.state == SubscriptionState.HELD.value)
        .group_by(subscriptions.c.sku)
        .subquery()
    )
    total = func.coalesce(held.c.units, 0)
    return (
        select(stock.c.sku, stock.c.held, total)
        .join_from(stock, held, held.c.sku == stock.c.sku, isouter=True)
        .where(stock.c.held != total)
    )


def _idle() -> Select[Any]:
    """Units that are available although somebody waits for them."""
    free = stock.c.on_hand - stock.c.reserved - stock.c.held
    return select(stock.c.sku, free, stock.c.waiting_units).where(and_(free > 0, stock.c.waiting_orders > 0))


def _states() -> Select[Any]:
    """Orders whose state and figures contradict each other."""
    b = backorders.c
    missing = b.quantity - b.reserved_quantity - b.released_quantity
    wrong = or_(
        and_(b.state == "waiting", missing == 0),
        and_(b.state == "reserved", or_(missing != 0, b.reserved_quantity == 0)),
        and_(b.state.in_(["cancelled", "switched"]), b.reserved_quantity != 0),
    )
    return select(b.id, b.state, missing).where(wrong)


def _sent() -> Select[Any]:
    """Letters that count as sent but carry no moment, or the other way round."""
    sent = outbox.c.state == MessageState.SENT.value
    return select(outbox.c.id, outbox.c.state, outbox.c.attempt).where(sent != outbox.c.sent_at.is_not(None))


_CHECKS = {
    "figures (on hand/reserved/held) are not the sums of the movements": _sums(),
    "reserved units or queue counters are not what the orders say": _reserved(),
    "held units are not what the alerts say": _held(),
    "units lie available while somebody waits": _idle(),
    "an order's state contradicts its units": _states(),
    "a letter's state contradicts its sending moment": _sent(),
}
