"""Rows that hold several tables at once."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Label, Table


def columns_of(*tables: Table) -> Iterator[Label[Any]]:
    """All of their columns, each under its table's name and its own."""
    return (column.label(f"{table.name}_{column.name}") for table in tables for column in table.c)


class Part:
    """The columns of one table in such a row."""

    def __init__(self, row: Any, table: Table) -> None:
        self._row = row
        self._prefix = f"{table.name}_"

    def __getattr__(self, name: str) -> Any:
        return getattr(self._row, self._prefix + name)
