"""Rows that hold several tables at once."""

from collections import namedtuple
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

from sqlalchemy import Label, Table


class Parts:
    """Tables side by side at the head of each row, every column under its table's name and its own."""

    def __init__(self, *tables: Table) -> None:
        self.columns: list[Label[Any]] = [
            column.label(f"{table.name}_{column.name}") for table in tables for column in table.c
        ]
        ends = accumulate((len(table.c) for table in tables), initial=0)
        self._cuts = [(start, end, _maker(table)) for table, (start, end) in zip(tables, pairwise(ends), strict=True)]

    def of(self, row: Any) -> Iterator[Any]:
        """The row of each table. All of it is empty where an outer join found none."""
        return (make(row[start:end]) for start, end, make in self._cuts)


def _maker(table: Table) -> Callable[[Sequence[Any]], Any]:
    shape: Any = namedtuple("Columns", table.c.keys())  # type: ignore[misc]  # noqa: PYI024 - known only here
    return shape._make
