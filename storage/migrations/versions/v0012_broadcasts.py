"""Broadcasts and their letters; tags of customers, and when somebody last wrote."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Document, Id, Moment

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

DUE = "state = 'due'"
OF_NONE = f"{DUE} AND broadcast_id IS NULL"
OF_ONE = f"{DUE} AND broadcast_id IS NOT NULL"
RECIPIENTS = "broadcast_id IS NOT NULL"


def upgrade() -> None:
    _broadcasts()
    op.create_table(
        "customer_tags",
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_customer_tags_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "tag", name=op.f("pk_customer_tags")),
    )
    op.create_index("ix_customer_tags_tag_customer_id", "customer_tags", ["tag", "customer_id"])
    op.add_column("customers", sa.Column("active_at", Moment, nullable=True))
    op.add_column("outbox", sa.Column("broadcast_id", sa.BigInteger(), nullable=True))
    _drop("ix_outbox_due", DUE)
    _add("ix_outbox_due", ["lane", "due_at", "id"], OF_NONE)
    _add("ix_outbox_announced", ["broadcast_id", "due_at", "id"], OF_ONE)
    _add("uq_outbox_recipients", ["broadcast_id", "customer_id"], RECIPIENTS, unique=True)


def _broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", Id, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("content", Document, nullable=False),
        sa.Column("audience", Document, nullable=False),
        sa.Column("send_at", Moment, nullable=True),
        sa.Column("not_after", Moment, nullable=True),
        sa.Column("local_time", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_by", sa.String(length=16), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("sent_by", sa.String(length=16), nullable=True),
        sa.Column("approved_by", sa.String(length=16), nullable=True),
        sa.Column("starts_at", Moment, nullable=True),
        sa.Column("started_at", Moment, nullable=True),
        sa.Column("taken_to", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", Moment, nullable=True),
        sa.Column("finished_at", Moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )
    op.create_index("ix_broadcasts_state_id", "broadcasts", ["state", "id"])


def downgrade() -> None:
    _drop("uq_outbox_recipients", RECIPIENTS)
    _drop("ix_outbox_announced", OF_ONE)
    _drop("ix_outbox_due", OF_NONE)
    op.drop_column("outbox", "broadcast_id")
    _add("ix_outbox_due", ["lane", "due_at", "id"], DUE)
    op.drop_column("customers", "active_at")
    op.drop_table("customer_tags")
    op.drop_table("broadcasts")


def _add(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, "outbox", columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def _drop(name: str, where: str) -> None:
    op.drop_index(name, "outbox", sqlite_where=sa.text(where), postgresql_where=sa.text(where))
