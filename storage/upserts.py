"""Insert or replace, insert or leave: the same words on both databases."""

from functools import cache
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = postgresql.Insert | sqlite.Insert


def insert(dialect: str, table: Table) -> Insert:
    """An INSERT that knows ON CONFLICT."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


@cache
def adding(dialect: str, table: Table) -> Insert:
    """One row, given as parameters; where its key exists, it is left as it was. Built once."""
    return insert(dialect, table).on_conflict_do_nothing()


@cache
def replacing(dialect: str, table: Table, *key: str) -> Insert:
    """One whole row, given as parameters; where its key exists, the other columns are set. Built once."""
    statement = insert(dialect, table)
    rest = {column.name: statement.excluded[column.name] for column in table.c if column.name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=rest)


def upsert(connection: AsyncConnection, table: Table, values: dict[str, Any], key: list[str]) -> Insert:
    """Insert `values`; where `key` exists, set the other columns."""
    statement = insert(connection.dialect.name, table).values(values)
    rest = {name: statement.excluded[name] for name in values if name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=rest)
