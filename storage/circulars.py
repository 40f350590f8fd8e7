"""One piece of news for many orders, made into letters by the database: only what differs goes there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Integer, Select, String, Text, cast, literal, select, true
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from domain.allocation import Place
from domain.notices import MessageState, SharedNews, kind_of, lane_of
from storage.sets import as_document, as_table
from storage.tables import outbox
from storage.types import Moment
from storage.upserts import insert

OWN = {"customer_id": BigInteger(), "backorder_id": BigInteger(), "order_number": Text(), "quantity": Integer()}
"""What is each letter's own; the order number as its JSON text."""
NAMES = ["key", "kind", "lane", "customer_id", "news", "due_at", "state", "attempt", "created_at"]
PAGE = 5000
"""Letters written at once."""
_encode = msgspec.json.Encoder().encode


async def write(
    connection: AsyncConnection, event: str, news: SharedNews, places: Sequence[Place], at: datetime
) -> int:
    """A letter for each order, due at once, its text as if it had been written alone. Answers how many are new.

    Of `news` everything counts but the order: its id, its number and its quantity are those of the place.
    """
    added = 0
    for start in range(0, len(places), PAGE):
        letters = _letters(connection, event, news, places[start : start + PAGE], at)
        # Said aloud, because SQLite would take ON CONFLICT for a part of the query.
        fresh = insert(connection.dialect.name, outbox).from_select(NAMES, letters.where(true()))
        added += (await connection.execute(fresh.on_conflict_do_nothing())).rowcount
    return added


def _letters(
    connection: AsyncConnection, event: str, news: SharedNews, places: Sequence[Place], at: datetime
) -> Select[*tuple[Any, ...]]:
    """Rows in the order of NAMES."""
    rows = [(p.customer_id, p.backorder_id, _encode(p.order_number).decode(), p.quantity) for p in places]
    own = as_table(connection, OWN, rows).c
    key = literal(f"{event}:").concat(number(own.customer_id)).concat(":0")
    return select(
        key, literal(kind_of(news).value), literal(lane_of(news).value), own.customer_id,
        as_document(connection, _text(news, own)), literal(at, Moment()), literal(MessageState.DUE.value), literal(0),
        literal(at, Moment()),
    )  # fmt: skip


def _text(news: SharedNews, own: ReadOnlyColumnCollection[str, Any]) -> ColumnElement[str]:
    """The letter's JSON text, cut where an order's own values belong."""
    blank = replace(news, backorder_id=0, order_number="", quantity=0)
    rest = _encode([{"kind": kind_of(news), "facts": blank}]).decode()
    found: ColumnElement[str] = literal("")
    for name in ("backorder_id", "order_number", "quantity"):
        # No text can be taken for a field: its quotation marks would be escaped.
        field = f'"{name}":'
        before, _, rest = rest.partition(field + _encode(getattr(blank, name)).decode())
        value = own[name] if name == "order_number" else number(own[name])
        found = found.concat(before + field).concat(value)
    return found.concat(rest)


def number(column: ColumnElement[int]) -> ColumnElement[str]:
    return cast(column, String)
