"""Each person's quiet hours, what the bot has asked them, and how often somebody tried to link an order."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Document, Id, Moment

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

OWN_HOURS = sa.text("quiet_hours IS NOT NULL")


def upgrade() -> None:
    op.add_column("customers", sa.Column("quiet_hours", sa.String(length=11), nullable=True))
    op.create_index(
        "ix_customers_own_hours",
        "customers",
        ["quiet_hours", "timezone"],
        sqlite_where=OWN_HOURS,
        postgresql_where=OWN_HOURS,
    )
    op.create_table(
        "dialogues",
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("topic", sa.String(length=20), nullable=False),
        sa.Column("given", sa.Text(), nullable=True),
        sa.Column("asked_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_dialogues_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", name=op.f("pk_dialogues")),
    )
    op.create_table(
        "tries",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("moments", Document, nullable=False),
        sa.Column("last_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_tries")),
    )
    op.create_index(op.f("ix_tries_last_at"), "tries", ["last_at"])


def downgrade() -> None:
    op.drop_table("tries")
    op.drop_table("dialogues")
    op.drop_index("ix_customers_own_hours", "customers", sqlite_where=OWN_HOURS, postgresql_where=OWN_HOURS)
    op.drop_column("customers", "quiet_hours")
