"""What the bot said last in each chat: the acts that its newest page offered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import said
from storage.upserts import replacing


class SaidLast:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, chat_id: int, acts: Sequence[str], at: datetime) -> None:
        """A page without acts says nothing that could count, and leaves nothing."""
        if not acts:
            await self._connection.execute(delete(said).where(said.c.chat_id == chat_id))
            return
        row = {"chat_id": chat_id, "acts": list(acts), "at": at}
        await self._connection.execute(replacing(self._connection.dialect.name, said, "chat_id"), row)

    async def forget_before(self, moment: datetime) -> int:
        return (await self._connection.execute(delete(said).where(said.c.at < moment))).rowcount
