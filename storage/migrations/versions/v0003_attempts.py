"""What was tried with a letter, and the letters about which somebody must decide."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Id, Moment

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

UNDECIDED = sa.text("state IN ('failed', 'unknown')")


def upgrade() -> None:
    op.create_index("ix_outbox_undecided", "outbox", ["id"], sqlite_where=UNDECIDED, postgresql_where=UNDECIDED)
    op.create_table(
        "attempts",
        sa.Column("id", Id, nullable=False),
        sa.Column("message_id", Id, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("error", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["message_id"], ["outbox.id"], name=op.f("fk_attempts_message_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
    )
    op.create_index("ix_attempts_message_id_id", "attempts", ["message_id", "id"])


def downgrade() -> None:
    op.drop_table("attempts")
    op.drop_index("ix_outbox_undecided", "outbox", sqlite_where=UNDECIDED, postgresql_where=UNDECIDED)
