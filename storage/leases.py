"""Who does something that only one process may do at a time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import leases
from storage.upserts import insert


@dataclass(frozen=True, slots=True)
class Held:
    """A lease as its holder has written it last; `until` is the holder's own word, by a clock that may be wrong."""

    owner: str
    until: datetime


class Leases:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def holder(self, name: str) -> Held | None:
        query = select(leases.c.owner, leases.c.until).where(leases.c.name == name)
        row = (await self._connection.execute(query)).first()
        return None if row is None else Held(*row)

    async def take(self, name: str, owner: str, until: datetime, instead_of: Held | None) -> bool:
        """Take or renew it; of somebody else's only what still stands there as it was seen."""
        mine = leases.c.owner == owner
        if instead_of is not None:
            mine = or_(mine, (leases.c.owner == instead_of.owner) & (leases.c.until == instead_of.until))
        statement = insert(self._connection.dialect.name, leases).values(name=name, owner=owner, until=until)
        statement = statement.on_conflict_do_update(
            index_elements=["name"], set_={"owner": owner, "until": until}, where=mine
        )
        return (await self._connection.execute(statement)).rowcount == 1

    async def give_back(self, name: str, owner: str) -> None:
        await self._connection.execute(delete(leases).where(leases.c.name == name, leases.c.owner == owner))


class Watch:
    """One process's eye on a lease. Machines' clocks may differ and may jump, so none is compared with another.

    Whoever holds it writes it anew several times within `span`. Who has seen it unchanged for all of that, by a clock
    that nobody sets, takes it over.
    """

    def __init__(self, name: str, owner: str, span: timedelta, clock: Callable[[], float] = time.monotonic) -> None:
        self.span = span
        self.name = name
        self.owner = owner
        self._clock = clock
        self._seen: Held | None = None
        self._seen_at = -inf

    async def take(self, found: Leases, until: datetime) -> float:
        """When it ends by `clock`, counted from before it was asked for; `-inf` while it is somebody else's."""
        began = self._clock()
        holder = await found.holder(self.name)
        abandoned = holder if holder is not None and self._has_rested(holder, began) else None
        taken = await found.take(self.name, self.owner, until, instead_of=abandoned)
        return began + self.span.total_seconds() if taken else -inf

    def _has_rested(self, holder: Held, now: float) -> bool:
        if holder != self._seen:
            self._seen, self._seen_at = holder, now
        return now - self._seen_at >= self.span.total_seconds()
