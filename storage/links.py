"""One-time links between a shop's customer and a chat. Only digests are stored."""

from datetime import datetime

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import link_tokens


class Links:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, digest: bytes, customer_id: int, expires_at: datetime) -> None:
        await self._connection.execute(
            insert(link_tokens).values(digest=digest, customer_id=customer_id, expires_at=expires_at)
        )

    async def use(self, digest: bytes, now: datetime) -> int | None:
        """The customer behind a link, once: the row count decides who of two is first. None when unusable."""
        statement = (
            update(link_tokens)
            .where(link_tokens.c.digest == digest, link_tokens.c.used_at.is_(None), link_tokens.c.expires_at > now)
            .values(used_at=now)
            .returning(link_tokens.c.customer_id)
        )
        row = (await self._connection.execute(statement)).first()
        return None if row is None else int(row.customer_id)
