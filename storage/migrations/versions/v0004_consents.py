"""Consents to announcements, with their proof."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Moment

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

AGREED = sa.text("marketing_at IS NOT NULL")
UNDER_A_BROADCAST = sa.text("broadcast_id IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "consents",
        sa.Column("id", Id, nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_consents_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_customer_id_id", "consents", ["customer_id", "id"])
    op.create_index(
        "ix_consents_broadcast_id",
        "consents",
        ["broadcast_id"],
        sqlite_where=UNDER_A_BROADCAST,
        postgresql_where=UNDER_A_BROADCAST,
    )
    op.add_column("customers", sa.Column("marketing_at", Moment, nullable=True))
    op.create_index("ix_customers_marketing", "customers", ["id"], sqlite_where=AGREED, postgresql_where=AGREED)


def downgrade() -> None:
    op.drop_index("ix_customers_marketing", "customers", sqlite_where=AGREED, postgresql_where=AGREED)
    op.drop_column("customers", "marketing_at")
    op.drop_table("consents")
