"""Column types that behave alike on both databases."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """A point in time. Aware in Python, always UTC; `timestamptz` on PostgreSQL, sortable text on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            message = "a moment without a zone reached the database"
            raise ValueError(message)
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[str], datetime | None] | None:  # noqa: ARG002
        """A queue has many moments: SQLite's text is read in one step, PostgreSQL's driver answers in UTC."""
        return _in_utc if dialect.name == "sqlite" else None


def _in_utc(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text + "+00:00")


Document: Any = JSON().with_variant(JSONB(), "postgresql")
"""A JSON value."""
Id: Any = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit key; SQLite counts rows by itself only for its own INTEGER."""
