"""Conversations with the shop's team, and its canned answers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Document, Id, Moment

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    _conversations()
    _remarks()
    _topics()
    _relays()
    op.create_table(
        "canned",
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("texts", Document, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_canned")),
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", Id, nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("about", Id, nullable=True),
        sa.Column("opened_at", Moment, nullable=False),
        sa.Column("opened_by", sa.String(length=10), nullable=False),
        sa.Column("first_answer_at", Moment, nullable=True),
        sa.Column("closed_at", Moment, nullable=True),
        sa.Column("closed_by", sa.String(length=10), nullable=True),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("trouble", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["about"], ["backorders.id"], name=op.f("fk_conversations_about")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_conversations_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
    )
    op.create_index("ix_conversations_customer_id_id", "conversations", ["customer_id", "id"])
    op.create_index("ix_conversations_state_id", "conversations", ["state", "id"])
    is_open, is_rated = sa.text("state = 'open'"), sa.text("rating IS NOT NULL")
    op.create_index(
        "uq_conversations_open",
        "conversations",
        ["customer_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index(
        "ix_conversations_rating", "conversations", ["rating"], sqlite_where=is_rated, postgresql_where=is_rated
    )


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("copy_id", sa.BigInteger(), nullable=True),
        sa.Column("reply_to", Id, nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.Column("edited_at", Moment, nullable=True),
        sa.Column("deleted_at", Moment, nullable=True),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_remarks_conversation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remarks")),
        sa.UniqueConstraint("chat_id", "message_id", name=op.f("uq_remarks_chat_id_message_id")),
    )
    op.create_index("ix_remarks_conversation_id_id", "remarks", ["conversation_id", "id"])
    op.create_index("ix_remarks_copy_id", "remarks", ["copy_id"])


def _topics() -> None:
    op.create_table(
        "topics",
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_topics_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "chat_id", name=op.f("pk_topics")),
        sa.UniqueConstraint("chat_id", "thread_id", name=op.f("uq_topics_chat_id_thread_id")),
    )
    op.create_table(
        "doomed_topics",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "thread_id", name=op.f("pk_doomed_topics")),
    )


def _relays() -> None:
    op.create_table(
        "relays",
        sa.Column("id", Id, nullable=False),
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("conversation_id", Id, nullable=False),
        sa.Column("remark_id", Id, nullable=True),
        sa.Column("act", sa.String(length=20), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_relays_conversation_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_relays_customer_id")),
        sa.ForeignKeyConstraint(["remark_id"], ["remarks.id"], name=op.f("fk_relays_remark_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relays")),
    )
    op.create_index("ix_relays_customer_id_id", "relays", ["customer_id", "id"])
    op.create_index(op.f("ix_relays_due_at"), "relays", ["due_at"])


def downgrade() -> None:
    for table in ("canned", "relays", "doomed_topics", "topics", "remarks", "conversations"):
        op.drop_table(table)
