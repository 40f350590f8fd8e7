"""The merchant's own words about customers, to choose an audience by."""

from collections.abc import Iterable

from sqlalchemy import String, delete, insert, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sets import as_table
from storage.tables import customer_tags
from storage.upserts import insert as upserting

t = customer_tags.c


class Tags:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, customer_id: int, tags: Iterable[str]) -> None:
        """These and no others."""
        await self.forget(customer_id)
        rows = [(tag,) for tag in sorted(set(tags))]
        if rows:
            given = as_table(self._connection, {"tag": String(64)}, rows)
            added = select(literal(customer_id), given.c.tag)
            await self._connection.execute(insert(customer_tags).from_select(["customer_id", "tag"], added))

    async def of(self, customer_id: int) -> list[str]:
        query = select(t.tag).where(t.customer_id == customer_id).order_by(t.tag)
        return list((await self._connection.execute(query)).scalars())

    async def move(self, giver: int, taker: int) -> None:
        theirs = select(literal(taker), t.tag).where(t.customer_id == giver)
        fresh = upserting(self._connection.dialect.name, customer_tags).from_select(["customer_id", "tag"], theirs)
        await self._connection.execute(fresh.on_conflict_do_nothing())
        await self.forget(giver)

    async def forget(self, customer_id: int) -> None:
        await self._connection.execute(delete(customer_tags).where(t.customer_id == customer_id))
