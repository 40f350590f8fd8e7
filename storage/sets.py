"""Many values at once: as one table expression, or as new rows. The dialects differ only here."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

import msgspec
from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    String,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    func,
    select,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.types import Document, Moment

Columns = Mapping[str, Any]
"""Column name to column type. A value of a document is its JSON text."""
Rows = Sequence[Sequence[Any]]
"""One value per column."""


def as_table(connection: AsyncConnection, columns: Columns, rows: Rows) -> FromClause:
    """`rows` as a selectable named `given`: `json_each` on SQLite, `unnest` on PostgreSQL. Statements stay constant."""
    if connection.dialect.name == "sqlite":
        return _from_json(columns, rows)
    return _from_arrays(columns, rows)


def among(connection: AsyncConnection, column: ColumnElement[int], ids: Iterable[int]) -> ColumnElement[bool]:
    """Whether it is one of many; as one value, because a statement has at most some 32,000 of them."""
    if connection.dialect.name == "sqlite":
        each = func.json_each(bindparam(None, msgspec.json.encode(list(ids)).decode(), String)).table_valued("value")
        return column.in_(select(each.c.value))
    # Not as a table to join with: for that PostgreSQL would read all the other rows, too.
    return column == any_(_array(list(ids), BigInteger()))


async def add_rows(connection: AsyncConnection, table: Table, columns: Columns, rows: Rows) -> int:
    """New rows; one whose unique key exists is left as it was. Answers how many are new."""
    if connection.dialect.name == "sqlite":
        # The database lives in this process: a statement run once per row costs less than a text to take apart.
        names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
        once = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING'
        return (await connection.exec_driver_sql(once, _plain(columns, rows))).rowcount
    given = select(_from_arrays(columns, rows))
    fresh = insert(table).from_select(list(columns), given).on_conflict_do_nothing()
    return (await connection.execute(fresh)).rowcount


def as_document(connection: AsyncConnection, text: ColumnElement[str]) -> ColumnElement[Any]:
    """JSON text, made by the database, as the value of a document."""
    return text if connection.dialect.name == "sqlite" else cast(text, Document)


def _from_json(columns: Columns, rows: Rows) -> FromClause:
    plain = _plain(columns, rows)
    # A single column needs no list of lists, and nothing to take out of them.
    data = msgspec.json.encode([row[0] for row in plain] if len(columns) == 1 else plain).decode()
    each = func.json_each(bindparam(None, data, String)).table_valued("value", name="each")
    if len(columns) == 1:
        [(name, column)] = columns.items()
        return select(type_coerce(each.c.value, column).label(name)).subquery("given")
    return select(
        *(
            func.json_extract(each.c.value, f"$[{index}]", type_=column).label(name)
            for index, (name, column) in enumerate(columns.items())
        )
    ).subquery("given")


def _from_arrays(columns: Columns, rows: Rows) -> FromClause:
    turned = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [_array(list(values), column) for values, column in zip(turned, columns.values(), strict=True)]
    unnested = func.unnest(*arrays).table_valued(*columns, name="unnested").render_derived()
    # Typed again: a derived column would otherwise come back without its Python type.
    return select(*(cast(unnested.c[name], column).label(name) for name, column in columns.items())).subquery("given")


def _array(values: list[Any], column: Any) -> ColumnElement[Any]:
    # A JSON list inside an array would count as another dimension of it: documents travel as text.
    column = Text() if column is Document else column
    return cast(bindparam(None, values, ARRAY(column)), ARRAY(column))


def _plain(columns: Columns, rows: Rows) -> Rows:
    """As SQLite stores it: moments as UTC text, days as ISO text."""
    if not any(isinstance(column, Date | Moment) for column in columns.values()):
        return rows
    turned = zip(columns.values(), zip(*rows, strict=True), strict=False)
    dated = (map(_text, values) if isinstance(column, Date | Moment) else values for column, values in turned)
    return list(zip(*dated, strict=True))


@lru_cache
def _text(value: date | None) -> str | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value if value is None else value.isoformat()
