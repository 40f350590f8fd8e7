"""Which message carried another one's news; when somebody returned who had kept the bot out."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("outbox", sa.Column("carried_by", sa.BigInteger(), nullable=True))
    op.add_column("customers", sa.Column("returned_at", Moment, nullable=True))


def downgrade() -> None:
    op.drop_column("customers", "returned_at")
    op.drop_column("outbox", "carried_by")
