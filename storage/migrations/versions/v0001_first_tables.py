"""The first tables: products, stock, supplies, people, orders, alerts, the outbox and the keys."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Document, Id, Moment

revision: str = "0001"
down_revision: str | None = None
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "api_keys",
        sa.Column("id", Id, nullable=False),
        sa.Column("public_id", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("scopes", sa.String(length=100), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_keys")),
        sa.UniqueConstraint("public_id", name=op.f("uq_api_keys_public_id")),
    )
    op.create_table(
        "customers",
        sa.Column("id", Id, nullable=False),
        sa.Column("external_id", sa.String(length=200), nullable=False),
        sa.Column("name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("email_digest", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("phone_digest", sa.LargeBinary(), nullable=True),
        sa.Column("locale", sa.String(length=35), nullable=True),
        sa.Column("timezone", sa.String(length=64), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("blocked", sa.Boolean(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("forgotten_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("chat_id", name=op.f("uq_customers_chat_id")),
        sa.UniqueConstraint("external_id", name=op.f("uq_customers_external_id")),
    )
    op.create_index(op.f("ix_customers_email_digest"), "customers", ["email_digest"], unique=False)
    op.create_index(op.f("ix_customers_phone_digest"), "customers", ["phone_digest"], unique=False)
    op.create_table(
        "facts",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_facts")),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("id", Id, nullable=False),
        sa.Column("owner", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("request_digest", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("content_type", sa.String(length=100), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idempotency_keys")),
        sa.UniqueConstraint("owner", "key", name=op.f("uq_idempotency_keys_owner_key")),
    )
    op.create_index(op.f("ix_idempotency_keys_created_at"), "idempotency_keys", ["created_at"], unique=False)
    op.create_table(
        "leases",
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("owner", sa.String(length=100), nullable=False),
        sa.Column("until", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_leases")),
    )
    op.create_table(
        "products",
        sa.Column("id", Id, nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("name", Document, nullable=False),
        sa.Column("description", Document, nullable=False),
        sa.Column("category", sa.String(length=200), nullable=True),
        sa.Column("article", sa.String(length=200), nullable=True),
        sa.Column("options", Document, nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("image_url", sa.Text(), nullable=True),
        sa.Column("policy", sa.String(length=10), nullable=False),
        sa.Column("waiting_limit", sa.Integer(), nullable=True),
        sa.Column("max_wait_days", sa.Integer(), nullable=True),
        sa.Column("release_date", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("search", sa.Text(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_products")),
        sa.UniqueConstraint("sku", name=op.f("uq_products_sku")),
    )
    op.create_index(op.f("ix_products_article"), "products", ["article"], unique=False)
    op.create_index(op.f("ix_products_category"), "products", ["category"], unique=False)
    op.create_table(
        "updates",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("update_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "update_id", name=op.f("pk_updates")),
    )
    op.create_index(op.f("ix_updates_at"), "updates", ["at"], unique=False)
    op.create_table(
        "alternatives",
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("other", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["other"], ["products.sku"], name=op.f("fk_alternatives_other")),
        sa.ForeignKeyConstraint(["sku"], ["products.sku"], name=op.f("fk_alternatives_sku")),
        sa.PrimaryKeyConstraint("sku", "position", name=op.f("pk_alternatives")),
    )
    op.create_table(
        "link_tokens",
        sa.Column("id", Id, nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_link_tokens_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_tokens")),
        sa.UniqueConstraint("digest", name=op.f("uq_link_tokens_digest")),
    )
    op.create_table(
        "movements",
        sa.Column("id", Id, nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["sku"], ["products.sku"], name=op.f("fk_movements_sku")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
    )
    op.create_index("ix_movements_sku_id", "movements", ["sku", "id"], unique=False)
    op.create_table(
        "outbox",
        sa.Column("id", Id, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("news", Document, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_outbox_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index("ix_outbox_customer_id_id", "outbox", ["customer_id", "id"], unique=False)
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["lane", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_index(
        "ix_outbox_elder",
        "outbox",
        ["customer_id", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.create_table(
        "stock",
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("on_hand", sa.BigInteger(), nullable=False),
        sa.Column("reserved", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("waiting_orders", sa.Integer(), nullable=False),
        sa.Column("waiting_units", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("on_hand - reserved - held >= 0", name=op.f("ck_stock_available")),
        sa.CheckConstraint("on_hand >= 0 AND reserved >= 0 AND held >= 0", name=op.f("ck_stock_figures")),
        sa.CheckConstraint("waiting_orders >= 0 AND waiting_units >= 0", name=op.f("ck_stock_queue")),
        sa.ForeignKeyConstraint(["sku"], ["products.sku"], name=op.f("fk_stock_sku")),
        sa.PrimaryKeyConstraint("sku", name=op.f("pk_stock")),
    )
    op.create_table(
        "subscriptions",
        sa.Column("id", Id, nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("told_at", Moment(), nullable=True),
        sa.Column("held_until", Moment(), nullable=True),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_subscriptions_units")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_subscriptions_customer_id")),
        sa.ForeignKeyConstraint(["sku"], ["products.sku"], name=op.f("fk_subscriptions_sku")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subscriptions")),
    )
    op.create_index("ix_subscriptions_customer_id_id", "subscriptions", ["customer_id", "id"], unique=False)
    op.create_index(
        "ix_subscriptions_line",
        "subscriptions",
        ["sku", "told_at", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_index(
        "ix_subscriptions_told",
        "subscriptions",
        ["told_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('told', 'held')"),
        postgresql_where=sa.text("state IN ('told', 'held')"),
    )
    op.create_index(
        "uq_subscriptions_live",
        "subscriptions",
        ["customer_id", "sku"],
        unique=True,
        sqlite_where=sa.text("state IN ('active', 'held')"),
        postgresql_where=sa.text("state IN ('active', 'held')"),
    )
    op.create_table(
        "supplies",
        sa.Column("id", Id, nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("arrived", sa.Integer(), nullable=False),
        sa.Column("expected_on", sa.Date(), nullable=False),
        sa.Column("supplier", sa.String(length=200), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("buffer_days", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.CheckConstraint("quantity > 0 AND arrived >= 0", name=op.f("ck_supplies_units")),
        sa.ForeignKeyConstraint(["sku"], ["products.sku"], name=op.f("fk_supplies_sku")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supplies")),
    )
    op.create_index(
        "ix_supplies_open",
        "supplies",
        ["sku", "expected_on", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "arrivals",
        sa.Column("id", Id, nullable=False),
        sa.Column("supply_id", Id, nullable=False),
        sa.Column("supplier", sa.String(length=200), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("delay_days", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["supply_id"], ["supplies.id"], name=op.f("fk_arrivals_supply_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_arrivals")),
    )
    op.create_index("ix_arrivals_supplier_id", "arrivals", ["supplier", "id"], unique=False)
    op.create_table(
        "backorders",
        sa.Column("id", Id, nullable=False),
        sa.Column("order_number", sa.String(length=64), nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("reserved_quantity", sa.Integer(), nullable=False),
        sa.Column("released_quantity", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("ship", sa.String(length=10), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("unit_price", sa.BigInteger(), nullable=True),
        sa.Column("paid", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=True),
        sa.Column("placed_at", Moment(), nullable=False),
        sa.Column("promise_by", sa.Date(), nullable=True),
        sa.Column("supply_id", Id, nullable=True),
        sa.Column("told_by", sa.Date(), nullable=True),
        sa.Column("switched_to", Id, nullable=True),
        sa.Column("refund", sa.BigInteger(), nullable=True),
        sa.Column("refund_due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "quantity > 0 AND reserved_quantity >= 0 AND released_quantity >= 0", name=op.f("ck_backorders_units")
        ),
        sa.CheckConstraint("reserved_quantity + released_quantity <= quantity", name=op.f("ck_backorders_owned")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_backorders_customer_id")),
        sa.ForeignKeyConstraint(["sku"], ["products.sku"], name=op.f("fk_backorders_sku")),
        sa.ForeignKeyConstraint(["supply_id"], ["supplies.id"], name=op.f("fk_backorders_supply_id")),
        sa.ForeignKeyConstraint(["switched_to"], ["backorders.id"], name=op.f("fk_backorders_switched_to")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backorders")),
    )
    op.create_index("ix_backorders_customer_id_id", "backorders", ["customer_id", "id"], unique=False)
    op.create_index(
        "ix_backorders_promised",
        "backorders",
        ["sku", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting' AND promise_by IS NOT NULL"),
        postgresql_where=sa.text("state = 'waiting' AND promise_by IS NOT NULL"),
    )
    op.create_index(
        "ix_backorders_queue",
        "backorders",
        ["sku", sa.literal_column("priority DESC"), "placed_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_backorders_sku_id", "backorders", ["sku", "id"], unique=False)
    op.create_index(
        "uq_backorders_order_number_sku",
        "backorders",
        ["order_number", "sku"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('switched', 'cancelled')"),
        postgresql_where=sa.text("state NOT IN ('switched', 'cancelled')"),
    )
    op.create_table(
        "history",
        sa.Column("id", Id, nullable=False),
        sa.Column("backorder_id", Id, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reserved_quantity", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["backorder_id"], ["backorders.id"], name=op.f("fk_history_backorder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index("ix_history_backorder_id_id", "history", ["backorder_id", "id"], unique=False)
    op.create_table(
        "promise_changes",
        sa.Column("id", Id, nullable=False),
        sa.Column("backorder_id", Id, nullable=False),
        sa.Column("old", sa.Date(), nullable=True),
        sa.Column("new", sa.Date(), nullable=True),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["backorder_id"], ["backorders.id"], name=op.f("fk_promise_changes_backorder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise_changes")),
    )
    op.create_index("ix_promise_changes_backorder_id_id", "promise_changes", ["backorder_id", "id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_promise_changes_backorder_id_id", table_name="promise_changes")
    op.drop_table("promise_changes")
    op.drop_index("ix_history_backorder_id_id", table_name="history")
    op.drop_table("history")
    op.drop_index(
        "uq_backorders_order_number_sku",
        table_name="backorders",
        sqlite_where=sa.text("state NOT IN ('switched', 'cancelled')"),
        postgresql_where=sa.text("state NOT IN ('switched', 'cancelled')"),
    )
    op.drop_index("ix_backorders_sku_id", table_name="backorders")
    op.drop_index(
        "ix_backorders_queue",
        table_name="backorders",
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.drop_index(
        "ix_backorders_promised",
        table_name="backorders",
        sqlite_where=sa.text("state = 'waiting' AND promise_by IS NOT NULL"),
        postgresql_where=sa.text("state = 'waiting' AND promise_by IS NOT NULL"),
    )
    op.drop_index("ix_backorders_customer_id_id", table_name="backorders")
    op.drop_table("backorders")
    op.drop_index("ix_arrivals_supplier_id", table_name="arrivals")
    op.drop_table("arrivals")
    op.drop_index(
        "ix_supplies_open",
        table_name="supplies",
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.drop_table("supplies")
    op.drop_index(
        "uq_subscriptions_live",
        table_name="subscriptions",
        sqlite_where=sa.text("state IN ('active', 'held')"),
        postgresql_where=sa.text("state IN ('active', 'held')"),
    )
    op.drop_index(
        "ix_subscriptions_told",
        table_name="subscriptions",
        sqlite_where=sa.text("state IN ('told', 'held')"),
        postgresql_where=sa.text("state IN ('told', 'held')"),
    )
    op.drop_index(
        "ix_subscriptions_line",
        table_name="subscriptions",
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.drop_index("ix_subscriptions_customer_id_id", table_name="subscriptions")
    op.drop_table("subscriptions")
    op.drop_table("stock")
    op.drop_index(
        "ix_outbox_elder",
        table_name="outbox",
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.drop_index(
        "ix_outbox_due",
        table_name="outbox",
        sqlite_where=sa.text("state = 'due'"),
        postgresql_where=sa.text("state = 'due'"),
    )
    op.drop_index("ix_outbox_customer_id_id", table_name="outbox")
    op.drop_table("outbox")
    op.drop_index("ix_movements_sku_id", table_name="movements")
    op.drop_table("movements")
    op.drop_table("link_tokens")
    op.drop_table("alternatives")
    op.drop_index(op.f("ix_updates_at"), table_name="updates")
    op.drop_table("updates")
    op.drop_index(op.f("ix_products_category"), table_name="products")
    op.drop_index(op.f("ix_products_article"), table_name="products")
    op.drop_table("products")
    op.drop_table("leases")
    op.drop_index(op.f("ix_idempotency_keys_created_at"), table_name="idempotency_keys")
    op.drop_table("idempotency_keys")
    op.drop_table("facts")
    op.drop_index(op.f("ix_customers_phone_digest"), table_name="customers")
    op.drop_index(op.f("ix_customers_email_digest"), table_name="customers")
    op.drop_table("customers")
    op.drop_table("api_keys")
