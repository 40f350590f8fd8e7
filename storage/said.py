"""What the bot said last in each chat: the acts that its newest page offered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import said
from storage.upserts import upsert


class SaidLast:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def in_chat(self, chat_id: int, since: datetime) -> tuple[tuple[str, ...], datetime | None]:
        """The acts, and when that was. None where nothing was said since then."""
        query = select(said.c.acts, said.c.at).where(said.c.chat_id == chat_id, said.c.at >= since)
        row = (await self._connection.execute(query)).first()
        return ((), None) if row is None else (tuple(row.acts), row.at)

    async def put(self, chat_id: int, acts: Sequence[str], at: datetime) -> None:
        """A page without acts says nothing that could count, and leaves nothing."""
        if not acts:
            await self._connection.execute(delete(said).where(said.c.chat_id == chat_id))
            return
        values = {"chat_id": chat_id, "acts": list(acts), "at": at}
        await self._connection.execute(upsert(self._connection, said, values, ["chat_id"]))

    async def forget_before(self, moment: datetime) -> int:
        return (await self._connection.execute(delete(said).where(said.c.at < moment))).rowcount
