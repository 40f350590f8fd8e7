"""Idempotency keys: taken in the transaction that does the work, so that a repeat can never do it twice."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import idempotency_keys
from storage.upserts import insert
from storage.vault import Vault


@dataclass(frozen=True, slots=True)
class Claim:
    """`owner` is the API key's public id; `digest` covers method, path and body."""

    owner: str
    key: str
    digest: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """`status` and `body` are None while the first request is at work, or when it died before it could answer."""

    digest: bytes
    status: int | None
    content_type: str | None
    body: bytes | None


class AlreadyTaken(Exception):
    """Another request with this key has done, or is doing, the work."""


class Claims:
    """Answers lie sealed: one may hold a name, or a link whose secret is kept nowhere else."""

    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def take(self, claim: Claim) -> None:
        """Raises AlreadyTaken. On PostgreSQL this waits for a transaction that has just taken the same key."""
        statement = insert(self._connection.dialect.name, idempotency_keys).values(
            owner=claim.owner, key=claim.key, request_digest=claim.digest, created_at=claim.at
        )
        if (await self._connection.execute(statement.on_conflict_do_nothing())).rowcount != 1:
            raise AlreadyTaken

    async def find(self, owner: str, key: str) -> Answer | None:
        t = idempotency_keys.c
        query = select(t.request_digest, t.status, t.content_type, t.answer).where(t.owner == owner, t.key == key)
        row = (await self._connection.execute(query)).first()
        if row is None:
            return None
        return Answer(row.request_digest, row.status, row.content_type, self._vault.open_bytes(row.answer))

    async def settle(self, claim: Claim, status: int, content_type: str, body: bytes) -> None:
        await self._connection.execute(
            update(idempotency_keys)
            .where(idempotency_keys.c.owner == claim.owner, idempotency_keys.c.key == claim.key)
            .values(status=status, content_type=content_type, answer=self._vault.seal_bytes(body))
        )

    async def forget_before(self, moment: datetime) -> int:
        return (
            await self._connection.execute(delete(idempotency_keys).where(idempotency_keys.c.created_at < moment))
        ).rowcount
