"""Messages about held units that change as time passes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Moment

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

DUE = sa.text("due_at IS NOT NULL")


def upgrade() -> None:
    op.create_table(
        "countdowns",
        sa.Column("id", Id, nullable=False),
        sa.Column("subscription_id", Id, nullable=False),
        sa.Column("told_at", Moment, nullable=False),
        sa.Column("held_until", Moment, nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=True),
        sa.Column("due_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name=op.f("fk_countdowns_subscription_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_countdowns")),
    )
    op.create_index("ix_countdowns_subscription_id_id", "countdowns", ["subscription_id", "id"])
    op.create_index("ix_countdowns_due", "countdowns", ["due_at"], sqlite_where=DUE, postgresql_where=DUE)


def downgrade() -> None:
    op.drop_table("countdowns")
