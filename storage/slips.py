"""What customers were told and asked about their dates, and what they answered."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    and_,
    bindparam,
    cast,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.allocation import Place
from domain.backorders import Backorder
from domain.slips import Answer, Attention, Choice
from storage.backorders import order_of
from storage.queue import FAIR, WAITING, place_of, places
from storage.sets import among
from storage.tables import answers, backorders, products, promise_changes

t = backorders.c
ANSWERS = (
    select(answers.c.choice, answers.c.promise_by, answers.c.at)
    .where(answers.c.backorder_id == bindparam("wanted"))
    .order_by(answers.c.id)
)
UNTOLD: ColumnElement[bool] = and_(WAITING, t.date_told_at.is_not(None), t.promise_by.is_distinct_from(t.told_by))


class Slips:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note_moved(self, orders: Collection[int], at: datetime) -> None:
        """These people hear of another date now."""
        if orders:
            statement = update(backorders).where(among(self._connection, t.id, orders))
            await self._connection.execute(statement.values(date_told_at=at, told_by=t.promise_by))

    async def mark_told(self, orders: Collection[int]) -> None:
        """Their last change was kept back, and is told now."""
        if orders:
            of = promise_changes.c.backorder_id
            theirs = among(self._connection, of, orders)
            latest = select(func.max(promise_changes.c.id)).where(theirs).group_by(of)
            await self._connection.execute(
                update(promise_changes).where(promise_changes.c.id.in_(latest)).values(told=True)
            )

    async def untold_skus(self, before: datetime) -> list[str]:
        """Products with people whose date has changed since they were told of one, at `before` or earlier."""
        query = select(t.sku).where(UNTOLD, t.date_told_at <= before).distinct().order_by(t.sku)
        return list((await self._connection.execute(query)).scalars())

    async def untold(self, sku: str, before: datetime) -> list[Place]:
        query = places(sku).where(UNTOLD, t.date_told_at <= before).order_by(*FAIR)
        return [place_of(row) for row in await self._connection.execute(query)]

    async def settle(self, sku: str, before: datetime) -> None:
        """Whoever was told at `before` or earlier may hear of the next change at once."""
        told = update(backorders).where(t.sku == sku, WAITING, t.date_told_at <= before)
        await self._connection.execute(told.values(date_told_at=None))

    async def ask(self, orders: Collection[int], at: datetime) -> None:
        """These people are asked what to do; who has been asked already was asked then."""
        if orders:
            statement = update(backorders).where(among(self._connection, t.id, orders), t.asked_at.is_(None))
            await self._connection.execute(statement.values(asked_at=at))

    async def maybe_beyond_wait(self, today: date) -> list[tuple[Backorder, int]]:
        """Orders nobody has asked that may take longer than agreed, with the longest wait in days.

        In UTC and with a day to spare; the rule decides exactly.
        """
        expected = func.coalesce(t.promise_by, literal(today, Date()))
        query = (
            select(backorders, products.c.max_wait_days)
            .join(products, products.c.sku == t.sku)
            .where(
                WAITING,
                products.c.max_wait_days.is_not(None),
                t.asked_at.is_(None),
                or_(t.accepted_by.is_(None), expected > t.accepted_by),
                self._days(expected) >= products.c.max_wait_days,
            )
            .order_by(t.id)
        )
        return [(order_of(row), row.max_wait_days) for row in await self._connection.execute(query)]

    async def unanswered(self, asked_before: datetime) -> list[Backorder]:
        """Orders whose question is that old, and of which no person of the shop knows yet."""
        query = select(backorders).where(WAITING, t.asked_at <= asked_before, t.attention.is_(None)).order_by(t.id)
        return [order_of(row) for row in await self._connection.execute(query)]

    async def answer(self, order: Backorder, answer: Answer, *, accepted_by: date | None) -> None:
        """Keep an answer; whoever asked for a person waits for one."""
        attention = Attention.ASKS_PERSON.value if answer.choice is Choice.ASK else None
        row = {"choice": answer.choice.value, "promise_by": answer.promise_by, "at": answer.at}
        await self._connection.execute(insert(answers).values(backorder_id=order.id, **row))
        values = {"asked_at": None, "accepted_by": accepted_by, "attention": attention}
        await self._connection.execute(update(backorders).where(t.id == order.id).values(values))

    async def accept(self, backorder_id: int, until: date) -> None:
        """Its customer knows of this date and agrees."""
        await self._connection.execute(update(backorders).where(t.id == backorder_id).values(accepted_by=until))

    async def attend(self, backorder_id: int, attention: Attention | None) -> None:
        value = attention.value if attention else None
        await self._connection.execute(update(backorders).where(t.id == backorder_id).values(attention=value))

    async def told_at(self, backorder_id: int) -> datetime | None:
        """When the customer last heard of another date, where the next one is kept back because of it."""
        return (await self._connection.execute(select(t.date_told_at).where(t.id == backorder_id))).scalar()

    async def answers(self, backorder_id: int) -> Sequence[Answer]:
        rows = await self._connection.execute(ANSWERS, {"wanted": backorder_id})
        return [Answer(Choice(row.choice), row.promise_by, row.at) for row in rows]

    def _days(self, until: ColumnElement[date]) -> ColumnElement[Any]:
        """From the day an order was placed."""
        if self._connection.dialect.name == "sqlite":
            return func.julianday(until) - func.julianday(func.date(t.placed_at))
        return until - cast(t.placed_at, Date)
