"""Which of Telegram's updates were handled: one that comes again changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import updates
from storage.upserts import adding


@dataclass(frozen=True, slots=True)
class Handled:
    bot_id: int
    update_id: int


class Updates:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, handled: Sequence[Handled], at: datetime) -> None:
        rows = [{"bot_id": one.bot_id, "update_id": one.update_id, "at": at} for one in handled]
        await self._connection.execute(adding(self._connection.dialect.name, updates), rows)

    async def forget_before(self, moment: datetime) -> int:
        """Telegram keeps an undelivered update for 24 hours; older ones cannot come again."""
        return (await self._connection.execute(delete(updates).where(updates.c.at < moment))).rowcount
