"""Broadcasts: what the merchant wrote, and how far each is."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, and_, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.broadcasts import Audience, Broadcast, BroadcastState, Content, Draft
from storage.pages import Page, decode_id, encode
from storage.tables import broadcasts, outbox

t = broadcasts.c
UNFINISHED = (BroadcastState.SENDING.value, BroadcastState.CANCELLED.value)


class Broadcasts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, draft: Draft, by: str, at: datetime) -> Broadcast:
        fresh = Broadcast(0, draft, by, at)
        statement = insert(broadcasts).values(_columns(fresh)).returning(broadcasts)
        return _broadcast((await self._connection.execute(statement)).one())

    async def put(self, broadcast: Broadcast) -> None:
        await self._connection.execute(update(broadcasts).where(t.id == broadcast.id).values(_columns(broadcast)))

    async def get(self, broadcast_id: int) -> Broadcast | None:
        row = (await self._connection.execute(select(broadcasts).where(t.id == broadcast_id))).first()
        return None if row is None else _broadcast(row)

    async def lock(self, broadcast_id: int, *, patiently: bool = True) -> Broadcast | None:
        """None where there is none, or, unless `patiently`, where somebody else is at work on it."""
        # Not its key: a person may opt out under it meanwhile.
        statement = select(broadcasts).where(t.id == broadcast_id)
        row = (
            await self._connection.execute(statement.with_for_update(key_share=True, skip_locked=not patiently))
        ).first()
        return None if row is None else _broadcast(row)

    async def page(self, state: BroadcastState | None, after: str | None, limit: int) -> Page[Broadcast]:
        """Oldest first."""
        statement = select(broadcasts).order_by(t.id).limit(limit + 1)
        if state is not None:
            statement = statement.where(t.state == state.value)
        if after is not None:
            statement = statement.where(t.id > decode_id(after))
        found = [_broadcast(row) for row in await self._connection.execute(statement)]
        return Page(found[:limit], encode(found[limit - 1].id) if len(found) > limit else None)

    async def to_advance(self, now: datetime) -> list[int]:
        """Those for which there is something to do: letters to write, to drop, or an end to note."""
        begins = and_(t.state == BroadcastState.SCHEDULED.value, t.starts_at <= now)
        goes_on = and_(t.state.in_(UNFINISHED), t.finished_at.is_(None))
        runs_out = and_(t.state == BroadcastState.PAUSED.value, t.not_after <= now)
        query = select(t.id).where(or_(begins, goes_on, runs_out)).order_by(t.id)
        return list((await self._connection.execute(query)).scalars())

    async def contents(self, ids: Iterable[int]) -> dict[int, Content]:
        """What is read, of some of them."""
        query = select(t.id, t.content).where(t.id.in_(set(ids)))
        return {row.id: msgspec.convert(row.content, Content) for row in await self._connection.execute(query)}

    async def of_message(self, message_id: int) -> Broadcast | None:
        """None for a letter that belongs to none, tests of one included."""
        of_it = select(outbox.c.broadcast_id).where(outbox.c.id == message_id).scalar_subquery()
        row = (await self._connection.execute(select(broadcasts).where(t.id == of_it))).first()
        return None if row is None else _broadcast(row)

    async def reopen(self, message_id: int) -> None:
        """A letter of a finished broadcast is due again: there is an end to come once more."""
        of_it = select(outbox.c.broadcast_id).where(outbox.c.id == message_id).scalar_subquery()
        again = update(broadcasts).where(t.id == of_it, t.finished_at.is_not(None))
        sent = and_(t.state == BroadcastState.SENT.value)
        await self._connection.execute(again.where(sent).values(state=BroadcastState.SENDING.value, finished_at=None))
        await self._connection.execute(again.where(~sent).values(finished_at=None))


def going(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Conditions on `broadcasts`: those whose letters may leave."""
    return t.state == BroadcastState.SENDING.value, or_(t.not_after.is_(None), t.not_after > now)


def _columns(broadcast: Broadcast) -> dict[str, Any]:
    draft = broadcast.draft
    return {
        "title": draft.title,
        "content": msgspec.to_builtins(draft.content),
        "audience": msgspec.to_builtins(draft.audience),
        "send_at": draft.send_at,
        "not_after": draft.not_after,
        "local_time": draft.local_time,
        "state": broadcast.state.value,
        "created_by": broadcast.created_by,
        "created_at": broadcast.created_at,
        "sent_by": broadcast.sent_by,
        "approved_by": broadcast.approved_by,
        "starts_at": broadcast.starts_at,
        "started_at": broadcast.started_at,
        "taken_to": broadcast.taken_to,
        "taken_at": broadcast.taken_at,
        "finished_at": broadcast.finished_at,
        "rewritten_by": list(broadcast.rewritten_by),
    }


def _broadcast(row: Row[Any]) -> Broadcast:
    content, audience = msgspec.convert(row.content, Content), msgspec.convert(row.audience, Audience)
    return Broadcast(
        row.id,
        Draft(row.title, content, audience, row.send_at, row.not_after, row.local_time),
        row.created_by,
        row.created_at,
        BroadcastState(row.state),
        row.sent_by,
        row.approved_by,
        row.starts_at,
        row.started_at,
        row.taken_to,
        row.taken_at,
        row.finished_at,
        tuple(row.rewritten_by),
    )
