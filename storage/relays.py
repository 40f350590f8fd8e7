"""What must still be carried to the team's group, and which topic is whose."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, literal, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.conversations import Act, ConversationState
from storage.tables import conversations, customers, doomed_topics, outbox, relays, remarks, topics
from storage.types import Moment
from storage.upserts import upsert

t = relays.c
COLUMNS = ("customer_id", "conversation_id", "remark_id", "act", "attempt", "due_at")
TEAM_LETTER = "team:"
"""Begins the key of a letter that carries a remark of the team; the remark's number follows."""


@dataclass(frozen=True, slots=True)
class Relay:
    """One thing to be done in the team's group. `attempt` counts the tries before this one."""

    id: int
    customer_id: int
    conversation_id: int
    remark_id: int | None
    act: Act
    attempt: int


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the letter with a remark: its state, and its number in the customer's chat once it is there."""

    state: str
    message_id: int | None


class Relays:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self.wrote = False

    async def add(
        self, customer_id: int, conversation_id: int, act: Act, at: datetime, remark: int | None = None
    ) -> None:
        row = dict(zip(COLUMNS, (customer_id, conversation_id, remark, act.value, 0, at), strict=True))
        await self._connection.execute(insert(relays).values(row))
        self.wrote = True

    async def note_blocked(self, chat_id: int, at: datetime, *, blocked: bool) -> None:
        """Whoever talks to the team and has shut the bot out, or let it in again: the team is told."""
        act = Act.BLOCKED if blocked else Act.RETURNED
        c = conversations.c
        told = (
            select(c.customer_id, c.id, null(), literal(act.value), literal(0), literal(at, Moment()))
            .join(customers, customers.c.id == c.customer_id)
            .where(customers.c.chat_id == chat_id, c.state == ConversationState.OPEN.value)
        )
        added = await self._connection.execute(insert(relays).from_select(list(COLUMNS), told))
        self.wrote = self.wrote or added.rowcount > 0

    async def due(self, now: datetime, most: int) -> list[Relay]:
        """The next ones; each customer's in the order in which they were written."""
        elder = relays.alias("elder")
        first = ~select(elder.c.id).where(elder.c.customer_id == t.customer_id, elder.c.id < t.id).exists()
        query = select(relays).where(t.due_at <= now, first).order_by(t.id).limit(most)
        return [
            Relay(row.id, row.customer_id, row.conversation_id, row.remark_id, Act(row.act), row.attempt)
            for row in await self._connection.execute(query)
        ]

    async def done(self, relay_id: int) -> None:
        await self._connection.execute(delete(relays).where(t.id == relay_id))

    async def later(self, relay_id: int, due_at: datetime) -> None:
        """It is tried again."""
        await self._connection.execute(
            update(relays).where(t.id == relay_id).values(due_at=due_at, attempt=t.attempt + 1)
        )

    async def hurry(self, now: datetime) -> None:
        """Whatever waits for better times is tried at once."""
        hurried = await self._connection.execute(update(relays).where(t.due_at > now).values(due_at=now))
        self.wrote = self.wrote or hurried.rowcount > 0

    async def topic_of(self, customer_id: int, chat_id: int) -> int | None:
        query = select(topics.c.thread_id).where(topics.c.customer_id == customer_id, topics.c.chat_id == chat_id)
        thread: int | None = (await self._connection.execute(query)).scalar()
        return thread

    async def customer_in(self, chat_id: int, thread_id: int) -> int | None:
        query = select(topics.c.customer_id).where(topics.c.chat_id == chat_id, topics.c.thread_id == thread_id)
        customer: int | None = (await self._connection.execute(query)).scalar()
        return customer

    async def keep_topic(self, customer_id: int, chat_id: int, thread_id: int) -> None:
        row = {"customer_id": customer_id, "chat_id": chat_id, "thread_id": thread_id}
        await self._connection.execute(upsert(self._connection, topics, row, ["customer_id", "chat_id"]))

    async def lose_topic(self, customer_id: int, chat_id: int) -> None:
        """Somebody has deleted it."""
        gone = delete(topics).where(topics.c.customer_id == customer_id, topics.c.chat_id == chat_id)
        await self._connection.execute(gone)

    async def doomed(self, chat_id: int, now: datetime) -> list[int]:
        """Topics of people who are forgotten."""
        d = doomed_topics.c
        query = select(d.thread_id).where(d.chat_id == chat_id, d.due_at <= now).order_by(d.due_at).limit(1)
        return list((await self._connection.execute(query)).scalars())

    async def bury(self, chat_id: int, thread_id: int, again_at: datetime | None) -> None:
        """A doomed topic is gone, or is tried again then."""
        this = (doomed_topics.c.chat_id == chat_id, doomed_topics.c.thread_id == thread_id)
        if again_at is None:
            await self._connection.execute(delete(doomed_topics).where(*this))
        else:
            await self._connection.execute(update(doomed_topics).where(*this).values(due_at=again_at))

    async def letter_with(self, remark_id: int) -> Sent | None:
        query = select(outbox.c.state, outbox.c.message_id).where(outbox.c.key == f"{TEAM_LETTER}{remark_id}")
        row = (await self._connection.execute(query)).first()
        return None if row is None else Sent(row.state, row.message_id)

    async def remark_in_letter(self, customer_id: int, message_id: int) -> int | None:
        """The remark of the team that this person reads under that number."""
        o = outbox.c
        query = select(o.key).where(o.customer_id == customer_id, o.message_id == message_id)
        key: str | None = (await self._connection.execute(query.where(o.key.startswith(TEAM_LETTER)).limit(1))).scalar()
        return int(key.removeprefix(TEAM_LETTER)) if key else None

    async def withdraw(self, remark_id: int, reason: str) -> bool:
        """Take back a letter that no courier has taken on yet."""
        o = outbox.c
        waiting = update(outbox).where(o.key == f"{TEAM_LETTER}{remark_id}", o.state == "due", o.attempt == 0)
        return (await self._connection.execute(waiting.values(state="dropped", reason=reason))).rowcount > 0

    async def forget_letters(self, customer_id: int) -> None:
        """Letters hold what the team wrote."""
        o = outbox.c
        await self._connection.execute(
            delete(outbox).where(o.customer_id == customer_id, o.key.startswith(TEAM_LETTER))
        )

    async def note_undelivered(self, letters: Sequence[int], at: datetime) -> None:
        """Letters that will never arrive: where one carried a remark of the team, the team is told."""
        if not letters:
            return
        o = outbox.c
        keys = select(o.key).where(o.id.in_(letters), o.key.startswith(TEAM_LETTER))
        for key in (await self._connection.execute(keys)).scalars():
            await self._note_lost(int(key.removeprefix(TEAM_LETTER)), at)

    async def _note_lost(self, remark_id: int, at: datetime) -> None:
        c, r = conversations.c, remarks.c
        lost = (
            select(c.customer_id, c.id, r.id, literal(Act.UNDELIVERED.value), literal(0), literal(at, Moment()))
            .join(remarks, r.conversation_id == c.id)
            .where(r.id == remark_id)
        )
        await self._connection.execute(insert(relays).from_select(list(COLUMNS), lost))
        self.wrote = True
