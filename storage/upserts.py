"""Insert or replace, insert or leave: the same words on both databases."""

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

Insert = postgresql.Insert | sqlite.Insert


def insert(dialect: str, table: Table) -> Insert:
    """An INSERT that knows ON CONFLICT."""
    return sqlite.insert(table) if dialect == "sqlite" else postgresql.insert(table)


def upsert(connection: AsyncConnection, table: Table, values: dict[str, Any], key: list[str]) -> Insert:
    """Insert `values`; where `key` exists, set the other columns."""
    statement = insert(connection.dialect.name, table).values(values)
    rest = {name: statement.excluded[name] for name in values if name not in key}
    return statement.on_conflict_do_update(index_elements=key, set_=rest)
