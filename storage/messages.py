"""The post's ledger to look at, and what a person of the shop decides about a letter that did not arrive for sure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices import Lane, MessageState, News
from storage.broadcasts import going
from storage.outbox import DUE, LEAVING, UNDECIDED, load
from storage.pages import Page, decode_id, encode
from storage.tables import broadcasts, customers, outbox

t = outbox.c
LAST = 20
"""Letters that tell what a person heard of late."""
ON_ITS_WAY = and_(t.state == MessageState.UNKNOWN.value, t.reason == LEAVING)
"""Announcements that have just left: nobody can say more than that they were due."""


@dataclass(frozen=True, slots=True)
class Message:
    """A line of the ledger."""

    id: int
    customer: str
    kind: str
    lane: Lane
    state: MessageState
    reason: str | None
    attempt: int
    due_at: datetime
    created_at: datetime
    sent_at: datetime | None
    carried_by: int | None = None


@dataclass(frozen=True, slots=True)
class MessageQuery:
    """Every part narrows the list."""

    customer: str | None = None
    kind: str | None = None
    state: MessageState | None = None
    after: str | None = None
    limit: int = 50


class Messages:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def page(self, query: MessageQuery) -> Page[Message]:
        """Oldest first."""
        statement = _lines().order_by(t.id).limit(query.limit + 1)
        if query.customer is not None:
            statement = statement.where(customers.c.external_id == query.customer)
        if query.kind is not None:
            statement = statement.where(t.kind == query.kind)
        if query.state is not None:
            statement = statement.where(_standing(query.state))
        if query.after is not None:
            statement = statement.where(t.id > decode_id(query.after))
        found = [_message(row) for row in await self._connection.execute(statement)]
        return Page(found[: query.limit], encode(found[query.limit - 1].id) if len(found) > query.limit else None)

    async def last_of(self, query: MessageQuery) -> list[Message]:
        """A customer's last letters, newest first."""
        theirs = _lines().where(customers.c.external_id == query.customer).order_by(t.id.desc()).limit(query.limit)
        return [_message(row) for row in await self._connection.execute(theirs)]

    async def elder_of(self, message_id: int) -> int | None:
        """An earlier letter to the same person that was tried and must leave first."""
        elder = outbox.alias("elder")
        e = elder.c
        query = (
            select(e.id)
            .select_from(outbox)
            .join(elder, (e.customer_id == t.customer_id) & (e.id < t.id))
            .where(t.id == message_id, e.state == MessageState.DUE.value, e.attempt > 0, e.due_at > t.due_at)
            .order_by(e.id)
            .limit(1)
        )
        return (await self._connection.execute(query)).scalar()

    async def may_leave(self, message_id: int, now: datetime) -> bool:
        """False for an announcement whose broadcast is not being sent just now."""
        sent_now = select(broadcasts.c.id).where(broadcasts.c.id == t.broadcast_id, *going(now)).exists()
        query = select(t.id).where(t.id == message_id, or_(t.broadcast_id.is_(None), sent_now))
        return (await self._connection.execute(query)).first() is not None

    async def get(self, message_id: int) -> Message | None:
        row = (await self._connection.execute(_lines().where(t.id == message_id))).first()
        return None if row is None else _message(row)

    async def lock(self, message_id: int) -> Message | None:
        statement = _lines().where(t.id == message_id).with_for_update(of=outbox)
        row = (await self._connection.execute(statement)).first()
        return None if row is None else _message(row)

    async def decide(self, message_id: int, state: MessageState, reason: str | None, at: datetime) -> None:
        """What a person of the shop wants for a locked letter; tried again, it has spent nothing."""
        changed = update(outbox).where(t.id == message_id).values(state=state.value, reason=reason)
        if state is MessageState.DUE:
            changed = changed.values(due_at=at, attempt=0)
        await self._connection.execute(changed)

    async def last(self, most: int) -> list[tuple[int, tuple[News, ...]]]:
        """What the last letters say, newest first."""
        rows = await self._connection.execute(select(t.id, t.news).order_by(t.id.desc()).limit(most))
        return [(row.id, load(row.news)) for row in rows]

    async def any_since(self, customer_id: int, moment: datetime) -> bool:
        """Whether a letter for this person was written or sent after that moment: the last ones tell."""
        last = select(t.created_at, t.sent_at).where(t.customer_id == customer_id).order_by(t.id.desc()).limit(LAST)
        rows = await self._connection.execute(last)
        return any((row.sent_at or row.created_at) > moment for row in rows)

    async def last_sent(self, customer_id: int, since: datetime) -> tuple[News, ...]:
        """What the newest letter said that has reached this person since then; empty where there was none."""
        sent = and_(t.customer_id == customer_id, t.state == MessageState.SENT.value, t.sent_at > since)
        query = select(t.news).where(sent).order_by(t.sent_at.desc(), t.id.desc()).limit(1)
        news = (await self._connection.execute(query)).scalar()
        return load(news) if news else ()

    async def late_by_lane(self, now: datetime, halted_since: datetime | None = None) -> dict[Lane, datetime]:
        """Since when the earliest letter of each lane should have left. Announcements take their time on purpose.

        While the bot is halted, what a courier has in hand renews its lease: that was to leave when the halt began, or
        when it was written.
        """
        due = select(t.lane, func.min(t.due_at)).where(DUE, t.broadcast_id.is_(None), t.due_at <= now).group_by(t.lane)
        found = {Lane(lane): moment for lane, moment in await self._connection.execute(due)}
        if halted_since is not None:
            in_hand = and_(DUE, t.broadcast_id.is_(None), t.attempt > 0, t.due_at > now)
            held = select(t.lane, func.min(t.created_at)).where(in_hand).group_by(t.lane)
            for lane, written in await self._connection.execute(held):
                since = max(written, halted_since)
                found[Lane(lane)] = min(found.get(Lane(lane), since), since)
        return found

    async def undecided(self) -> dict[MessageState, int]:
        """How many letters wait for a person's decision."""
        waiting = select(t.state, func.count()).where(UNDECIDED, func.coalesce(t.reason, "") != LEAVING)
        rows = await self._connection.execute(waiting.group_by(t.state))
        return {MessageState(state): count for state, count in rows}

    async def waiting_by_lane(self) -> dict[Lane, tuple[int, datetime]]:
        """Due letters and the oldest of them, by lane."""
        # One for each of the two indexes of due letters; a lane that stands in both counts together.
        waiting = dict[Lane, tuple[int, datetime]]()
        for one in (t.broadcast_id.is_(None), t.broadcast_id.is_not(None)):
            query = select(t.lane, func.count(), func.min(t.created_at)).where(DUE, one).group_by(t.lane)
            for lane, count, oldest in await self._connection.execute(query):
                more, elder = waiting.get(Lane(lane), (0, oldest))
                waiting[Lane(lane)] = (count + more, min(oldest, elder))
        return waiting


def _lines() -> Select[Any]:
    return select(outbox, customers.c.external_id).join(customers, customers.c.id == t.customer_id)


def _standing(state: MessageState) -> ColumnElement[bool]:
    match state:
        case MessageState.DUE:
            return or_(DUE, ON_ITS_WAY)
        case MessageState.UNKNOWN:
            return and_(UNDECIDED, t.state == state.value, t.reason != LEAVING)
        case MessageState.FAILED:
            return and_(UNDECIDED, t.state == state.value)
        case _:
            return t.state == state.value


def _message(row: Row[Any]) -> Message:
    on_its_way = row.state == MessageState.UNKNOWN.value and row.reason == LEAVING
    return Message(
        row.id,
        row.external_id,
        row.kind,
        Lane(row.lane),
        MessageState.DUE if on_its_way else MessageState(row.state),
        row.reason,
        row.attempt,
        row.due_at,
        row.created_at,
        row.sent_at,
        row.carried_by,
    )
