"""Who has rewritten a broadcast."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Document

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("broadcasts", sa.Column("rewritten_by", Document, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("broadcasts", "rewritten_by")
