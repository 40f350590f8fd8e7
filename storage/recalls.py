"""Recalls and whom they reached."""

from datetime import datetime

from sqlalchemy import Integer, cast, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.backorders import State
from domain.recalls import Owner, Recall
from storage.pages import Page, decode_id, encode
from storage.tables import backorders, customers, recalled, recalls

t = backorders.c
OWNED = t.reserved_quantity + t.released_quantity
FACTS = (recalls.c.id, recalls.c.sku, recalls.c.reason, recalls.c.at)
GONE = (State.CANCELLED.value, State.SWITCHED.value)


class Recalls:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, sku: str, reason: str, at: datetime) -> Recall:
        """With everyone who owns units of it, ready or shipped."""
        row = insert(recalls).values(sku=sku, reason=reason, at=at).returning(recalls.c.id)
        recall_id = int((await self._connection.execute(row)).scalar_one())
        owners = (
            select(literal(recall_id), t.customer_id, cast(func.sum(OWNED), Integer))
            .where(t.sku == sku, t.state.not_in(GONE), OWNED > 0)
            .group_by(t.customer_id)
        )
        await self._connection.execute(insert(recalled).from_select(["recall_id", "customer_id", "units"], owners))
        return Recall(recall_id, sku, reason, at)

    async def get(self, recall_id: int) -> Recall | None:
        return next(iter((await self._some(recall_id=recall_id)).items), None)

    async def page(self, sku: str | None, after: str | None, limit: int) -> Page[Recall]:
        """Oldest first."""
        return await self._some(sku=sku, after=after, limit=limit)

    async def owners(self, recall_id: int, after: str | None, limit: int) -> Page[Owner]:
        query = (
            select(recalled.c.customer_id, customers.c.external_id, recalled.c.units, recalled.c.acknowledged_at)
            .join(customers, customers.c.id == recalled.c.customer_id)
            .where(recalled.c.recall_id == recall_id)
            .order_by(recalled.c.customer_id)
            .limit(limit + 1)
        )
        if after is not None:
            query = query.where(recalled.c.customer_id > decode_id(after))
        found = [Owner(*row) for row in await self._connection.execute(query)]
        return Page(found[:limit], encode(found[limit - 1].id) if len(found) > limit else None)

    async def everyone(self, recall_id: int) -> list[tuple[int, int]]:
        """(customer id, units) of each owner."""
        query = select(recalled.c.customer_id, recalled.c.units).where(recalled.c.recall_id == recall_id)
        return [(row.customer_id, row.units) for row in await self._connection.execute(query)]

    async def acknowledge(self, recall_id: int, customer_id: int, at: datetime) -> bool:
        """False where the recall is not theirs. The first time counts."""
        mine = (recalled.c.recall_id == recall_id, recalled.c.customer_id == customer_id)
        statement = update(recalled).where(*mine)
        said = statement.values(acknowledged_at=func.coalesce(recalled.c.acknowledged_at, at))
        return (await self._connection.execute(said)).rowcount > 0

    async def become_one(self, giver: int, taker: int) -> None:
        """Two are one person from now on, who owns the units of both; what either has acknowledged, they know."""
        theirs = recalled.alias()
        same = (theirs.c.customer_id == giver, theirs.c.recall_id == recalled.c.recall_id)
        added = select(theirs.c.units).where(*same).scalar_subquery()
        known = select(theirs.c.acknowledged_at).where(*same).scalar_subquery()
        both = update(recalled).where(recalled.c.customer_id == taker, select(theirs.c.units).where(*same).exists())
        await self._connection.execute(
            both.values(
                units=recalled.c.units + added, acknowledged_at=func.coalesce(recalled.c.acknowledged_at, known)
            )
        )

    async def _some(
        self, *, recall_id: int | None = None, sku: str | None = None, after: str | None = None, limit: int = 1
    ) -> Page[Recall]:
        query = (
            select(
                *FACTS,
                func.count(recalled.c.customer_id),
                func.count(recalled.c.acknowledged_at),
            )
            .outerjoin(recalled, recalled.c.recall_id == recalls.c.id)
            .group_by(*FACTS)
            .order_by(recalls.c.id)
            .limit(limit + 1)
        )
        if recall_id is not None:
            query = query.where(recalls.c.id == recall_id)
        if sku is not None:
            query = query.where(recalls.c.sku == sku)
        if after is not None:
            query = query.where(recalls.c.id > decode_id(after))
        found = [Recall(*row) for row in await self._connection.execute(query)]
        return Page(found[:limit], encode(found[limit - 1].id) if len(found) > limit else None)
