"""Whom of the shop's customers a proof points at. What is looked for is known by its digest only."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.customers import CHAT_ONLY
from storage.tables import backorders, customers
from storage.vault import Vault

c = customers.c
KNOWN_BY_SHOP = ~c.external_id.startswith(CHAT_ONLY, autoescape=True)
ENOUGH = 2
"""Of two it is certain already that there is more than one."""


class Owner(NamedTuple):
    """A customer of the shop, and the chat they are joined with."""

    customer_id: int
    chat_id: int | None


class Proofs:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def of_phone(self, phone: str) -> list[Owner]:
        """At most two, whoever they are."""
        digest = self._vault.phone_digest(phone)
        if digest is None:  # no number: it is nobody's, not everybody's who has none
            return []
        query = select(c.id, c.chat_id).where(c.phone_digest == digest, KNOWN_BY_SHOP)
        return [Owner(*row) for row in await self._connection.execute(query.limit(ENOUGH))]

    async def of_order(self, numbers: Sequence[str], email: str) -> list[Owner]:
        """The same for the owners of an order under one of these numbers, who have that e-mail address.

        One statement whatever there is: found by the address, so that an order's number alone costs nothing.
        """
        theirs = exists().where(backorders.c.customer_id == c.id, backorders.c.order_number.in_(numbers))
        digest = self._vault.email_digest(email)
        if digest is None:
            return []
        query = select(c.id, c.chat_id).where(c.email_digest == digest, KNOWN_BY_SHOP, theirs)
        return [Owner(*row) for row in await self._connection.execute(query.limit(ENOUGH))]

    async def renew_phones(self, after: int, most: int) -> int | None:
        """Make the digests of so many numbers anew. Answers up to which customer, or None when nobody was left."""
        query = select(c.id, c.phone).where(c.id > after, c.phone.is_not(None)).order_by(c.id).limit(most)
        rows = (await self._connection.execute(query)).all()
        if not rows:
            return None
        # Whoever got another number meanwhile got its digest with it.
        renewed = update(customers).where(c.id == bindparam("which"), c.phone == bindparam("sealed"))
        await self._connection.execute(
            renewed.values(phone_digest=bindparam("digest")),
            [
                {"which": row.id, "sealed": row.phone, "digest": self._vault.phone_digest(self._vault.open(row.phone))}
                for row in rows
            ],
        )
        return int(rows[-1].id)
