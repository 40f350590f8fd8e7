"""The post: a row for each letter, and for what was tried with it in vain."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, text

from storage.tables.metadata import metadata
from storage.types import Document, Id, Moment

outbox = Table(
    "outbox",
    metadata,
    Column("id", Id, primary_key=True),
    Column("key", String(200), nullable=False, unique=True),
    Column("kind", String(40), nullable=False),
    Column("lane", Integer, nullable=False),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("news", Document, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reason", String(200)),
    Column("attempt", Integer, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("message_id", BigInteger),
    Column("carried_by", BigInteger),
    Index("ix_outbox_customer_id_id", "customer_id", "id"),
)
Index(
    "ix_outbox_elder",
    outbox.c.customer_id,
    outbox.c.id,
    sqlite_where=text("state = 'due'"),
    postgresql_where=text("state = 'due'"),
)
Index(
    "ix_outbox_due",
    outbox.c.lane,
    outbox.c.due_at,
    outbox.c.id,
    sqlite_where=text("state = 'due'"),
    postgresql_where=text("state = 'due'"),
)
# An announcement is `unknown` for the moment of its sending; a list of those that stay so is short.
Index(
    "ix_outbox_undecided",
    outbox.c.id,
    sqlite_where=text("state IN ('failed', 'unknown')"),
    postgresql_where=text("state IN ('failed', 'unknown')"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("message_id", ForeignKey("outbox.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("reason", String(200)),
    Column("error", String(100)),
    Index("ix_attempts_message_id_id", "message_id", "id"),
)
