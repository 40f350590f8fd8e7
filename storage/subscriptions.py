"""Restock alerts and the line of those who wait for one."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    func,
    insert,
    literal,
    literal_column,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices import Lane
from domain.subscriptions import LIVE, InLine, Subscription, SubscriptionState
from storage.customers import Due
from storage.outbox import DUE
from storage.pages import Page, decode_id, encode
from storage.sets import among
from storage.tables import customers, outbox, subscriptions
from storage.types import Moment

t = subscriptions.c
ACTIVE = t.state == literal_column("'active'")
LATELY = text("subscriptions.state IN ('told', 'held')")
"""As the index of those who were told has it, or SQLite would not use it."""
LINE = ((t.told_at.is_(None), (t.created_at, t.id)), (t.told_at.is_not(None), (t.told_at, t.created_at, t.id)))
"""Those never told come first, oldest first; then those whose hold lapsed, longest ago first. Two index ranges."""
READER = customers.c.id == t.customer_id
LETS_IN = ~select(customers.c.id).where(READER, customers.c.blocked).exists()
"""Whoever keeps the bot out of their chat is passed over and stays where they are in line.

Whom only the shop knows counts: it may tell them by its own means.
"""
REACHABLE = select(customers.c.id).where(READER, customers.c.chat_id.is_not(None), ~customers.c.blocked).exists()
"""Whom a question reaches."""
UNHEARD = LATELY, t.told_at.is_(None)
"""Told, but the message has reached nobody: see `Withdrawals.of_unread`."""
QUESTION_ON_ITS_WAY = (
    select(outbox.c.id).where(outbox.c.customer_id == t.customer_id, DUE, outbox.c.lane == Lane.ALERTS.value).exists()
)
PAGE = 20_000
"""Rows read and written at once."""


@dataclass(frozen=True, slots=True)
class SubscriptionQuery:
    """Every part narrows the list."""

    customer: str | None = None
    sku: str | None = None
    state: SubscriptionState | None = None
    after: str | None = None
    limit: int = 50


class Subscriptions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, subscription: Subscription) -> Subscription:
        """The id of what comes in is ignored; the answer carries the real one."""
        statement = insert(subscriptions).values(_columns(subscription)).returning(subscriptions)
        return _subscription((await self._connection.execute(statement)).one())

    async def put(self, subscription: Subscription) -> None:
        statement = update(subscriptions).where(t.id == subscription.id)
        await self._connection.execute(statement.values(_columns(subscription)))

    async def get(self, subscription_id: int) -> Subscription | None:
        row = (await self._connection.execute(select(subscriptions).where(t.id == subscription_id))).first()
        return None if row is None else _subscription(row)

    async def live(self, customer_id: int, sku: str) -> Subscription | None:
        """The sign-up that makes a second one unnecessary."""
        query = select(subscriptions).where(
            t.customer_id == customer_id, t.sku == sku, t.state.in_([state.value for state in LIVE])
        )
        row = (await self._connection.execute(query)).first()
        return None if row is None else _subscription(row)

    async def of_customer(self, customer_id: int) -> list[Subscription]:
        """Those that still mean something, oldest first."""
        query = select(subscriptions).where(t.customer_id == customer_id, t.state.in_([state.value for state in LIVE]))
        return [_subscription(row) for row in await self._connection.execute(query.order_by(t.id))]

    async def page(self, query: SubscriptionQuery) -> Page[Subscription]:
        statement = select(subscriptions).order_by(t.id).limit(query.limit + 1)
        if query.customer is not None:
            statement = statement.join(customers).where(customers.c.external_id == query.customer)
        if query.sku is not None:
            statement = statement.where(t.sku == query.sku)
        if query.state is not None:
            statement = statement.where(t.state == query.state.value)
        if query.after is not None:
            statement = statement.where(t.id > decode_id(query.after))
        found = [_subscription(row) for row in await self._connection.execute(statement)]
        more = encode(found[query.limit - 1].id) if len(found) > query.limit else None
        return Page(found[: query.limit], more)

    async def line(self, sku: str, most_wanted: int) -> AsyncIterator[list[InLine]]:
        """Who is next, page by page, of those who let the bot in and whom `most_wanted` units could make happy."""
        for part, order in LINE:
            query = select(t.id, t.customer_id, t.quantity).order_by(*order).limit(PAGE)
            query = query.where(t.sku == sku, ACTIVE, part, t.quantity <= most_wanted, LETS_IN)
            page = (await self._connection.execute(query)).all()
            while page:
                # Read before they are told, which changes their place.
                last = (await self._connection.execute(select(*order).where(t.id == page[-1].id))).one()
                yield list(map(InLine._make, page))
                if len(page) < PAGE:
                    break
                page = (await self._connection.execute(query.where(tuple_(*order) > _moments(*last)))).all()

    async def tell(self, told: Sequence[InLine], state: SubscriptionState, due: Due, hold: timedelta) -> None:
        """They are told at the moments in `due`; with a `hold`, units lie ready for so long from then on."""
        if not told:
            return
        statement = update(subscriptions).where(among(self._connection, t.id, [each.subscription_id for each in told]))
        if due.by_rhythm:
            statement = statement.where(customers.c.id == t.customer_id)
        until = due.mapped(lambda at: at + hold).column() if hold else None
        await self._connection.execute(statement.values(state=state.value, told_at=due.column(), held_until=until))

    async def before(self, subscription: Subscription) -> tuple[int, int]:
        """Who stands before somebody in line and lets the bot in: people, and the units they want together."""
        me = (subscription.created_at, subscription.id)
        if subscription.told_at is None:
            ahead = t.told_at.is_(None) & (tuple_(t.created_at, t.id) < _moments(*me))
        else:
            lapsed_earlier = tuple_(t.told_at, t.created_at, t.id) < _moments(subscription.told_at, *me)
            ahead = t.told_at.is_(None) | lapsed_earlier
        query = select(func.count(), func.coalesce(func.sum(t.quantity), 0))
        query = query.where(t.sku == subscription.sku, ACTIVE, ahead, LETS_IN)
        people, units = (await self._connection.execute(query)).one()
        return people, int(units)

    async def units_told(self, sku: str, since: datetime) -> int:
        """Units that people who were told since then may still come for."""
        query = select(func.coalesce(func.sum(t.quantity), 0)).where(
            t.sku == sku, LATELY, t.state == SubscriptionState.TOLD.value, t.told_at > since
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def waves_over(self, told_before: datetime, now: datetime) -> list[str]:
        """Products with a wave that has run out, a hold that has lapsed, or somebody whom the message did not reach."""
        over = (t.state == literal_column("'told'")) & (t.told_at <= told_before)
        lapsed = (t.state == literal_column("'held'")) & (t.held_until <= now)
        query = select(t.sku).distinct().where(LATELY, over | lapsed | t.told_at.is_(None)).order_by(t.sku)
        return list((await self._connection.execute(query)).scalars())

    async def end_wave(self, sku: str, told_before: datetime) -> None:
        await self._connection.execute(
            update(subscriptions)
            .where(t.sku == sku, LATELY, t.state == SubscriptionState.TOLD.value, t.told_at <= told_before)
            .values(state=SubscriptionState.ENDED.value)
        )

    async def unheard(self, sku: str) -> list[Subscription]:
        """Who counts as told, but has not heard of it."""
        query = select(subscriptions).where(t.sku == sku, *UNHEARD).order_by(t.id)
        return [_subscription(row) for row in await self._connection.execute(query)]

    async def held_from_the_tail(self, sku: str) -> Sequence[Subscription]:
        """Who has units held, told last first."""
        query = select(subscriptions).where(t.sku == sku, t.state == SubscriptionState.HELD.value)
        rows = await self._connection.execute(query.order_by(t.told_at.desc().nulls_first(), t.id.desc()))
        return [_subscription(row) for row in rows]

    async def to_ask(self, before: datetime, most: int) -> list[Subscription]:
        """Who will be signed off by then, has not been asked yet and can be, the earliest first."""
        query = select(subscriptions).where(ACTIVE, t.asked_at.is_(None), t.expires_at <= before, REACHABLE)
        rows = await self._connection.execute(query.order_by(t.expires_at, t.id).limit(most))
        return [_subscription(row) for row in rows]

    async def skus_expired(self, now: datetime) -> list[str]:
        """Products with sign-ups whose owners were asked, and whose time is over."""
        query = select(t.sku).distinct().where(*_silent(now))
        return list((await self._connection.execute(query.order_by(t.sku))).scalars())

    async def end_expired(self, sku: str, now: datetime) -> int:
        """Answers how many ended."""
        over = update(subscriptions).where(t.sku == sku, *_silent(now))
        return (await self._connection.execute(over.values(state=SubscriptionState.ENDED.value))).rowcount

    async def lapsed(self, sku: str, now: datetime) -> list[Subscription]:
        query = select(subscriptions).where(t.sku == sku, t.state == SubscriptionState.HELD.value, t.held_until <= now)
        return [_subscription(row) for row in await self._connection.execute(query.order_by(t.id))]


def _silent(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Asked, and not heard of: a question that has not left yet has asked nobody."""
    return ACTIVE, t.asked_at.is_not(None), t.expires_at <= now, ~QUESTION_ON_ITS_WAY


def _moments(*values: datetime | int) -> ColumnElement[Any]:
    """A row of the database's own types, to compare `LINE` with."""
    return tuple_(*(literal(v, Moment() if isinstance(v, datetime) else BigInteger()) for v in values))


def _columns(subscription: Subscription) -> dict[str, Any]:
    return {
        "customer_id": subscription.customer_id,
        "sku": subscription.sku,
        "quantity": subscription.quantity,
        "state": subscription.state.value,
        "created_at": subscription.created_at,
        "told_at": subscription.told_at,
        "held_until": subscription.held_until,
        "expires_at": subscription.expires_at,
        "asked_at": subscription.asked_at,
    }


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        row.id,
        row.customer_id,
        row.sku,
        row.quantity,
        row.created_at,
        SubscriptionState(row.state),
        row.told_at,
        row.held_until,
        row.expires_at,
        row.asked_at,
    )
