"""Consents: every yes and no that was ever said, as proof; `customers.marketing_at` is the yes that holds now."""

from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.consents import Consent, Purpose
from storage.tables import consents, customers

t = consents.c


class Consents:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, customer_id: int, consent: Consent) -> None:
        """The newest word counts from now on."""
        values = {
            "customer_id": customer_id,
            "purpose": Purpose.MARKETING.value,
            "given": consent.given,
            "wording": consent.wording,
            "language": consent.language,
            "broadcast_id": consent.broadcast_id,
            "at": consent.at,
        }
        await self._connection.execute(insert(consents).values(values))
        await self._stands(customer_id, consent)

    async def latest(self, customer_id: int) -> Consent | None:
        """None for somebody who never said anything."""
        query = select(consents).where(t.customer_id == customer_id).order_by(t.id.desc()).limit(1)
        row = (await self._connection.execute(query)).first()
        return None if row is None else _consent(row)

    async def of_customer(self, customer_id: int, most: int) -> list[Consent]:
        """Oldest first."""
        query = select(consents).where(t.customer_id == customer_id).order_by(t.id).limit(most)
        return [_consent(row) for row in await self._connection.execute(query)]

    async def move(self, giver: int, taker: int) -> None:
        """Two are one person from now on: what either said is kept, and the newest word of both counts."""
        await self._connection.execute(update(consents).where(t.customer_id == giver).values(customer_id=taker))
        await self._stands(taker, await self.latest(taker))

    async def forget(self, customer_id: int) -> None:
        """Without the person there is nobody left to whom it could be proved."""
        await self._connection.execute(delete(consents).where(t.customer_id == customer_id))
        await self._stands(customer_id, None)

    async def _stands(self, customer_id: int, consent: Consent | None) -> None:
        since = consent.at if consent and consent.given else None
        await self._connection.execute(
            update(customers).where(customers.c.id == customer_id).values(marketing_at=since)
        )


def _consent(row: Row[Any]) -> Consent:
    return Consent(row.given, row.at, row.wording, row.language, row.broadcast_id)
