"""What was tried with a letter and did not lead to its arrival, and what a person decided about it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, String, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.sets import add_rows, among
from storage.tables import attempts, outbox
from storage.types import Moment

t = attempts.c
COLUMNS = {
    "message_id": BigInteger(),
    "at": Moment(),
    "verdict": String(20),
    "reason": String(200),
    "error": String(100),
}
LAST = 200
"""More are kept and not shown: about a day of trying makes 105."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """`verdict` is the courier's, or a person's `resend` or `leave`; `error` is the type of what went wrong."""

    message_id: int
    at: datetime
    verdict: str
    reason: str | None = None
    error: str | None = None


class Attempts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, tried: Sequence[Attempt]) -> None:
        """Of letters that are still there: whoever was forgotten while one was on its way has none any more."""
        if tried:
            there = await self._there({one.message_id for one in tried})
            known = [one for one in tried if one.message_id in there]
            rows = [(one.message_id, one.at, one.verdict, one.reason, one.error) for one in known]
            await add_rows(self._connection, attempts, COLUMNS, rows)

    async def _there(self, letters: Collection[int]) -> set[int]:
        query = select(outbox.c.id).where(among(self._connection, outbox.c.id, letters))
        return set((await self._connection.execute(query)).scalars())

    async def of(self, message_id: int) -> list[Attempt]:
        """Oldest first; of very many the last."""
        query = select(t.message_id, t.at, t.verdict, t.reason, t.error).where(t.message_id == message_id)
        rows = (await self._connection.execute(query.order_by(t.id.desc()).limit(LAST))).all()
        return [Attempt(*row) for row in reversed(rows)]
