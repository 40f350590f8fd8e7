"""Orders: backorders with their history, their dates, and what came of a slip."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.tables.metadata import metadata, only
from storage.types import Id, Moment

backorders = Table(
    "backorders",
    metadata,
    Column("id", Id, primary_key=True),
    Column("order_number", String(64), nullable=False),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("sku", ForeignKey("products.sku"), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("reserved_quantity", Integer, nullable=False),
    Column("released_quantity", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("ship", String(10), nullable=False),
    Column("priority", Integer, nullable=False),
    Column("unit_price", BigInteger),
    Column("paid", BigInteger),
    Column("currency", String(3)),
    Column("placed_at", Moment, nullable=False),
    Column("promise_by", Date),
    Column("supply_id", ForeignKey("supplies.id")),
    Column("told_by", Date),
    Column("switched_to", ForeignKey("backorders.id")),
    Column("refund", BigInteger),
    Column("refund_due_on", Date),
    Column("deposit", BigInteger),
    Column("date_told_at", Moment),
    Column("asked_at", Moment),
    Column("accepted_by", Date),
    Column("attention", String(20)),
    Column("pickup", Boolean, nullable=False, server_default=false()),
    CheckConstraint("quantity > 0 AND reserved_quantity >= 0 AND released_quantity >= 0", name="units"),
    CheckConstraint("reserved_quantity + released_quantity <= quantity", name="owned"),
    Index("ix_backorders_customer_id_id", "customer_id", "id"),
    Index("ix_backorders_sku_id", "sku", "id"),
)
Index(
    "ix_backorders_queue",
    backorders.c.sku,
    backorders.c.priority.desc(),
    backorders.c.placed_at,
    backorders.c.id,
    **only("state = 'waiting'"),
)
Index(
    "ix_backorders_promised",
    backorders.c.sku,
    backorders.c.id,
    **only("state = 'waiting' AND promise_by IS NOT NULL"),
)
Index(
    "ix_backorders_asked",
    backorders.c.asked_at,
    **only("asked_at IS NOT NULL"),
)
Index(
    "ix_backorders_attention",
    backorders.c.id,
    **only("attention IS NOT NULL"),
)
Index(
    "ix_backorders_untold",
    backorders.c.date_told_at,
    **only("state = 'waiting' AND date_told_at IS NOT NULL"),
)
Index(
    "uq_backorders_order_number_sku",
    backorders.c.order_number,
    backorders.c.sku,
    unique=True,
    **only("state NOT IN ('switched', 'cancelled')"),
)

history = Table(
    "history",
    metadata,
    Column("id", Id, primary_key=True),
    Column("backorder_id", ForeignKey("backorders.id"), nullable=False),
    Column("state", String(10), nullable=False),
    Column("by", String(10), nullable=False),
    Column("reason", Text),
    Column("reserved_quantity", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_history_backorder_id_id", "backorder_id", "id"),
)

promise_changes = Table(
    "promise_changes",
    metadata,
    Column("id", Id, primary_key=True),
    Column("backorder_id", ForeignKey("backorders.id"), nullable=False),
    Column("old", Date),
    Column("new", Date),
    Column("cause", String(200), nullable=False),
    Column("told", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", Text),
    Index("ix_promise_changes_backorder_id_id", "backorder_id", "id"),
)

answers = Table(
    "answers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("backorder_id", ForeignKey("backorders.id"), nullable=False),
    Column("choice", String(10), nullable=False),
    Column("promise_by", Date),
    Column("at", Moment, nullable=False),
    Index("ix_answers_backorder_id_id", "backorder_id", "id"),
)

goodwill = Table(
    "goodwill",
    metadata,
    Column("id", Id, primary_key=True),
    Column("backorder_id", ForeignKey("backorders.id"), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("cause", String(200), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index("ix_goodwill_backorder_id_id", "backorder_id", "id"),
)

# A message that shows one order and is kept true where it stands.
cards = Table(
    "cards",
    metadata,
    Column("id", Id, primary_key=True),
    Column("backorder_id", ForeignKey("backorders.id"), nullable=False, index=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("outlived", Boolean, nullable=False),
    Column("shown_at", Moment, nullable=False, index=True),
    Column("due_at", Moment, nullable=False),
    UniqueConstraint("chat_id", "message_id"),
)
