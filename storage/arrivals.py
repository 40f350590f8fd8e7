"""Somebody writes or taps: everything that is known before a word is read, in one question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, bindparam, func, literal, select
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.conversations import Conversation, ConversationState
from domain.customers import Customer
from domain.dialogues import Dialogue
from storage.conversations import conversation_of
from storage.customers import Customers
from storage.dialogues import Dialogues
from storage.parts import Parts
from storage.products import Newest
from storage.tables import conversations, customers, dialogues, products, said, updates
from storage.vault import Vault

CHAT, BOT, UPDATE = (bindparam(name, type_=BigInteger()) for name in ("chat", "bot", "update"))


@dataclass(frozen=True, slots=True)
class Arrival:
    """An update as it comes in. What belongs to a person is empty in a chat that nobody knows.

    `handled`: it has come before. `conversation`: the open one with the team. `acts` and `said_at`: what the bot's last
    page offered, and when. `newest`: the last change among the merchant's goods.
    """

    chat_id: int
    handled: bool
    customer: Customer | None
    asked: Dialogue | None
    conversation: Conversation | None
    acts: Sequence[str]
    said_at: datetime | None
    newest: Newest


PARTS = Parts(customers, dialogues, conversations)
_ONE = select(literal(1).label("one")).subquery("here")
_BEFORE = select(updates.c.at).where(updates.c.bot_id == BOT, updates.c.update_id == UPDATE)
ARRIVAL = (
    select(
        *PARTS.columns,
        said.c.acts,
        said.c.at,
        _BEFORE.exists().label("handled"),
        select(func.max(products.c.updated_at)).scalar_subquery().label("changed_at"),
        select(func.max(products.c.id)).scalar_subquery().label("number"),
    )
    .select_from(_ONE)
    .outerjoin(customers, customers.c.chat_id == CHAT)
    .outerjoin(dialogues, dialogues.c.customer_id == customers.c.id)
    .outerjoin(
        conversations,
        (conversations.c.customer_id == customers.c.id) & (conversations.c.state == ConversationState.OPEN.value),
    )
    .outerjoin(said, said.c.chat_id == CHAT)
)
"""Built once: building it costs more than asking it. Products are never deleted, so their maxima tell of any change."""


class Arrivals:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._customers = Customers(connection, vault)
        self._dialogues = Dialogues(connection, vault)

    async def at(self, chat_id: int, bot_id: int, update_id: int) -> Arrival:
        given = {"chat": chat_id, "bot": bot_id, "update": update_id}
        row = (await self._connection.execute(ARRIVAL, given)).one()
        customer, dialogue, talk = PARTS.of(row)
        return Arrival(
            chat_id,
            row.handled,
            self._customers.opened(customer) if customer.id is not None else None,
            self._dialogues.opened(dialogue) if dialogue.topic is not None else None,
            conversation_of(talk) if talk.id is not None else None,
            tuple(row.acts or ()),
            row.at,
            Newest(row.changed_at, row.number),
        )
