"""How often something was tried of late, for all processes together. What was tried is known by its digest only."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import tries
from storage.upserts import insert
from storage.vault import Vault

t = tries.c


class Tries:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def lock(self, what: str, now: datetime) -> list[datetime]:
        """When it was tried before, oldest first. Nobody else counts the same until the transaction ends."""
        digest = self._vault.trace(what)
        fresh = insert(self._connection.dialect.name, tries).values(digest=digest, moments=[], last_at=now)
        # Of two who are first at once the second waits here, and then reads what the first has written.
        await self._connection.execute(fresh.on_conflict_do_nothing())
        query = select(t.moments).where(t.digest == digest).with_for_update()
        moments = (await self._connection.execute(query)).scalar_one()
        return [datetime.fromisoformat(moment) for moment in moments]

    async def put(self, what: str, moments: Sequence[datetime]) -> None:
        values = {"moments": [moment.isoformat() for moment in moments], "last_at": moments[-1]}
        await self._connection.execute(update(tries).where(t.digest == self._vault.trace(what)).values(values))

    async def forget_before(self, moment: datetime) -> int:
        return (await self._connection.execute(delete(tries).where(t.last_at < moment))).rowcount
