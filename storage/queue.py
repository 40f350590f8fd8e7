"""The queue of a product. Everything that walks it uses `FAIR`, the SQL twin of `domain.allocation.fair_order`."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.allocation import Grant, Place
from domain.backorders import Actor, Backorder, State
from storage.sets import among, as_table
from storage.tables import backorders, history
from storage.types import Moment

PAGE = 5000
"""Rows read at once."""
t = backorders.c
FAIR = (t.priority.desc(), t.placed_at, t.id)
WAITING = t.state == literal_column("'waiting'")
"""A literal, so that the queue's partial index is used."""
MISSING: ColumnElement[int] = t.quantity - t.reserved_quantity - t.released_quantity


@dataclass(frozen=True, slots=True)
class Position:
    """1 is next; `units_ahead`: what the waiting orders before it still miss."""

    place: int
    of: int
    units_ahead: int


class Queue:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def head(self, sku: str, units: int) -> list[Place]:
        """The first orders in fair order until they miss at least `units` together: as far as units can reach."""
        found: list[Place] = []
        if units <= 0:
            return found
        # Each of them misses something: there are no more orders than units to read.
        async for page in self._pages(sku, min(units, PAGE)):
            for place in page:
                found.append(place)
                units -= place.missing
                if units <= 0:
                    return found
        return found

    async def whole(self, sku: str) -> list[Place]:
        return [place async for page in self._pages(sku) for place in page]

    async def promised_after(self, sku: str, last: Place | None) -> list[Place]:
        """Orders behind `last` that still have a date on record."""
        # Every id is above 0; said aloud, SQLite takes the index of those with a date instead of the whole queue's.
        query = places(sku).where(t.promise_by.is_not(None), t.id > 0)
        if last is not None:
            query = query.where(_behind(last.priority, last.placed_at, last.backorder_id))
        return [place_of(row) for row in await self._connection.execute(query.order_by(*FAIR))]

    async def anyone_behind(self, sku: str, priority: int, placed_at: datetime) -> bool:
        """Whether a new order with these would stand before somebody who waits already."""
        mine = {"of": sku, "rank": priority, "moment": placed_at}
        return (await self._connection.execute(ANYONE_BEHIND, mine)).first() is not None

    async def units_before(self, sku: str, priority: int, placed_at: datetime, order_id: int) -> int:
        """What the waiting orders before such a place still miss."""
        ahead = _ahead(priority, placed_at, order_id)
        query = select(func.coalesce(func.sum(MISSING), 0)).where(t.sku == sku, WAITING, ahead)
        return int((await self._connection.execute(query)).scalar_one())

    async def owners_from_the_tail(self, sku: str) -> list[tuple[Place, int]]:
        """Who owns units that have not left, with how many; last in fair order first."""
        query = (
            select(*_PLACE, t.reserved_quantity)
            .where(t.sku == sku, t.state.in_([State.WAITING, State.RESERVED]), t.reserved_quantity > 0)
            .order_by(t.priority, t.placed_at.desc(), t.id.desc())
        )
        return [(place_of(row), row.reserved_quantity) for row in await self._connection.execute(query)]

    async def position(self, order: Backorder, of: int) -> Position | None:
        """Where it stands among `of` waiting orders; None when it does not wait."""
        if order.state is not State.WAITING:
            return None
        mine = {"of": order.sku, "rank": order.priority, "moment": order.placed_at, "number": order.id}
        count, units = (await self._connection.execute(POSITION, mine)).one()
        return Position(count + 1, of, int(units))

    async def of_customer(self, customer_id: int, of: Mapping[str, int]) -> dict[int, Position]:
        """`position` of everything that a customer waits for; `of` by sku. People have few orders of a product."""
        rows = await self._connection.execute(OF_CUSTOMER, {"whose": customer_id})
        return {row.id: Position(row.before + 1, of[row.sku], int(row.units)) for row in rows if row.sku in of}

    async def positions(self, sku: str, orders: Sequence[Backorder], of: int) -> dict[int, Position]:
        """`position` of several orders of one product in one walk, as far as the last of them."""
        waiting = [order for order in orders if order.state is State.WAITING]
        if not waiting:
            return {}
        last = max(waiting, key=lambda o: (-o.priority, o.placed_at, o.id))
        mine = {"of": sku, "rank": last.priority, "moment": last.placed_at, "number": last.id}
        rows = await self._connection.execute(POSITIONS, mine | {"wanted": [order.id for order in waiting]})
        return {row.id: Position(row.place, of, int(row.ahead)) for row in rows}

    async def grant(self, grants: Sequence[Grant], by: Actor, at: datetime, reason: str) -> None:
        """Give each order its units, and one line of history each.

        All that are complete in one statement; of the others there is one at most, whom the last units reached.
        """
        if not grants:
            return
        complete = among(self._connection, t.id, [g.place.backorder_id for g in grants if g.completes])
        # Who has all units needs no date any more, and hears of any that comes later as of a new one.
        undated = {"promise_by": None, "supply_id": None, "told_by": None}
        values = {"reserved_quantity": t.quantity - t.released_quantity, "state": State.RESERVED.value, **undated}
        await self._connection.execute(update(backorders).where(complete).values(values))
        for grant in grants:
            if not grant.completes:
                partly = update(backorders).where(t.id == grant.place.backorder_id)
                await self._connection.execute(partly.values(reserved_quantity=t.reserved_quantity + grant.units))
        served = among(self._connection, t.id, [g.place.backorder_id for g in grants])
        reserved = select(t.id, t.state, literal(by.value), literal(reason), t.reserved_quantity, literal(at, Moment()))
        await self._write_history(reserved.where(served).order_by(t.id))

    async def take(self, losses: Sequence[tuple[Place, int]], by: Actor, at: datetime, reason: str) -> None:
        """Take units back: every loser waits again."""
        if not losses:
            return
        columns = {"id": BigInteger(), "units": Integer()}
        given = as_table(self._connection, columns, [(place.backorder_id, lost) for place, lost in losses])
        await self._connection.execute(
            update(backorders)
            .where(t.id == given.c.id)
            .values(reserved_quantity=t.reserved_quantity - given.c.units, state=State.WAITING.value)
        )
        left = select(t.id, t.state, literal(by.value), literal(reason), t.reserved_quantity, literal(at, Moment()))
        await self._write_history(left.join(given, given.c.id == t.id).order_by(t.id))

    async def _write_history(self, entries: Select[Any]) -> None:
        names = ["backorder_id", "state", "by", "reason", "reserved_quantity", "at"]
        await self._connection.execute(insert(history).from_select(names, entries))

    async def _pages(self, sku: str, size: int = PAGE) -> AsyncIterator[list[Place]]:
        query = places(sku).order_by(*FAIR)
        page = await self._read(query.limit(size))
        yield page
        while len(page) == size:
            last = page[-1]
            # Each part is a range of the index. As one condition they would read the queue from its head every time.
            tie = or_(t.placed_at > last.placed_at, t.id > last.backorder_id)
            rank = query.where(t.priority == last.priority, t.placed_at >= last.placed_at, tie)
            page = await self._read(rank.limit(size))
            if len(page) < size:
                page += await self._read(query.where(t.priority < last.priority).limit(size - len(page)))
            yield page

    async def _read(self, query: Select[Any]) -> list[Place]:
        return list(map(place_of, (await self._connection.execute(query)).all()))


_PLACE = (
    t.id,
    t.customer_id,
    t.priority,
    t.placed_at,
    t.quantity,
    MISSING.label("missing"),
    t.order_number,
    t.promise_by,
    t.supply_id,
    t.told_by,
    t.date_told_at,
    t.pickup,
)


def places(sku: str) -> Select[Any]:
    return select(*_PLACE).where(t.sku == sku, WAITING)


def place_of(row: Row[Any]) -> Place:
    return Place._make(row[: len(_PLACE)])


def _behind(priority: Any, placed_at: Any, order_id: Any) -> ColumnElement[bool]:
    """Later in fair order than (priority, placed_at, id)."""
    return or_(
        t.priority < priority,
        and_(t.priority == priority, or_(t.placed_at > placed_at, and_(t.placed_at == placed_at, t.id > order_id))),
    )


def _ahead(priority: Any, placed_at: Any, order_id: Any) -> ColumnElement[bool]:
    """Earlier in fair order than (priority, placed_at, id)."""
    return or_(
        t.priority > priority,
        and_(t.priority == priority, or_(t.placed_at < placed_at, and_(t.placed_at == placed_at, t.id < order_id))),
    )


# Built once, because building them costs more than asking them: every placed and every read order needs them.
_RANK, _MOMENT, _NUMBER = (
    bindparam("rank", type_=Integer()),
    bindparam("moment", type_=Moment()),
    bindparam("number", type_=BigInteger()),
)
POSITION = select(func.count(), func.coalesce(func.sum(MISSING), 0)).where(
    t.sku == bindparam("of"), WAITING, _ahead(_RANK, _MOMENT, _NUMBER)
)
_MINE = backorders.alias("mine")
OF_CUSTOMER = (
    select(
        _MINE.c.id, _MINE.c.sku, func.count(t.id).label("before"), func.coalesce(func.sum(MISSING), 0).label("units")
    )
    .select_from(_MINE)
    .outerjoin(
        backorders,
        and_(t.sku == _MINE.c.sku, WAITING, _ahead(_MINE.c.priority, _MINE.c.placed_at, _MINE.c.id)),
    )
    .where(_MINE.c.customer_id == bindparam("whose"), _MINE.c.state == literal_column("'waiting'"))
    .group_by(_MINE.c.id, _MINE.c.sku)
)
_RANKED = (
    select(
        t.id,
        func.row_number().over(order_by=FAIR).label("place"),
        (func.sum(MISSING).over(order_by=FAIR, rows=(None, 0)) - MISSING).label("ahead"),
    )
    .where(t.sku == bindparam("of"), WAITING, or_(t.id == _NUMBER, _ahead(_RANK, _MOMENT, _NUMBER)))
    .subquery()
)
POSITIONS = select(_RANKED).where(_RANKED.c.id.in_(bindparam("wanted", expanding=True)))
ANYONE_BEHIND = (
    select(t.id)
    .where(
        t.sku == bindparam("of"),
        WAITING,
        or_(t.priority < _RANK, and_(t.priority == _RANK, t.placed_at > _MOMENT)),
    )
    .limit(1)
)
