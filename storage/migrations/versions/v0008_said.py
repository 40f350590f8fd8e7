"""What the bot said last in each chat; when products last changed, at a glance."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Document, Moment

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "said",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("acts", Document, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", name=op.f("pk_said")),
    )
    op.create_index(op.f("ix_said_at"), "said", ["at"])
    op.create_index(op.f("ix_products_updated_at"), "products", ["updated_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_products_updated_at"), "products")
    op.drop_table("said")
