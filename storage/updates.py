"""Which of Telegram's updates were handled: one that comes again changes nothing."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import updates
from storage.upserts import adding


class Updates:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, bot_id: int, update_id: int, at: datetime) -> None:
        row = {"bot_id": bot_id, "update_id": update_id, "at": at}
        await self._connection.execute(adding(self._connection.dialect.name, updates), row)

    async def forget_before(self, moment: datetime) -> int:
        """Telegram keeps an undelivered update for 24 hours; older ones cannot come again."""
        return (await self._connection.execute(delete(updates).where(updates.c.at < moment))).rowcount
