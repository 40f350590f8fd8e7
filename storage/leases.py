"""Who may do something that only one may do at a time, until when."""

from datetime import datetime

from sqlalchemy import delete, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import leases
from storage.upserts import insert


class Leases:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def take(self, name: str, owner: str, *, now: datetime, until: datetime) -> bool:
        """Take or renew a lease; False while somebody else's still runs.

        One that would run longer than twice as long as anybody takes it was written by a clock that has jumped since.
        """
        statement = insert(self._connection.dialect.name, leases).values(name=name, owner=owner, until=until)
        statement = statement.on_conflict_do_update(
            index_elements=["name"],
            set_={"owner": owner, "until": until},
            where=or_(leases.c.owner == owner, leases.c.until <= now, leases.c.until > until + (until - now)),
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def give_back(self, name: str, owner: str) -> None:
        await self._connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))
