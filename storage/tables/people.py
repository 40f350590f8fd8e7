"""People: customers, what they agreed to and were asked, their links and alerts, and whom a recall concerns."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    text,
)

from storage.tables.metadata import metadata, only
from storage.types import Document, Id, Moment

customers = Table(
    "customers",
    metadata,
    Column("id", Id, primary_key=True),
    Column("external_id", String(200), nullable=False, unique=True),
    Column("name", Text),
    Column("email", Text),
    Column("email_digest", LargeBinary, index=True),
    Column("phone", Text),
    Column("phone_digest", LargeBinary, index=True),
    Column("locale", String(35)),
    Column("timezone", String(64)),
    Column("quiet_hours", String(11)),
    Column("chat_id", BigInteger, unique=True),
    Column("blocked", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("forgotten_at", Moment),
    Column("returned_at", Moment),
    Column("marketing_at", Moment),
    Column("active_at", Moment),
    Index(
        "ix_customers_marketing",
        "id",
        **only("marketing_at IS NOT NULL"),
    ),
)

customer_tags = Table(
    "customer_tags",
    metadata,
    Column("customer_id", ForeignKey("customers.id"), primary_key=True),
    Column("tag", String(64), primary_key=True),
    Index("ix_customer_tags_tag_customer_id", "tag", "customer_id"),
)

preferences = Table(
    "preferences",
    metadata,
    Column("customer_id", ForeignKey("customers.id"), primary_key=True),
    Column("category", String(200), primary_key=True),
)

consents = Table(
    "consents",
    metadata,
    Column("id", Id, primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("given", Boolean, nullable=False),
    Column("wording", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("broadcast_id", BigInteger),
    Column("at", Moment, nullable=False),
    Index("ix_consents_customer_id_id", "customer_id", "id"),
    Index(
        "ix_consents_broadcast_id",
        "broadcast_id",
        **only("broadcast_id IS NOT NULL"),
    ),
)

OWN_HOURS = text("quiet_hours IS NOT NULL")
Index(
    "ix_customers_own_hours",
    customers.c.quiet_hours,
    customers.c.timezone,
    sqlite_where=OWN_HOURS,
    postgresql_where=OWN_HOURS,
)

recalled = Table(
    "recalled",
    metadata,
    Column("recall_id", ForeignKey("recalls.id"), primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), primary_key=True),
    Column("units", Integer, nullable=False),
    Column("acknowledged_at", Moment),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    Column("id", Id, primary_key=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("sku", ForeignKey("products.sku"), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("told_at", Moment),
    Column("held_until", Moment),
    Column("expires_at", Moment),
    Column("asked_at", Moment),
    CheckConstraint("quantity > 0", name="units"),
    Index("ix_subscriptions_customer_id_id", "customer_id", "id"),
)
Index(
    "uq_subscriptions_live",
    subscriptions.c.customer_id,
    subscriptions.c.sku,
    unique=True,
    **only("state IN ('active', 'held')"),
)
Index(
    "ix_subscriptions_line",
    subscriptions.c.sku,
    subscriptions.c.told_at,
    subscriptions.c.created_at,
    subscriptions.c.id,
    **only("state = 'active'"),
)
Index(
    "ix_subscriptions_expires",
    subscriptions.c.expires_at,
    **only("state = 'active'"),
)
Index(
    "ix_subscriptions_told",
    subscriptions.c.told_at,
    **only("state IN ('told', 'held')"),
)

dialogues = Table(
    "dialogues",
    metadata,
    Column("customer_id", ForeignKey("customers.id"), primary_key=True),
    Column("topic", String(20), nullable=False),
    Column("given", Text),
    Column("asked_at", Moment, nullable=False),
)

tries = Table(
    "tries",
    metadata,
    Column("digest", LargeBinary, primary_key=True),
    Column("moments", Document, nullable=False),
    Column("last_at", Moment, nullable=False, index=True),
)

# A message about held units changes as time passes; a row for each.
countdowns = Table(
    "countdowns",
    metadata,
    Column("id", Id, primary_key=True),
    Column("subscription_id", ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False),
    Column("told_at", Moment, nullable=False),
    Column("held_until", Moment, nullable=False),
    Column("outcome", String(10)),
    Column("due_at", Moment),
    Index("ix_countdowns_subscription_id_id", "subscription_id", "id"),
)
Index(
    "ix_countdowns_due",
    countdowns.c.due_at,
    **only("due_at IS NOT NULL"),
)

link_tokens = Table(
    "link_tokens",
    metadata,
    Column("id", Id, primary_key=True),
    Column("digest", LargeBinary, nullable=False, unique=True),
    Column("customer_id", ForeignKey("customers.id"), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
)
