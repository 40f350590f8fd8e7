"""A broadcast's letters in the outbox: written a page at a time, stopped, counted."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, and_, case, cast, func, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.broadcasts import OPTED_OUT, Announcement, Broadcast, BroadcastState, Over, Progress, Recipient
from domain.notices import Lane, MessageState, kind_of, lane_of
from storage.audiences import agreed
from storage.customers import RHYTHM, Due
from storage.messages import ON_ITS_WAY
from storage.outbox import COLUMNS, DUE, UNDECIDED, as_text
from storage.pages import Page, decode_id, encode
from storage.sets import as_document
from storage.tables import broadcasts, consents, customers, outbox
from storage.types import Moment
from storage.upserts import insert

t, c = outbox.c, customers.c
BLOCKED, NOT_LINKED = "blocked", "not_linked"
"""The ledger's reasons of people who cannot be reached, as the courier gives them."""
TWICE = "twice"
"""The ledger's reason where two became one who has another letter of the same broadcast."""
STANDING = case((ON_ITS_WAY, MessageState.DUE.value), else_=t.state)
"""What a letter's state is to readers: one that has just left is still due."""


class Announcements:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add_page(self, broadcast: Broadcast, upto: int, due: Due, over: Over | None, at: datetime) -> int:
        """A letter for everyone after `broadcast.taken_to`, up to that customer; for those out of reach a dropped one.

        Whoever has one already, under whatever number, gets no second one. Answers how many are new.
        """
        news = Announcement(broadcast_id=broadcast.id)
        dropped, why = MessageState.DROPPED.value, literal(over.value) if over else _why_not(broadcast, due)
        state = literal(dropped) if over else case((why.is_not(None), dropped), else_=MessageState.DUE.value)
        key = literal(f"broadcast:{broadcast.id}:").concat(cast(c.id, String))
        letters = select(
            key, literal(kind_of(news).value), literal(lane_of(news).value), c.id,
            as_document(self._connection, literal(as_text([news]))), due.column(), state, literal(0),
            literal(at, Moment()), cast(broadcast.id, BigInteger), why,
        )  # fmt: skip
        letters = letters.where(*agreed(broadcast.draft.audience), c.id > broadcast.taken_to, c.id <= upto).order_by(
            c.id
        )
        # Whoever is being forgotten at this moment is waited for, and left out.
        letters = letters.order_by(c.id).with_for_update(read=True, key_share=True)
        fresh = insert(self._connection.dialect.name, outbox).from_select([*COLUMNS, "broadcast_id", "reason"], letters)
        return (await self._connection.execute(fresh.on_conflict_do_nothing())).rowcount

    async def drop(self, broadcast_id: int, why: Over, most: int) -> int:
        """Some of what has not left; nothing of it leaves afterwards. Answers how many there were."""
        some = select(t.id).where(DUE, t.broadcast_id == broadcast_id).limit(most)
        dropped = update(outbox).where(t.id.in_(some), DUE)
        statement = dropped.values(state=MessageState.DROPPED.value, reason=why.value)
        return (await self._connection.execute(statement)).rowcount

    async def postpone(self, due: Due, now: datetime, most: int) -> int:
        """Some of what is due and has not left waits where it is night by now. Answers how many letters do."""
        asleep = [rhythm.key for rhythm, moment in due.by_rhythm.items() if moment > now]
        awake = [rhythm.key for rhythm, moment in due.by_rhythm.items() if moment <= now]
        sleeping = RHYTHM.not_in(awake) if due.otherwise > now else RHYTHM.in_(asleep)
        if due.otherwise <= now and not asleep:
            return 0
        of_them = select(c.id).where(c.id == t.customer_id, sleeping).exists()
        wakes = select(due.column()).where(c.id == t.customer_id).scalar_subquery()
        sending = select(broadcasts.c.id).where(broadcasts.c.state == BroadcastState.SENDING.value)
        late = select(t.id).where(DUE, t.broadcast_id.in_(sending), t.attempt == 0, t.due_at <= now, of_them)
        waits = update(outbox).where(t.id.in_(late.limit(most)), DUE, t.attempt == 0).values(due_at=wakes)
        return (await self._connection.execute(waits)).rowcount

    async def drop_for(self, customer_id: int) -> None:
        """Somebody wants no announcements any more."""
        mine = update(outbox).where(DUE, t.customer_id == customer_id, t.lane == Lane.ANNOUNCEMENTS.value)
        await self._connection.execute(mine.values(state=MessageState.DROPPED.value, reason=OPTED_OUT))

    async def any_open(self, broadcast_id: int) -> bool:
        """Whether a letter has yet to leave, or has left and is not settled."""
        due = select(t.id).where(DUE, t.broadcast_id == broadcast_id).exists()
        on_its_way = select(t.id).where(UNDECIDED, ON_ITS_WAY, t.broadcast_id == broadcast_id).exists()
        return bool((await self._connection.execute(select(or_(due, on_its_way)))).scalar_one())

    async def progress(self, broadcast_id: int) -> Progress:
        standing = STANDING.label("standing")
        query = select(standing, t.reason, func.count().label("count")).where(t.broadcast_id == broadcast_id)
        counts, because = dict.fromkeys(MessageState, 0), dict[str, int]()
        for state, reason, count in await self._connection.execute(query.group_by(standing, t.reason)):
            counts[MessageState(state)] += count
            if reason and MessageState(state) in (MessageState.DROPPED, MessageState.FAILED):
                because[reason] = because.get(reason, 0) + count
        return Progress(**{state.value: count for state, count in counts.items()}, because=because)

    async def opted_out(self, broadcast_id: int) -> int:
        """How many took their yes back under this announcement."""
        query = select(func.count()).where(consents.c.broadcast_id == broadcast_id)
        return int((await self._connection.execute(query)).scalar_one())

    async def recipients(
        self, broadcast_id: int, state: MessageState | None, after: str | None, limit: int
    ) -> Page[Recipient]:
        """In the order of the customers."""
        query = (
            select(c.id, c.external_id, STANDING.label("standing"), t.reason, t.sent_at)
            .join(customers, c.id == t.customer_id)
            .where(t.broadcast_id == broadcast_id)
            .order_by(t.customer_id)
            .limit(limit + 1)
        )
        if state is not None:
            query = query.where(literal(state.value) == STANDING)
        if after is not None:
            query = query.where(t.customer_id > decode_id(after))
        found = [Recipient(*row) for row in await self._connection.execute(query)]
        return Page(found[:limit], encode(found[limit - 1].id) if len(found) > limit else None)

    async def become_one(self, giver: int, taker: int) -> None:
        """Two are one person from now on: of an announcement that both would get, one letter stays."""
        mine = select(t.broadcast_id).where(t.customer_id == giver, t.broadcast_id.is_not(None))
        theirs = select(t.broadcast_id).where(t.customer_id == taker, t.broadcast_id.is_not(None))
        # What never reached the one may still reach the other.
        lost = and_(t.customer_id == taker, t.state == MessageState.DROPPED.value, t.broadcast_id.in_(mine))
        await self._connection.execute(update(outbox).where(lost).values(broadcast_id=None))
        twice = and_(t.customer_id == giver, t.broadcast_id.in_(theirs))
        ended = case((DUE, MessageState.DROPPED.value), else_=t.state)
        reason = case((DUE, TWICE), else_=t.reason)
        await self._connection.execute(
            update(outbox).where(twice).values(state=ended, reason=reason, broadcast_id=None)
        )


def _why_not(broadcast: Broadcast, due: Due) -> ColumnElement[Any]:
    """Who cannot be reached, and whose hour or morning comes too late."""
    out_of_reach = [(c.blocked, BLOCKED), (c.chat_id.is_(None), NOT_LINKED)]
    last = broadcast.draft.not_after
    late = [(due.column() >= literal(last, Moment()), Over.TOO_LATE.value)] if last else []
    return case(*out_of_reach, *late, else_=None)
