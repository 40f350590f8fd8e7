"""Promises on record and every change of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Text, bindparam, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.promises import Change
from storage.sets import among, as_table
from storage.tables import backorders, promise_changes
from storage.types import Moment

t = promise_changes.c
CHANGES = (
    select(t.old, t.new, t.cause, t.at, t.told, t.reason).where(t.backorder_id == bindparam("wanted")).order_by(t.id)
)
"""Built once: every order that is read needs it."""
ENTRY = ["backorder_id", "old", "new", "cause", "told", "at", "reason"]
MANY_ALIKE = 50
"""Orders whose dates move alike: from so many on they are worth statements of their own."""
Written = tuple[date | None, date | None, int | None, bool, date | None]
"""Old date, new date, its supply, whether it is told, and what the customer was told last."""


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """`told`: whether the customer was sent a message about it. `reason` is the merchant's, where one was given."""

    old: date | None
    new: date | None
    cause: str
    at: datetime
    told: bool
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Occasion:
    """What moved the dates of one write: its `cause`, when, and the merchant's `reason` where one was given."""

    cause: str
    at: datetime
    reason: str | None = None


class PromiseChanges:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def write(self, changes: Sequence[tuple[Change, bool]], why: Occasion) -> None:
        """Set what is promised now, and keep each date that moved; `True` beside a change means it is told.

        A change of the covering supply alone moves no date: it is set but leaves no row.
        """
        alike: dict[Written, list[int]] = defaultdict(list)
        for change, told in changes:
            by, supply_id = (change.new.by, change.new.supply_id) if change.new else (None, None)
            written = (change.old, by, supply_id, told, by if told else change.place.told_by)
            alike[written].append(change.place.backorder_id)
        few: list[tuple[Any, ...]] = []
        for written, orders in alike.items():
            if len(orders) < MANY_ALIKE:
                few += [(order, *written) for order in orders]
            else:
                await self._write_alike(written, orders, why)
        await self._write_each(few, why)

    async def _write_alike(self, written: Written, orders: list[int], why: Occasion) -> None:
        """The same for all of them."""
        old, by, supply_id, told, told_by = written
        statement = update(backorders).where(among(self._connection, backorders.c.id, orders))
        await self._connection.execute(statement.values(promise_by=by, supply_id=supply_id, told_by=told_by))
        if old != by:
            given = as_table(self._connection, {"id": BigInteger()}, [(order,) for order in orders]).c
            entries = select(
                given.id,
                literal(old, Date()),
                literal(by, Date()),
                literal(why.cause),
                literal(told),
                literal(why.at, Moment()),
                literal(why.reason, Text()),
            )
            await self._connection.execute(insert(promise_changes).from_select(ENTRY, entries.order_by(given.id)))

    async def _write_each(self, rows: Sequence[tuple[Any, ...]], why: Occasion) -> None:
        if not rows:
            return
        columns = {
            "id": BigInteger(), "old": Date(), "new": Date(), "supply_id": BigInteger(), "told": Boolean(),
            "told_by": Date(),
        }  # fmt: skip
        given = as_table(self._connection, columns, rows).c
        await self._connection.execute(
            update(backorders)
            .where(backorders.c.id == given.id)
            .values(promise_by=given.new, supply_id=given.supply_id, told_by=given.told_by)
        )
        moved = [row for row in rows if row[1] != row[2]]
        if not moved:
            return
        given = as_table(self._connection, columns, moved).c
        entries = select(
            given.id,
            given.old,
            given.new,
            literal(why.cause),
            given.told,
            literal(why.at, Moment()),
            literal(why.reason, Text()),
        )
        await self._connection.execute(insert(promise_changes).from_select(ENTRY, entries.order_by(given.id)))

    async def note_named(self, orders: Collection[int]) -> None:
        """Other news names the date of these orders, although it has not moved just now: that is what was told last."""
        if orders:
            statement = update(backorders).where(among(self._connection, backorders.c.id, orders))
            await self._connection.execute(statement.values(told_by=backorders.c.promise_by))

    async def note(self, backorder_id: int, change: PromiseChange) -> None:
        """One change of one order, whose row carries the new date already."""
        values = {name: getattr(change, name) for name in ENTRY[1:]}
        await self._connection.execute(insert(promise_changes).values(backorder_id=backorder_id, **values))

    async def of(self, backorder_id: int) -> list[PromiseChange]:
        return [PromiseChange(*row) for row in await self._connection.execute(CHANGES, {"wanted": backorder_id})]
