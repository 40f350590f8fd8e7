"""Every table. Alembic's migrations build the same; a test compares both."""

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
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.types import Document, Id, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SKU = String(64)
WAITING = text("state = 'waiting'")

products = Table(
    "products",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sku", SKU, nullable=False, unique=True),
    Column("name", Document, nullable=False),
    Column("description", Document, nullable=False),
    Column("category", String(200), index=True),
    Column("article", String(200), index=True),
    Column("options", Document, nullable=False),
    Column("price", BigInteger),
    Column("currency", String(3)),
    Column("url", Text),
    Column("image_url", Text),
    Column("policy", String(10), nullable=False),
    Column("waiting_limit", Integer),
    Column("max_wait_days", Integer),
    Column("release_date", Date),
    Column("per_customer", Integer),
    Column("reorder_at", Integer),
    Column("active", Boolean, nullable=False),
    Column("search", Text, nullable=False),
    Column("updated_at", Moment, nullable=False),
)

alternatives = Table(
    "alternatives",
    metadata,
    Column("sku", ForeignKey("products.sku"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("other", ForeignKey("products.sku"), nullable=False),
)

stock = Table(
    "stock",
    metadata,
    Column("sku", ForeignKey("products.sku"), primary_key=True),
    Column("on_hand", BigInteger, nullable=False),
    Column("reserved", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
    Column("waiting_orders", Integer, nullable=False),
    Column("waiting_units", BigInteger, nullable=False),
    CheckConstraint("on_hand >= 0 AND reserved >= 0 AND held >= 0", name="figures"),
    CheckConstraint("on_hand - reserved - held >= 0", name="available"),
    CheckConstraint("waiting_orders >= 0 AND waiting_units >= 0", name="queue"),
)

movements = Table(
    "movements",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sku", ForeignKey("products.sku"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("on_hand", BigInteger, nullable=False),
    Column("reserved", BigInteger, nullable=False),
    Column("held", BigInteger, nullable=False),
    Column("cause", String(200), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_movements_sku_id", "sku", "id"),
)

supplies = Table(
    "supplies",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sku", ForeignKey("products.sku"), nullable=False),
    Column("quantity", Integer, nullable=False),
    Column("arrived", Integer, nullable=False),
    Column("expected_on", Date, nullable=False),
    Column("supplier", String(200)),
    Column("reference", String(200)),
    Column("state", String(10), nullable=False),
    Column("reason", Text),
    Column("buffer_days", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Index(
        "ix_supplies_open",
        "sku",
        "expected_on",
        "id",
        sqlite_where=text("state = 'open'"),
        postgresql_where=text("state = 'open'"),
    ),
    CheckConstraint("quantity > 0 AND arrived >= 0", name="units"),
)

arrivals = Table(
    "arrivals",
    metadata,
    Column("id", Id, primary_key=True),
    Column("supply_id", ForeignKey("supplies.id"), nullable=False),
    Column("supplier", String(200)),
    Column("quantity", Integer, nullable=False),
    Column("delay_days", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_arrivals_supplier_id", "supplier", "id"),
)

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
    Column("chat_id", BigInteger, unique=True),
    Column("blocked", Boolean, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("forgotten_at", Moment),
)

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
    sqlite_where=WAITING,
    postgresql_where=WAITING,
)
Index(
    "ix_backorders_promised",
    backorders.c.sku,
    backorders.c.id,
    sqlite_where=text("state = 'waiting' AND promise_by IS NOT NULL"),
    postgresql_where=text("state = 'waiting' AND promise_by IS NOT NULL"),
)
Index(
    "ix_backorders_asked",
    backorders.c.asked_at,
    sqlite_where=text("asked_at IS NOT NULL"),
    postgresql_where=text("asked_at IS NOT NULL"),
)
Index(
    "ix_backorders_attention",
    backorders.c.id,
    sqlite_where=text("attention IS NOT NULL"),
    postgresql_where=text("attention IS NOT NULL"),
)
Index(
    "ix_backorders_untold",
    backorders.c.date_told_at,
    sqlite_where=text("state = 'waiting' AND date_told_at IS NOT NULL"),
    postgresql_where=text("state = 'waiting' AND date_told_at IS NOT NULL"),
)
Index(
    "uq_backorders_order_number_sku",
    backorders.c.order_number,
    backorders.c.sku,
    unique=True,
    sqlite_where=text("state NOT IN ('switched', 'cancelled')"),
    postgresql_where=text("state NOT IN ('switched', 'cancelled')"),
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

recalls = Table(
    "recalls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sku", ForeignKey("products.sku"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_recalls_sku_id", "sku", "id"),
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
    CheckConstraint("quantity > 0", name="units"),
    Index("ix_subscriptions_customer_id_id", "customer_id", "id"),
)
Index(
    "uq_subscriptions_live",
    subscriptions.c.customer_id,
    subscriptions.c.sku,
    unique=True,
    sqlite_where=text("state IN ('active', 'held')"),
    postgresql_where=text("state IN ('active', 'held')"),
)
Index(
    "ix_subscriptions_line",
    subscriptions.c.sku,
    subscriptions.c.told_at,
    subscriptions.c.created_at,
    subscriptions.c.id,
    sqlite_where=text("state = 'active'"),
    postgresql_where=text("state = 'active'"),
)
Index(
    "ix_subscriptions_told",
    subscriptions.c.told_at,
    sqlite_where=text("state IN ('told', 'held')"),
    postgresql_where=text("state IN ('told', 'held')"),
)

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

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("public_id", String(16), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("scopes", String(100), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("revoked_at", Moment),
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

idempotency_keys = Table(
    "idempotency_keys",
    metadata,
    Column("id", Id, primary_key=True),
    Column("owner", String(16), nullable=False),
    Column("key", String(200), nullable=False),
    Column("request_digest", LargeBinary, nullable=False),
    Column("status", Integer),
    Column("content_type", String(100)),
    Column("answer", LargeBinary),
    Column("created_at", Moment, nullable=False, index=True),
    UniqueConstraint("owner", "key"),
)

updates = Table(
    "updates",
    metadata,
    Column("bot_id", BigInteger, primary_key=True, autoincrement=False),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False, index=True),
)

leases = Table(
    "leases",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("until", Moment, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)
