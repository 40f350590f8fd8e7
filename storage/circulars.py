"""One piece of news for many people, made into letters by the database: only what differs goes there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import BigInteger, ColumnElement, Integer, Select, String, Text, case, cast, func, literal, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.allocation import Place
from domain.notices import BackInStock, MessageState, News, SharedNews, kind_of, lane_of
from storage.customers import RHYTHM, Due
from storage.sets import among, as_document, as_table
from storage.tables import customers, outbox, subscriptions
from storage.types import Moment
from storage.upserts import insert

OF_ORDERS = {"customer_id": BigInteger(), "backorder_id": BigInteger(), "order_number": Text(), "quantity": Integer()}
"""What is each letter's own; a text as JSON has it."""
NAMES = ["key", "kind", "lane", "customer_id", "news", "due_at", "state", "attempt", "created_at"]
PAGE = 20_000
"""Letters written at once: three numbers each."""
Column = ColumnElement[Any]
Letters = Select[*tuple[Any, ...]]
_encode = msgspec.json.Encoder().encode


class Circulars:
    """Each text is what it would be if that letter had been written alone. Answers say how many letters are new."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def to_orders(
        self, event: str, news: SharedNews, places: Sequence[Place], due_at: datetime, at: datetime
    ) -> int:
        """Of `news` everything counts but the order's id, number and quantity."""
        added = 0
        for start in range(0, len(places), PAGE):
            page = places[start : start + PAGE]
            rows = [(p.customer_id, p.backorder_id, _encode(p.order_number).decode(), p.quantity) for p in page]
            own = as_table(self._connection, OF_ORDERS, rows).c
            varying = {name: own[name] for name in ("backorder_id", "order_number", "quantity")}
            text = _text(news, varying)
            added += await self._write(self._letters(event, news, own.customer_id, text, Due(due_at, {}), at))
        return added

    async def to_sign_ups(
        self, event: str, news: BackInStock, told: Sequence[int], due: Due, *, held: Due | None, at: datetime
    ) -> int:
        """A page of them at most, oldest first. Of `news` everything counts but the sign-up and its quantity.

        `held` is until when units lie ready; `news` says it for those who sleep when most do.
        """
        s = subscriptions.c
        text = _text(news, {"subscription_id": s.id, "quantity": s.quantity})
        if held and held.by_rhythm:
            text = func.replace(text, _said(held.otherwise), _by_rhythm(held))
        letters = self._letters(event, news, s.customer_id, text, due, at)
        if held and held.by_rhythm and not due.by_rhythm:
            letters = letters.join(customers, customers.c.id == s.customer_id)
        return await self._write(letters.where(among(self._connection, s.id, told)).order_by(s.id))

    async def _write(self, letters: Letters) -> int:
        # Said aloud, because SQLite would take ON CONFLICT for a part of the query.
        fresh = insert(self._connection.dialect.name, outbox).from_select(NAMES, letters.where(true()))
        return (await self._connection.execute(fresh.on_conflict_do_nothing())).rowcount

    def _letters(  # noqa: PLR0917 - each is a part of every letter
        self, event: str, news: News, customer_id: Column, text: Column, due: Due, at: datetime
    ) -> Letters:
        """Rows in the order of NAMES."""
        letters = select(
            literal(f"{event}:").concat(_number(customer_id)).concat(":0"), literal(kind_of(news).value),
            literal(lane_of(news).value), customer_id, as_document(self._connection, text), due.column(),
            literal(MessageState.DUE.value), literal(0), literal(at, Moment()),
        )  # fmt: skip
        return letters.join(customers, customers.c.id == customer_id) if due.by_rhythm else letters


def _text(news: News, own: Mapping[str, Column]) -> ColumnElement[str]:
    """The letter's JSON text, cut where its own values belong; they come in the order of its fields."""
    rest = _encode([{"kind": kind_of(news), "facts": news}]).decode()
    found: ColumnElement[str] = literal("")
    for name, value in own.items():
        # No text can be taken for a field: its quotation marks would be escaped.
        field = f'"{name}":'
        before, _, rest = rest.partition(field + _encode(getattr(news, name)).decode())
        found = found.concat(before + field).concat(value if isinstance(value.type, Text) else _number(value))
    return found.concat(rest)


def _said(moment: datetime) -> str:
    """As it stands in a letter's text, quotes included."""
    return _encode(moment).decode()


def _by_rhythm(moments: Due) -> ColumnElement[str]:
    """Each reader's own moment as it stands in the text."""
    said = {rhythm.key: literal(_said(at)) for rhythm, at in moments.by_rhythm.items()}
    return case(said, value=RHYTHM, else_=literal(_said(moments.otherwise)))


def _number(column: ColumnElement[int]) -> ColumnElement[str]:
    return cast(column, String)
