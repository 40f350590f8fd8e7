"""Whatever hangs on a person, in whichever table. Found by the tables' own keys: a new table takes part by itself.

A row belongs to a person when it points at them, or at a row of theirs. What points at them only in passing, with a
column that may be empty, lets go instead of going.
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    delete,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sets import among
from storage.tables import backorders, cards, customers, metadata
from storage.vault import Vault

MOST_SHOWN = 10_000
"""Rows of one table that an export shows; nobody has as many."""
Pointers = Mapping[Table, tuple[Column[Any], ...]]
"""Tables below another, parents first, with their columns that point upwards and cannot be empty."""


class Belongings:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def move(self, giver: int, taker: int) -> None:
        """All that is one person's is the other's. Of what there can be only one, the taker's stays."""
        for table in below(customers):
            for column in _pointing(table, customers):
                for key in _unique_with(table, column):
                    await self._drop_twins(table, column, key, giver, taker)
                await self._connection.execute(update(table).where(column == giver).values({column.name: taker}))

    async def shown(self, customer_id: int) -> dict[str, list[dict[str, Any]]]:
        """Every row of theirs by table, sealed fields opened. Digests are left out: nobody can read them."""
        found = {}
        for table in (customers, *below(customers)):
            columns = [column for column in table.c if not isinstance(column.type, LargeBinary)]
            query = select(*columns).where(_theirs(table, customers, customers.c.id == customer_id))
            rows = await self._connection.execute(query.order_by(*table.primary_key.columns).limit(MOST_SHOWN))
            found[table.name] = [
                {name: self._opened(value) for name, value in row.items()} for row in rows.mappings().all()
            ]
        return {name: rows for name, rows in found.items() if rows}

    async def erase(self, customer_id: int, *, but: Collection[Table] = ()) -> None:
        """Every row of theirs except those in the tables `but`, and the person's own."""
        await self._erase(customers, customers.c.id == customer_id, {customers, *but})

    async def erase_rows(self, noun: str, ids: Collection[int]) -> None:
        """These rows of a table, with all that hangs on them."""
        table = metadata.tables[noun]
        await self._erase(table, among(self._connection, table.c.id, ids), set())

    async def forget_chat(self, chat_id: int) -> None:
        """What is kept about a chat and not about a person."""
        for table in metadata.sorted_tables:
            if table is not customers and table not in below(customers) and "chat_id" in table.c:
                await self._connection.execute(delete(table).where(table.c.chat_id == chat_id))

    async def _erase(self, top: Table, rows: ColumnElement[bool], but: Collection[Table]) -> None:
        for table in reversed([top, *below(top)]):
            if table in but:
                continue
            going = _theirs(table, top, rows)
            for column in _passing(table):
                gone = select(table.c.id).where(going)
                await self._connection.execute(update(column.table).where(column.in_(gone)).values({column.name: None}))
            await self._connection.execute(delete(table).where(going))

    async def _drop_twins(
        self, table: Table, column: Column[Any], key: Collection[Column[Any]], giver: int, taker: int
    ) -> None:
        """The giver's rows that would stand beside one of the taker's that has the same unique key."""
        others = table.alias()
        same = and_(true(), *(others.c[each.name] == each for each in key if each is not column))
        twin = select(others.c[column.name]).where(others.c[column.name] == taker, same).exists()
        ids = select(*table.primary_key.columns).where(column == giver, twin)
        for row in (await self._connection.execute(ids)).all():
            own = and_(*(each == value for each, value in zip(table.primary_key.columns, row, strict=True)))
            await self._erase(table, own, set())

    def _opened(self, value: Any) -> Any:
        return self._vault.opened(value) if isinstance(value, str) else value


@cache
def below(top: Table) -> Pointers:
    """Every table whose rows hang on rows of `top`."""
    found: dict[Table, tuple[Column[Any], ...]] = {}
    for table in metadata.sorted_tables:
        pointing = tuple(
            key.parent
            for key in table.foreign_keys
            if key.column.table is not table
            and (key.column.table is top or key.column.table in found)
            and not key.parent.nullable
        )
        if pointing and table is not top:
            found[table] = tuple(sorted(pointing, key=lambda column: column.name))
    return found


def _theirs(table: Table, top: Table, rows: ColumnElement[bool]) -> ColumnElement[bool]:
    if table is top:
        return rows
    return or_(*_reached(table, top, rows))


def _reached(table: Table, top: Table, rows: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    for column in below(top)[table]:
        target = next(iter(column.foreign_keys)).column
        yield column.in_(select(target).where(_theirs(target.table, top, rows)))


def _pointing(table: Table, target: Table) -> list[Column[Any]]:
    return [key.parent for key in table.foreign_keys if key.column.table is target]


def _passing(table: Table) -> list[Column[Any]]:
    """Columns anywhere that point at the table's rows and may be empty."""
    return [
        key.parent
        for other in metadata.sorted_tables
        for key in other.foreign_keys
        if key.column.table is table and key.parent.nullable
    ]


def _unique_with(table: Table, column: Column[Any]) -> list[list[Column[Any]]]:
    """Keys that a row's owner is part of."""
    constraints = [each for each in table.constraints if isinstance(each, PrimaryKeyConstraint | UniqueConstraint)]
    return [list(each.columns) for each in constraints if column in set(each.columns)]


ORDERS = (backorders, *(table for table in below(backorders) if table is not cards))
"""What stays under the order's number when a person is forgotten."""
