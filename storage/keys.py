"""API keys: a public id to find one, a digest to check it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import api_keys


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """`scopes` as granted: read, write, broadcast, admin."""

    public_id: str
    name: str
    digest: bytes
    scopes: frozenset[str]
    created_at: datetime
    revoked_at: datetime | None


class Keys:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, record: KeyRecord) -> None:
        await self._connection.execute(
            insert(api_keys).values(
                public_id=record.public_id,
                name=record.name,
                digest=record.digest,
                scopes=" ".join(sorted(record.scopes)),
                created_at=record.created_at,
            )
        )

    async def find(self, public_id: str) -> KeyRecord | None:
        row = (await self._connection.execute(select(api_keys).where(api_keys.c.public_id == public_id))).first()
        return None if row is None else _record(row)

    async def all(self) -> list[KeyRecord]:
        return [_record(row) for row in await self._connection.execute(select(api_keys).order_by(api_keys.c.id))]

    async def revoke(self, public_id: str, at: datetime) -> bool:
        """False when there is no such key that still works."""
        statement = (
            update(api_keys)
            .where(api_keys.c.public_id == public_id, api_keys.c.revoked_at.is_(None))
            .values(revoked_at=at)
        )
        return (await self._connection.execute(statement)).rowcount == 1


def _record(row: Row[Any]) -> KeyRecord:
    return KeyRecord(row.public_id, row.name, row.digest, frozenset(row.scopes.split()), row.created_at, row.revoked_at)
