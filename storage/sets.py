"""Many values as one table expression: `json_each` on SQLite, `unnest` on PostgreSQL. The dialects differ only here."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, FromClause, String, Text, bindparam, cast, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.types import Document

Columns = Mapping[str, Any]
"""Column name to column type."""


def as_table(connection: AsyncConnection, columns: Columns, rows: Sequence[Sequence[Any]]) -> FromClause:
    """`rows`, one value per column, as a selectable named `given`; statements stay constant in length."""
    if connection.dialect.name == "sqlite":
        return _from_json(columns, rows)
    return _from_arrays(columns, rows)


def _from_json(columns: Columns, rows: Sequence[Sequence[Any]]) -> FromClause:
    data = json.dumps([[_plain(value) for value in row] for row in rows])
    each = func.json_each(bindparam(None, data, String)).table_valued("value", name="each")
    return select(
        *(
            func.json_extract(each.c.value, f"$[{index}]", type_=column).label(name)
            for index, (name, column) in enumerate(columns.items())
        )
    ).subquery("given")


def _from_arrays(columns: Columns, rows: Sequence[Sequence[Any]]) -> FromClause:
    turned = list(zip(*rows, strict=True)) or [()] * len(columns)
    arrays = [_array(list(values), column) for values, column in zip(turned, columns.values(), strict=True)]
    unnested = func.unnest(*arrays).table_valued(*columns, name="unnested").render_derived()
    # Typed again: a derived column would otherwise come back without its Python type.
    return select(*(cast(unnested.c[name], column).label(name) for name, column in columns.items())).subquery("given")


def _array(values: list[Any], column: Any) -> ColumnElement[Any]:
    if column is Document:
        # A JSON list inside an array would count as another dimension of it: documents travel as text.
        values, column = [json.dumps(value) for value in values], Text()
    return cast(bindparam(None, values, ARRAY(column)), ARRAY(column))


def _plain(value: Any) -> Any:
    """As SQLite stores it: moments as UTC text, days as ISO text."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return value.isoformat() if isinstance(value, date) else value
