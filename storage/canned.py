"""Canned answers: the merchant's own words, nothing personal."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.canned import Canned
from storage.pages import Page, decode, encode
from storage.tables import canned
from storage.upserts import upsert


class CannedAnswers:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, name: str) -> Canned | None:
        row = (await self._connection.execute(select(canned).where(canned.c.name == name))).first()
        return None if row is None else Canned(row.name, row.texts)

    async def put(self, answer: Canned, at: datetime) -> None:
        row = {"name": answer.name, "texts": dict(answer.texts), "updated_at": at}
        await self._connection.execute(upsert(self._connection, canned, row, ["name"]))

    async def remove(self, name: str) -> bool:
        return (await self._connection.execute(delete(canned).where(canned.c.name == name))).rowcount > 0

    async def page(self, after: str | None, limit: int) -> Page[Canned]:
        """By name."""
        query = select(canned).order_by(canned.c.name).limit(limit + 1)
        if after is not None:
            query = query.where(canned.c.name > decode(after))
        found = [Canned(row.name, row.texts) for row in await self._connection.execute(query)]
        return Page(found[:limit], encode(found[limit - 1].name) if len(found) > limit else None)
