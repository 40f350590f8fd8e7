"""What the bot said last in each chat: the acts that its newest page offered."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import said
from storage.upserts import replacing

FORGET = delete(said).where(said.c.chat_id == bindparam("chat"))


class SaidLast:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(self, said_in: Mapping[int, Sequence[str]], at: datetime) -> None:
        """The acts by chat. A page without acts says nothing that could count, and leaves nothing."""
        # In one order for everybody, so that no two writers wait for each other.
        chats = sorted(said_in)
        rows = [{"chat_id": chat, "acts": list(said_in[chat]), "at": at} for chat in chats if said_in[chat]]
        mute = [{"chat": chat} for chat in chats if not said_in[chat]]
        if rows:
            await self._connection.execute(replacing(self._connection.dialect.name, said, "chat_id"), rows)
        if mute:
            await self._connection.execute(FORGET, mute)

    async def forget_before(self, moment: datetime) -> int:
        return (await self._connection.execute(delete(said).where(said.c.at < moment))).rowcount
