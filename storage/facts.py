"""Small facts that processes share, such as the name under which Telegram knows the bot."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import facts
from storage.upserts import upsert


class Facts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, name: str) -> str | None:
        return (await self._connection.execute(select(facts.c.value).where(facts.c.name == name))).scalar()

    async def put(self, name: str, value: str) -> None:
        await self._connection.execute(upsert(self._connection, facts, {"name": name, "value": value}, ["name"]))
