"""Messages about held units: when each should change next, and which message in which chat it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Row, delete, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices import BackInStock, MessageState, News
from domain.subscriptions import InLine, Outcome, Subscription, next_step
from storage.customers import Due
from storage.outbox import load
from storage.sets import as_table
from storage.tables import countdowns, customers, outbox, subscriptions
from storage.types import Moment

t = countdowns.c
LONGEST_POSTPONED = timedelta(days=1)
"""From the moment units were held to the morning on which the letter about them may leave."""
MOST_LETTERS = 100
"""Of one person in that time, among which the one in question is looked for."""


@dataclass(frozen=True, slots=True)
class Held:
    """A message about held units that is to change; `claimed_until` guards what is written down afterwards."""

    id: int
    subscription_id: int
    told_at: datetime
    held_until: datetime
    outcome: Outcome | None
    claimed_until: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """The letter in which somebody was told, as it stands in the ledger."""

    customer_id: int
    news: tuple[News, ...]
    state: MessageState
    message_id: int | None


class Countdowns:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def begin(self, told: Sequence[InLine], due: Due, hold: timedelta) -> None:
        """They are told at the moments in `due`, and units are held for them from then on."""
        given = as_table(self._connection, {"id": BigInteger()}, [(each.subscription_id,) for each in told])
        first = due.mapped(lambda at: next_step(at, at, at + hold) or at)
        until = due.mapped(lambda at: at + hold)
        rows = select(given.c.id, due.column(), until.column(), first.column())
        if due.by_rhythm:
            rows = rows.join(subscriptions, subscriptions.c.id == given.c.id).join(
                customers, customers.c.id == subscriptions.c.customer_id
            )
        names = ["subscription_id", "told_at", "held_until", "due_at"]
        await self._connection.execute(insert(countdowns).from_select(names, rows))

    async def close(self, held: Subscription, outcome: Outcome, at: datetime) -> None:
        """The hold is over: the message should say why, at once."""
        running = update(countdowns).where(t.subscription_id == held.id, t.outcome.is_(None))
        await self._connection.execute(running.values(outcome=outcome.value, due_at=at))

    async def drop(self, held: Subscription) -> None:
        """The message never left: there is nothing to change."""
        await self._connection.execute(delete(countdowns).where(t.subscription_id == held.id, t.outcome.is_(None)))

    async def any_due(self, now: datetime) -> bool:
        return (await self._connection.execute(select(t.id).where(t.due_at <= now).limit(1))).first() is not None

    async def claim(self, now: datetime, until: datetime, most: int) -> list[Held]:
        """Messages that should change now, for whoever asks until `until`."""
        due = select(t.id).where(t.due_at <= now).order_by(t.due_at).limit(most).with_for_update(skip_locked=True)
        claimed = update(countdowns).where(t.id.in_(due)).values(due_at=until).returning(countdowns)
        return [_held(row) for row in await self._connection.execute(claimed)]

    async def settle(self, held: Held, again_at: datetime | None) -> None:
        """It says what it should; `again_at` it changes next. What happened meanwhile stays due."""
        unchanged = update(countdowns).where(t.id == held.id, t.due_at == literal(held.claimed_until, Moment()))
        await self._connection.execute(unchanged.values(due_at=again_at))

    async def letter(self, held: Held) -> Told | None:
        """Where somebody was told of these units; None where no such letter is left."""
        s, o = subscriptions.c, outbox.c
        query = (
            select(o.customer_id, o.news, o.state, o.message_id)
            .join_from(subscriptions, outbox, o.customer_id == s.customer_id)
            .where(s.id == held.subscription_id)
            .where(o.created_at >= held.told_at - LONGEST_POSTPONED, o.created_at <= held.held_until)
            .where(o.state != MessageState.DROPPED.value)
            .order_by(o.id.desc())
            .limit(MOST_LETTERS)
        )
        for row in await self._connection.execute(query):
            news = load(row.news)
            if any(_about(piece, held) for piece in news):
                return Told(row.customer_id, news, MessageState(row.state), row.message_id)
        return None

    async def of(self, alerts: Iterable[int]) -> list[Held]:
        """Everything that was ever held for these sign-ups."""
        query = select(countdowns).where(t.subscription_id.in_(list(alerts)))
        return [_held(row) for row in await self._connection.execute(query)]

    async def clean(self, before: datetime) -> int:
        """Forget those that say for good what became of the units."""
        over = delete(countdowns).where(t.due_at.is_(None), t.held_until < before)
        return (await self._connection.execute(over)).rowcount


def _about(piece: News, held: Held) -> bool:
    return (
        isinstance(piece, BackInStock)
        and piece.subscription_id == held.subscription_id
        and piece.held_until == held.held_until
    )


def _held(row: Row[Any]) -> Held:
    outcome = Outcome(row.outcome) if row.outcome else None
    return Held(row.id, row.subscription_id, row.told_at, row.held_until, outcome, row.due_at)
