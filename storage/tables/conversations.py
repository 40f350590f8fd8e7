"""Conversations with the team: what was said, each customer's topic, what the team's group must still hear."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from storage.tables.metadata import metadata, only
from storage.types import Document, Id, Moment

conversations = Table(
    "conversations",
    metadata,
    Column("id", Id, primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("state", String(10), nullable=False),
    Column("about", ForeignKey("backorders.id")),
    Column("opened_at", Moment, nullable=False),
    Column("opened_by", String(10), nullable=False),
    Column("first_answer_at", Moment),
    Column("closed_at", Moment),
    Column("closed_by", String(10)),
    Column("rating", Integer),
    Column("trouble", String(20)),
    Index("ix_conversations_customer_id_id", "customer_id", "id"),
    Index("ix_conversations_state_id", "state", "id"),
)
Index(
    "uq_conversations_open",
    conversations.c.customer_id,
    unique=True,
    **only("state = 'open'"),
)
Index(
    "ix_conversations_rating",
    conversations.c.rating,
    **only("rating IS NOT NULL"),
)

remarks = Table(
    "remarks",
    metadata,
    Column("id", Id, primary_key=True),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("side", String(10), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("html", Text),
    Column("chat_id", BigInteger),
    Column("message_id", BigInteger),
    Column("copy_id", BigInteger),
    Column("reply_to", Id),
    Column("at", Moment, nullable=False),
    Column("edited_at", Moment),
    Column("deleted_at", Moment),
    # Told twice by Telegram, said once. What came over the API has no number there.
    UniqueConstraint("chat_id", "message_id"),
    Index("ix_remarks_conversation_id_id", "conversation_id", "id"),
    Index("ix_remarks_copy_id", "copy_id"),
)

topics = Table(
    "topics",
    metadata,
    Column("customer_id", ForeignKey("customers.id"), primary_key=True),
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, nullable=False),
    UniqueConstraint("chat_id", "thread_id"),
)

doomed_topics = Table(
    "doomed_topics",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("thread_id", BigInteger, primary_key=True, autoincrement=False),
    Column("due_at", Moment, nullable=False),
)

relays = Table(
    "relays",
    metadata,
    Column("id", Id, primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("conversation_id", ForeignKey("conversations.id"), nullable=False),
    Column("remark_id", ForeignKey("remarks.id")),
    Column("act", String(20), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("due_at", Moment, nullable=False, index=True),
    Index("ix_relays_customer_id_id", "customer_id", "id"),
)

canned = Table(
    "canned",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("texts", Document, nullable=False),
    Column("updated_at", Moment, nullable=False),
)
