"""Sign-ups that end after a question, and the least number of units that is worth telling people about."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

ACTIVE = sa.text("state = 'active'")
EXPIRES = "ix_subscriptions_expires"
HALF_A_YEAR = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S.000000', created_at, '+180 days')",
    "postgresql": "created_at + interval '180 days'",
}
"""What the sign-ups that are there get, as new ones do by default."""


def upgrade() -> None:
    op.add_column("products", sa.Column("alert_minimum", sa.Integer(), nullable=True))
    op.add_column("subscriptions", sa.Column("expires_at", Moment, nullable=True))
    op.add_column("subscriptions", sa.Column("asked_at", Moment, nullable=True))
    ends = HALF_A_YEAR[op.get_bind().dialect.name]
    op.execute(sa.text(f"UPDATE subscriptions SET expires_at = {ends}").execution_options(no_parameters=True))
    op.create_index(EXPIRES, "subscriptions", ["expires_at"], sqlite_where=ACTIVE, postgresql_where=ACTIVE)


def downgrade() -> None:
    op.drop_index(EXPIRES, "subscriptions", sqlite_where=ACTIVE, postgresql_where=ACTIVE)
    for table, column in (
        ("subscriptions", "asked_at"),
        ("subscriptions", "expires_at"),
        ("products", "alert_minimum"),
    ):
        op.drop_column(table, column)
