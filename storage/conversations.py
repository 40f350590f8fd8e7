"""Conversations and what is said in them. Texts are sealed on the way in and opened on the way out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.backorders import Actor
from domain.conversations import Conversation, ConversationState, Remark, Satisfaction, Side, Trouble
from storage.pages import Page, decode_id, encode
from storage.tables import conversations, customers, doomed_topics, relays, remarks, topics
from storage.types import Moment
from storage.upserts import insert as upserting
from storage.vault import Vault

t = conversations.c
r = remarks.c
MOST_REMARKS = 1000
"""Of one conversation, the newest; and as many conversations of one person."""


@dataclass(frozen=True, slots=True)
class ConversationQuery:
    """Every part narrows the list."""

    customer: str | None = None
    state: ConversationState | None = None
    after: str | None = None
    limit: int = 50


class Conversations:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def open(self, wanted: Conversation) -> Conversation | None:
        """A new one; its id is ignored. None where the customer has an open one: of two at once, one opens it."""
        row = _columns(wanted) | {"customer_id": wanted.customer_id, "opened_at": wanted.opened_at}
        row |= {"opened_by": wanted.opened_by.value}
        fresh = upserting(self._connection.dialect.name, conversations).values(row).on_conflict_do_nothing()
        return _maybe((await self._connection.execute(fresh.returning(conversations))).first())

    async def open_of(self, customer_id: int) -> Conversation | None:
        query = select(conversations).where(t.customer_id == customer_id, t.state == ConversationState.OPEN.value)
        return _maybe((await self._connection.execute(query)).first())

    async def get(self, conversation_id: int) -> Conversation | None:
        query = select(conversations).where(t.id == conversation_id)
        return _maybe((await self._connection.execute(query)).first())

    async def lock(self, conversation_id: int) -> Conversation | None:
        query = select(conversations).where(t.id == conversation_id).with_for_update(key_share=True)
        return _maybe((await self._connection.execute(query)).first())

    async def put(self, conversation: Conversation) -> None:
        await self._connection.execute(
            update(conversations).where(t.id == conversation.id).values(_columns(conversation))
        )

    async def page(self, query: ConversationQuery) -> Page[Conversation]:
        """Newest first."""
        statement = select(conversations).order_by(t.id.desc()).limit(query.limit + 1)
        if query.customer is not None:
            statement = _of_customer(statement, query.customer)
        if query.state is not None:
            statement = statement.where(t.state == query.state.value)
        if query.after is not None:
            statement = statement.where(t.id < decode_id(query.after))
        found = [conversation_of(row) for row in await self._connection.execute(statement)]
        return Page(found[: query.limit], encode(found[query.limit - 1].id) if len(found) > query.limit else None)

    async def of_customer(self, customer_id: int) -> list[Conversation]:
        """Newest first."""
        query = select(conversations).where(t.customer_id == customer_id).order_by(t.id.desc()).limit(MOST_REMARKS)
        return [conversation_of(row) for row in await self._connection.execute(query)]

    async def satisfaction(self, customer: str | None = None) -> Satisfaction:
        query = select(t.rating, func.count().label("people")).where(t.rating.is_not(None)).group_by(t.rating)
        if customer is not None:
            query = _of_customer(query, customer)
        return Satisfaction({row.rating: row.people for row in await self._connection.execute(query)})

    async def first_answers(self, most: int) -> list[tuple[datetime, datetime]]:
        """When the last conversations that got an answer were opened, and answered; newest first."""
        query = select(t.opened_at, t.first_answer_at).where(t.first_answer_at.is_not(None))
        by_customers = query.where(t.opened_by == Actor.CUSTOMER.value).order_by(t.id.desc()).limit(most)
        return [(row.opened_at, row.first_answer_at) for row in await self._connection.execute(by_customers)]

    async def say(self, remark: Remark) -> Remark | None:
        """Keep a remark; its id is ignored. None for one that was kept before."""
        row = {
            "conversation_id": remark.conversation_id, "side": remark.side.value, "kind": remark.kind,
            "html": self._vault.seal(remark.html), "chat_id": remark.chat_id, "message_id": remark.message_id,
            "copy_id": remark.copy_id, "reply_to": remark.reply_to, "at": remark.at,
        }  # fmt: skip
        fresh = upserting(self._connection.dialect.name, remarks).values(row).on_conflict_do_nothing()
        found = (await self._connection.execute(fresh.returning(remarks))).first()
        return None if found is None else self._remark(found)

    async def remark(self, remark_id: int) -> Remark | None:
        return await self._one(select(remarks).where(r.id == remark_id))

    async def written(self, chat_id: int, message_id: int) -> Remark | None:
        """What was written there, in the customer's chat or in the team's group."""
        return await self._one(select(remarks).where(r.chat_id == chat_id, r.message_id == message_id))

    async def copied(self, customer_id: int, copy_id: int) -> Remark | None:
        """The remark whose copy in the customer's topic has that number."""
        query = select(remarks).join(conversations, t.id == r.conversation_id)
        return await self._one(query.where(t.customer_id == customer_id, r.copy_id == copy_id).limit(1))

    async def remarks(self, conversation_id: int) -> list[Remark]:
        """The newest, oldest first."""
        query = select(remarks).where(r.conversation_id == conversation_id).order_by(r.id.desc()).limit(MOST_REMARKS)
        return [self._remark(row) for row in reversed((await self._connection.execute(query)).all())]

    async def is_silent(self, conversation_id: int) -> bool:
        """Whether nobody has said anything yet."""
        query = select(r.id).where(r.conversation_id == conversation_id).limit(1)
        return (await self._connection.execute(query)).first() is None

    async def correct(self, remark_id: int, html: str | None, at: datetime) -> None:
        values = {"html": self._vault.seal(html), "edited_at": at}
        await self._connection.execute(update(remarks).where(r.id == remark_id).values(values))

    async def take_back(self, remark_id: int, at: datetime) -> None:
        await self._connection.execute(update(remarks).where(r.id == remark_id).values(deleted_at=at))

    async def note_copy(self, remark_id: int, copy_id: int) -> None:
        await self._connection.execute(update(remarks).where(r.id == remark_id).values(copy_id=copy_id))

    async def move(self, giver: int, taker: int) -> None:
        """One person's conversations become another's. Where both have an open one, the taker's goes on.

        A topic that is left over belongs to nobody any more.
        """
        if await self.open_of(taker) is not None:
            mine = update(conversations).where(t.customer_id == giver, t.state == ConversationState.OPEN.value)
            closed = mine.values(state=ConversationState.CLOSED.value, closed_by=Actor.SYSTEM.value)
            await self._connection.execute(closed.values(closed_at=t.opened_at))
        mine_too = select(topics.c.chat_id).where(topics.c.customer_id == taker).scalar_subquery()
        for statement in (
            delete(topics).where(topics.c.customer_id == giver, topics.c.chat_id.in_(mine_too)),
            update(topics).where(topics.c.customer_id == giver).values(customer_id=taker),
            update(conversations).where(t.customer_id == giver).values(customer_id=taker),
            update(relays).where(relays.c.customer_id == giver).values(customer_id=taker),
        ):
            await self._connection.execute(statement)

    async def forget(self, customer_id: int, at: datetime) -> None:
        """Everything that was said by, and to, this person; their topic in the team's group is to be deleted."""
        mine = select(topics.c.chat_id, topics.c.thread_id, literal(at, Moment())).where(
            topics.c.customer_id == customer_id
        )
        await self._connection.execute(insert(doomed_topics).from_select(["chat_id", "thread_id", "due_at"], mine))
        theirs = select(t.id).where(t.customer_id == customer_id).scalar_subquery()
        for statement in (
            delete(relays).where(relays.c.customer_id == customer_id),
            delete(topics).where(topics.c.customer_id == customer_id),
            delete(remarks).where(r.conversation_id.in_(theirs)),
            delete(conversations).where(t.customer_id == customer_id),
        ):
            await self._connection.execute(statement)

    async def _one(self, query: Select[Any]) -> Remark | None:
        row = (await self._connection.execute(query)).first()
        return None if row is None else self._remark(row)

    def _remark(self, row: Row[Any]) -> Remark:
        return Remark(
            row.id,
            row.conversation_id,
            Side(row.side),
            row.kind,
            row.at,
            self._vault.open(row.html),
            row.chat_id,
            row.message_id,
            row.copy_id,
            row.reply_to,
            row.edited_at,
            row.deleted_at,
        )


def _of_customer(statement: Select[Any], external_id: str) -> Select[Any]:
    return statement.join(customers, customers.c.id == t.customer_id).where(customers.c.external_id == external_id)


def _columns(conversation: Conversation) -> dict[str, Any]:
    """What changes."""
    return {
        "state": conversation.state.value,
        "about": conversation.about,
        "first_answer_at": conversation.first_answer_at,
        "closed_at": conversation.closed_at,
        "closed_by": conversation.closed_by.value if conversation.closed_by else None,
        "rating": conversation.rating,
        "trouble": conversation.trouble.value if conversation.trouble else None,
    }


def _maybe(row: Row[Any] | None) -> Conversation | None:
    return None if row is None else conversation_of(row)


def conversation_of(row: Any) -> Conversation:
    return Conversation(
        row.id,
        row.customer_id,
        row.opened_at,
        Actor(row.opened_by),
        ConversationState(row.state),
        row.about,
        row.first_answer_at,
        row.closed_at,
        Actor(row.closed_by) if row.closed_by else None,
        row.rating,
        Trouble(row.trouble) if row.trouble else None,
    )
