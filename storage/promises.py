"""Promises on record and every change of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Date, bindparam, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.promises import Change
from storage.sets import as_table
from storage.tables import backorders, promise_changes
from storage.types import Moment

t = promise_changes.c
CHANGES = select(t.old, t.new, t.cause, t.at, t.told).where(t.backorder_id == bindparam("wanted")).order_by(t.id)
"""Built once: every order that is read needs it."""


@dataclass(frozen=True, slots=True)
class PromiseChange:
    """`told`: whether the customer was sent a message about it."""

    old: date | None
    new: date | None
    cause: str
    at: datetime
    told: bool


class PromiseChanges:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def write(self, changes: Sequence[tuple[Change, bool]], cause: str, at: datetime) -> None:
        """Set what is promised now, and keep each date that moved; `True` beside a change means it is told.

        A change of the covering supply alone moves no date: it is set but leaves no row.
        """
        if not changes:
            return
        columns = {
            "id": BigInteger(), "old": Date(), "new": Date(), "supply_id": BigInteger(), "told": Boolean(),
            "told_by": Date(),
        }  # fmt: skip
        rows = [
            (
                change.place.backorder_id,
                change.old,
                change.new.by if change.new else None,
                change.new.supply_id if change.new else None,
                told,
                (change.new.by if change.new else None) if told else change.place.told_by,
            )
            for change, told in changes
        ]
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
        entries = select(given.id, given.old, given.new, literal(cause), given.told, literal(at, Moment()))
        names = ["backorder_id", "old", "new", "cause", "told", "at"]
        await self._connection.execute(insert(promise_changes).from_select(names, entries.order_by(given.id)))

    async def note_named(self, orders: Collection[int]) -> None:
        """Other news names the date of these orders, although it has not moved just now: that is what was told last."""
        if orders:
            given = as_table(self._connection, {"id": BigInteger()}, [(order,) for order in orders]).c
            statement = update(backorders).where(backorders.c.id == given.id)
            await self._connection.execute(statement.values(told_by=backorders.c.promise_by))

    async def note(self, backorder_id: int, change: PromiseChange) -> None:
        """One change of one order, whose row carries the new date already."""
        values = {"old": change.old, "new": change.new, "cause": change.cause, "told": change.told, "at": change.at}
        await self._connection.execute(insert(promise_changes).values(backorder_id=backorder_id, **values))

    async def of(self, backorder_id: int) -> list[PromiseChange]:
        return [PromiseChange(*row) for row in await self._connection.execute(CHANGES, {"wanted": backorder_id})]
