"""The post: announcements, a row for each letter, and for what was tried with it in vain."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table, Text

from storage.tables.metadata import metadata, only
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
    # No foreign key: it would be looked up once for each of many letters, and broadcasts stay for ever.
    Column("broadcast_id", BigInteger),
    Index("ix_outbox_customer_id_id", "customer_id", "id"),
)
Index(
    "ix_outbox_elder",
    outbox.c.customer_id,
    outbox.c.id,
    **only("state = 'due'"),
)
Index(
    "ix_outbox_due",
    outbox.c.lane,
    outbox.c.due_at,
    outbox.c.id,
    **only("state = 'due' AND broadcast_id IS NULL"),
)
# A broadcast's letters stand apart: one that is paused is passed over without a look at them.
Index(
    "ix_outbox_announced",
    outbox.c.broadcast_id,
    outbox.c.due_at,
    outbox.c.id,
    **only("state = 'due' AND broadcast_id IS NOT NULL"),
)
# A person hears a broadcast once, under whatever number they are known.
Index(
    "uq_outbox_recipients",
    outbox.c.broadcast_id,
    outbox.c.customer_id,
    unique=True,
    **only("broadcast_id IS NOT NULL"),
)
# An announcement is `unknown` for the moment of its sending; a list of those that stay so is short.
Index(
    "ix_outbox_undecided",
    outbox.c.id,
    **only("state IN ('failed', 'unknown')"),
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

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Id, primary_key=True),
    Column("title", String(200), nullable=False),
    Column("content", Document, nullable=False),
    Column("audience", Document, nullable=False),
    Column("send_at", Moment),
    Column("not_after", Moment),
    Column("local_time", Boolean, nullable=False),
    Column("state", String(20), nullable=False),
    Column("created_by", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("sent_by", String(16)),
    Column("approved_by", String(16)),
    Column("starts_at", Moment),
    Column("started_at", Moment),
    Column("taken_to", BigInteger, nullable=False),
    Column("taken_at", Moment),
    Column("finished_at", Moment),
    Column("rewritten_by", Document, nullable=False, server_default="[]"),
    Index("ix_broadcasts_state_id", "state", "id"),
)

own_words = Table(
    "own_words",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("language", String(20), primary_key=True),
    Column("text", Text, nullable=False),
    Column("several", Text),
    Column("at", Moment, nullable=False),
)
