"""Where every table is registered, and how constraints are named."""

from typing import Any

from sqlalchemy import MetaData, String, text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

SKU = String(64)


def only(rows: str) -> dict[str, Any]:
    """For an index of some rows only: the condition, as both databases want to be given it."""
    condition = text(rows)
    return {"sqlite_where": condition, "postgresql_where": condition}
