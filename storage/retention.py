"""What is old enough to go, and what stays of whom. Looks only; going is for storage/belongings.py."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.backorders import OPEN, State
from domain.subscriptions import SubscriptionState
from storage.tables import backorders, customers, history, link_tokens, outbox, subscriptions

b = backorders.c
CLOSED = b.state.in_([state.value for state in sorted(set(State) - OPEN)])
OVER = subscriptions.c.state.in_([SubscriptionState.ENDED.value, SubscriptionState.TOLD.value])
UNSENT = "due"


class Retention:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def orders_of(self, customer_id: int) -> tuple[int, int, datetime | None]:
        """All, the open ones, and when the last of the others was closed."""
        closed_at = select(func.max(history.c.at)).where(history.c.backorder_id == b.id).scalar_subquery()
        query = select(
            func.count(), func.sum(case((CLOSED, 0), else_=1)), func.max(case((CLOSED, closed_at), else_=None))
        ).where(b.customer_id == customer_id)
        orders, still_open, last = (await self._connection.execute(query)).one()
        return orders, still_open or 0, last

    async def orders(self, closed_before: datetime, most: int) -> list[int]:
        """Oldest first: an order that was switched goes with the one that took its place, or before it."""
        later = select(history.c.id).where(history.c.backorder_id == b.id, history.c.at >= closed_before).exists()
        query = select(b.id).where(CLOSED, b.placed_at < closed_before, ~later).order_by(b.id).limit(most)
        return await self._ids(query)

    async def letters(self, written_before: datetime, most: int) -> list[int]:
        """Looks at the oldest only, however many there are."""
        oldest = select(outbox.c.id, outbox.c.state, outbox.c.created_at).order_by(outbox.c.id).limit(most).subquery()
        query = select(oldest.c.id).where(oldest.c.created_at < written_before, oldest.c.state != UNSENT)
        return await self._ids(query)

    async def alerts(self, over_before: datetime, most: int) -> list[int]:
        since = func.coalesce(subscriptions.c.told_at, subscriptions.c.created_at)
        return await self._ids(select(subscriptions.c.id).where(OVER, since < over_before).limit(most))

    async def links(self, expired_before: datetime, most: int) -> list[int]:
        query = select(link_tokens.c.id).where(link_tokens.c.expires_at < expired_before).limit(most)
        return await self._ids(query)

    async def shadows(self, most: int) -> list[int]:
        """Forgotten people whose last order has gone."""
        some = select(b.id).where(b.customer_id == customers.c.id).exists()
        return await self._ids(select(customers.c.id).where(customers.c.forgotten_at.is_not(None), ~some).limit(most))

    async def _ids(self, query: Select[Any]) -> list[int]:
        return list((await self._connection.execute(query)).scalars())
