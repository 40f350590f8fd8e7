"""Goods: products with their stock, movements, supplies and recalls."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    text,
)

from storage.tables.metadata import SKU, metadata, only
from storage.types import Document, Id, Moment

products = Table(
    "products",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sku", SKU, nullable=False, unique=True),
    Column("name", Document, nullable=False),
    Column("description", Document, nullable=False),
    Column("category", String(200)),
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
    Column("alert_minimum", Integer),
    Column("active", Boolean, nullable=False),
    Column("search", Text, nullable=False),
    Column("updated_at", Moment, nullable=False, index=True),
    Index("ix_products_category_sku", "category", "sku"),
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
    # Counts whatever changes how an order of the product looks to its owner.
    Column("revision", Integer, nullable=False, server_default=text("0")),
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
        **only("state = 'open'"),
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

recalls = Table(
    "recalls",
    metadata,
    Column("id", Id, primary_key=True),
    Column("sku", ForeignKey("products.sku"), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_recalls_sku_id", "sku", "id"),
)
