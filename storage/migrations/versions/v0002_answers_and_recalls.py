"""What people answer when a date slips, what they get for it, recalls, deposits, and limits per customer."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Moment

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

PARTIAL = (
    ("ix_backorders_asked", "asked_at", "asked_at IS NOT NULL"),
    ("ix_backorders_attention", "id", "attention IS NOT NULL"),
    ("ix_backorders_untold", "date_told_at", "state = 'waiting' AND date_told_at IS NOT NULL"),
)


def upgrade() -> None:
    for column in ("per_customer", "reorder_at"):
        op.add_column("products", sa.Column(column, sa.Integer(), nullable=True))
    op.add_column("backorders", sa.Column("deposit", sa.BigInteger(), nullable=True))
    op.add_column("backorders", sa.Column("date_told_at", Moment, nullable=True))
    op.add_column("backorders", sa.Column("asked_at", Moment, nullable=True))
    op.add_column("backorders", sa.Column("accepted_by", sa.Date(), nullable=True))
    op.add_column("backorders", sa.Column("attention", sa.String(length=20), nullable=True))
    for name, column, where in PARTIAL:
        op.create_index(name, "backorders", [column], sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    _answers()
    _goodwill()
    _recalls()


def _answers() -> None:
    op.create_table(
        "answers",
        sa.Column("id", Id, nullable=False),
        sa.Column("backorder_id", Id, nullable=False),
        sa.Column("choice", sa.String(length=10), nullable=False),
        sa.Column("promise_by", sa.Date(), nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["backorder_id"], ["backorders.id"], name=op.f("fk_answers_backorder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index("ix_answers_backorder_id_id", "answers", ["backorder_id", "id"])


def _goodwill() -> None:
    op.create_table(
        "goodwill",
        sa.Column("id", Id, nullable=False),
        sa.Column("backorder_id", Id, nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["backorder_id"], ["backorders.id"], name=op.f("fk_goodwill_backorder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goodwill")),
    )
    op.create_index(op.f("ix_goodwill_at"), "goodwill", ["at"])
    op.create_index("ix_goodwill_backorder_id_id", "goodwill", ["backorder_id", "id"])


def _recalls() -> None:
    op.create_table(
        "recalls",
        sa.Column("id", Id, nullable=False),
        sa.Column("sku", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["sku"], ["products.sku"], name=op.f("fk_recalls_sku")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recalls")),
    )
    op.create_index("ix_recalls_sku_id", "recalls", ["sku", "id"])
    op.create_table(
        "recalled",
        sa.Column("recall_id", Id, nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("acknowledged_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_recalled_customer_id")),
        sa.ForeignKeyConstraint(["recall_id"], ["recalls.id"], name=op.f("fk_recalled_recall_id")),
        sa.PrimaryKeyConstraint("recall_id", "customer_id", name=op.f("pk_recalled")),
    )


def downgrade() -> None:
    for table in ("recalled", "recalls", "goodwill", "answers"):
        op.drop_table(table)
    for name, _, where in PARTIAL:
        where_too = sa.text(where)
        op.drop_index(name, "backorders", sqlite_where=where_too, postgresql_where=where_too)
    for table, columns in (
        ("backorders", ("attention", "accepted_by", "asked_at", "date_told_at", "deposit")),
        ("products", ("reorder_at", "per_customer")),
    ):
        for column in columns:
            op.drop_column(table, column)
