"""The schema's way up and down, on either database."""

from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(path.stem[1:5] for path in (MIGRATIONS / "versions").glob("v????_*.py"))
"""The newest migration that this program knows: `0001` for `v0001_first_tables.py`, and so on in a row."""
LOCK = 7_276_224_482
"""A number for PostgreSQL's advisory lock; any that nobody else uses."""


async def upgrade(engine: AsyncEngine, revision: str = HEAD) -> None:
    """Build or renew every table. Several processes may call this at once: PostgreSQL lets one at a time do it."""
    if revision == HEAD and await is_current(engine):
        return
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
        await connection.run_sync(_alembic().up, revision)


async def downgrade(engine: AsyncEngine, revision: str) -> None:
    async with engine.begin() as connection:
        await connection.run_sync(_alembic().down, revision)


async def is_current(engine: AsyncEngine) -> bool:
    """Whether the database has every migration that this program knows."""
    async with engine.connect() as connection:
        return await connection.run_sync(_revision) == HEAD


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _alembic() -> ModuleType:
    from storage import migrating  # noqa: PLC0415 - a start seldom has anything to migrate

    return migrating
