"""What is asked and written when letters are sorted: what still holds, what travels together, who has had enough."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, Select, String, and_, cast, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.backorders import State
from domain.digest import Facts
from domain.notices import Kind, Lane, MessageState, News
from domain.subscriptions import LIVE, SubscriptionState
from storage.outbox import DUE, Posted, as_text, load, posted
from storage.sets import as_document, as_table
from storage.tables import backorders, customers, outbox, stock, subscriptions
from storage.types import Document

t = outbox.c
MERGED = "merged"
"""The reason of a letter whose news another one carries."""
KEPT_OUT = ("blocked", "deactivated", "forbidden", "chat_not_found")
"""Reasons of letters that a person missed who was out of reach."""
NOT_LINKED = "not_linked"
"""The reason where nobody has linked a chat."""
_twin = subscriptions.alias("twin").c
SIGNED_UP_AGAIN = (
    select(_twin.id)
    .where(_twin.customer_id == subscriptions.c.customer_id, _twin.sku == subscriptions.c.sku)
    .where(_twin.state.in_([state.value for state in LIVE]))
    .exists()
)
MOST_MISSED = 500
"""Letters looked at when somebody returns: the last ones."""


class Digests:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def companions(
        self, people: Collection[int], lane: Lane, *, until: datetime, lease_until: datetime
    ) -> list[Posted]:
        """Claim what these people would get by then anyway and what waits for company: alerts, or changes of dates.

        One that cannot be read is left for later.
        """
        if not people:
            return []
        which = t.lane == lane.value if lane is Lane.ALERTS else t.kind == Kind.DATE_CHANGED.value
        theirs = (
            select(t.id)
            .where(t.customer_id.in_(self._ids(people)), DUE, which, t.attempt == 0)
            .where(t.due_at <= until)
            .with_for_update(skip_locked=True)
        )
        claimed = update(outbox).where(t.id.in_(theirs), DUE).values(due_at=lease_until, attempt=t.attempt + 1)
        columns = (t.id, t.customer_id, t.kind, t.lane, t.news, t.attempt, t.created_at)
        letters = [posted(row) for row in await self._connection.execute(claimed.returning(*columns))]
        return [letter for letter in letters if letter.news]

    async def facts(self, skus: Collection[str], alerts: Collection[int], orders: Collection[int]) -> Facts:
        """What holds now of all that letters say; nothing is locked."""
        available: dict[str, int] = {}
        if skus:
            s = stock.c
            given = as_table(self._connection, {"sku": String(64)}, [(sku,) for sku in skus])
            query = select(s.sku, s.on_hand - s.reserved - s.held).where(s.sku.in_(select(given.c.sku)))
            available = {row[0]: row[1] for row in await self._connection.execute(query)}
        held = subscriptions.c.state == SubscriptionState.HELD.value
        waiting = backorders.c.state == State.WAITING.value
        return Facts(
            available,
            await self._among(
                select(subscriptions.c.id).where(held, subscriptions.c.id.in_(self._ids(alerts))), alerts
            ),
            await self._among(select(backorders.c.id).where(waiting, backorders.c.id.in_(self._ids(orders))), orders),
        )

    async def rewrite(self, letters: Sequence[Posted]) -> None:
        """What these claimed letters say from now on."""
        if not letters:
            return
        columns = {"id": BigInteger(), "attempt": Integer(), "news": Document}
        given = as_table(self._connection, columns, [(x.id, x.attempt, as_text(x.news)) for x in letters]).c
        news = as_document(self._connection, cast(given.news, String))
        await self._connection.execute(
            update(outbox).where(t.id == given.id, t.attempt == given.attempt, DUE).values(news=news)
        )

    async def absorb(self, absorbed: Sequence[tuple[int, int]]) -> None:
        """Letters (each with the one that carries its news) are done with."""
        if absorbed:
            given = as_table(self._connection, {"id": BigInteger(), "carrier": BigInteger()}, absorbed).c
            dropped = {"state": MessageState.DROPPED.value, "reason": MERGED, "carried_by": given.carrier}
            await self._connection.execute(update(outbox).where(t.id == given.id, DUE).values(dropped))

    async def announced(self, people: Collection[int], since: datetime) -> dict[int, int]:
        """How many announcements each of them got since then, counting those that may have arrived."""
        got = or_(
            and_(t.state == MessageState.SENT.value, t.sent_at > since),
            and_(t.state == MessageState.UNKNOWN.value, t.due_at > since),
        )
        query = select(t.customer_id, func.count()).where(t.customer_id.in_(self._ids(people)), got)
        query = query.where(t.lane == Lane.ANNOUNCEMENTS.value).group_by(t.customer_id)
        return {row[0]: row[1] for row in await self._connection.execute(query)}

    async def restore(self, alerts: Collection[int]) -> None:
        """These people were not told after all: they are where they were in line, unless they signed up again."""
        if not alerts:
            return
        s = subscriptions.c
        told = s.state.in_([SubscriptionState.TOLD.value, SubscriptionState.ENDED.value])
        await self._connection.execute(
            update(subscriptions)
            .where(s.id.in_(self._ids(alerts)), told, ~SIGNED_UP_AGAIN)
            .values(state=SubscriptionState.ACTIVE.value, told_at=None)
        )

    async def missed(self, customer_id: int) -> list[tuple[int, tuple[News, ...]]]:
        """What somebody who kept the bot out has not read, and alerts from before they had a chat, oldest first.

        Since they last returned: what came before was made up for then.
        """
        since = select(customers.c.returned_at).where(customers.c.id == customer_id).scalar_subquery()
        unread = or_(t.reason.in_(KEPT_OUT), and_(t.reason == NOT_LINKED, t.lane == Lane.ALERTS.value))
        query = (
            select(t.id, t.news)
            .where(t.customer_id == customer_id, t.state == MessageState.DROPPED.value, unread)
            .where(t.lane != Lane.ANNOUNCEMENTS.value, or_(since.is_(None), t.created_at > since))
            .order_by(t.id.desc())
            .limit(MOST_MISSED)
        )
        return [(row.id, load(row.news)) for row in reversed((await self._connection.execute(query)).all())]

    async def note_return(self, customer_id: int, missed: Sequence[int], key: str, at: datetime) -> None:
        """From here on nothing is missed; the letter under that key, if there is one, carries what still matters."""
        back = update(customers).where(customers.c.id == customer_id).values(returned_at=at)
        await self._connection.execute(back)
        if missed:
            carrier = select(t.id).where(t.key == key)
            found = (await self._connection.execute(carrier)).scalar()
            told = update(outbox).where(t.id.in_(self._ids(missed)))
            await self._connection.execute(told.values(carried_by=found))

    async def _among(self, query: Select[Any], asked: Collection[int]) -> frozenset[int]:
        return frozenset((await self._connection.execute(query)).scalars().all()) if asked else frozenset()

    def _ids(self, ids: Iterable[int]) -> Select[Any]:
        given = as_table(self._connection, {"id": BigInteger()}, [(each,) for each in ids])
        return select(given.c.id)
