"""What customers were credited because a date slipped."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.money import Money
from storage.tables import goodwill

t = goodwill.c
LOCK = 7_276_224_483
"""PostgreSQL's advisory lock: two slips at once must not both take the last of the budget. SQLite has one writer."""
CREDITS = select(t.amount, t.currency, t.cause, t.at).where(t.backorder_id == bindparam("wanted")).order_by(t.id)


@dataclass(frozen=True, slots=True)
class Credit:
    """`cause` is the event that made the date slip."""

    money: Money
    cause: str
    at: datetime


class Goodwill:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def spent(self, currency: str, since: datetime) -> int:
        """In minor units; until the transaction ends nobody else can spend."""
        if self._connection.dialect.name == "postgresql":
            await self._connection.execute(select(func.pg_advisory_xact_lock(LOCK)))
        query = select(func.coalesce(func.sum(t.amount), 0)).where(t.currency == currency, t.at >= since)
        return int((await self._connection.execute(query)).scalar_one())

    async def add(self, orders: Sequence[int], money: Money, cause: str, at: datetime) -> None:
        if orders:
            row = {"amount": money.amount, "currency": money.currency, "cause": cause, "at": at}
            await self._connection.execute(insert(goodwill), [{"backorder_id": order, **row} for order in orders])

    async def of(self, backorder_id: int) -> list[Credit]:
        rows = await self._connection.execute(CREDITS, {"wanted": backorder_id})
        return [Credit(Money(row.amount, row.currency), row.cause, row.at) for row in rows]
