"""Cards of orders that stand in chats, and how often what they show of a product has changed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Moment

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("stock", sa.Column("revision", sa.Integer(), nullable=False, server_default=sa.text("0")))
    op.create_table(
        "cards",
        sa.Column("id", Id, nullable=False),
        sa.Column("backorder_id", Id, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("outlived", sa.Boolean(), nullable=False),
        sa.Column("shown_at", Moment, nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["backorder_id"], ["backorders.id"], name=op.f("fk_cards_backorder_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cards")),
        sa.UniqueConstraint("chat_id", "message_id", name=op.f("uq_cards_chat_id_message_id")),
    )
    op.create_index(op.f("ix_cards_backorder_id"), "cards", ["backorder_id"])
    op.create_index(op.f("ix_cards_shown_at"), "cards", ["shown_at"])


def downgrade() -> None:
    op.drop_table("cards")
    op.drop_column("stock", "revision")
