"""Small facts that processes share, such as the name under which Telegram knows the bot."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import facts
from storage.upserts import upsert

HALT = "telegram_halt"


@dataclass(frozen=True, slots=True)
class Halt:
    """Telegram wants to hear nothing from the bot: since when, and until when."""

    since: datetime
    until: datetime


class Facts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, name: str) -> str | None:
        return (await self._connection.execute(select(facts.c.value).where(facts.c.name == name))).scalar()

    async def put(self, name: str, value: str) -> None:
        await self._connection.execute(upsert(self._connection, facts, {"name": name, "value": value}, ["name"]))

    async def note_halt(self, halt: Halt) -> None:
        await self.put(HALT, f"{halt.since.isoformat()} {halt.until.isoformat()}")

    async def halt(self, now: datetime) -> Halt | None:
        """The one that lasts, if any."""
        noted = await self.get(HALT)
        if noted is None:
            return None
        halt = Halt(*map(datetime.fromisoformat, noted.split()))
        return halt if halt.until > now else None
