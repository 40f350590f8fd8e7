"""What people say they like, and categories with their goods in order."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.types import Id

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "preferences",
        sa.Column("customer_id", Id, nullable=False),
        sa.Column("category", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_preferences_customer_id")),
        sa.PrimaryKeyConstraint("customer_id", "category", name=op.f("pk_preferences")),
    )
    op.create_index("ix_products_category_sku", "products", ["category", "sku"])
    op.drop_index(op.f("ix_products_category"), table_name="products")


def downgrade() -> None:
    op.create_index(op.f("ix_products_category"), "products", ["category"])
    op.drop_index("ix_products_category_sku", table_name="products")
    op.drop_table("preferences")
