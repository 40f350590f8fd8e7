"""An engine for each of the two databases, with the settings that it needs."""

import time
from typing import Any

import msgspec
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

READ_ONLY = "nachschub_read_only"
BOTH: dict[str, Any] = {
    # An error must not carry the values of a statement: they would be personal data in a log.
    "hide_parameters": True,
    # A page of letters holds thousands of small documents; the standard library reads them several times slower.
    "json_deserializer": msgspec.json.decode,
}
"""What every engine is opened with."""
RESTED = 5.0  # seconds in the pool, after which a connection is asked whether it still stands
USED = "nachschub_used"


def open_engine(url: str, *, pool_size: int = 10) -> AsyncEngine:
    """An engine for `sqlite+aiosqlite:///…` or `postgresql+asyncpg://…`."""
    if url.startswith("sqlite"):
        engine = create_async_engine(url, pool_size=pool_size, connect_args={"timeout": 30}, **BOTH)
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_sqlite)
        return engine
    engine = create_async_engine(url, pool_size=pool_size, max_overflow=pool_size, connect_args={"timeout": 10}, **BOTH)
    event.listen(engine.sync_engine, "checkin", _put_back)
    event.listen(engine.sync_engine, "checkout", _take_out)
    return engine


def reading(dialect: str) -> dict[str, Any]:
    """The options of a connection that only looks, and sees one moment of the database."""
    if dialect == "sqlite":
        return {READ_ONLY: True}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def asking_once(dialect: str) -> dict[str, Any]:
    """The options of a connection that asks one question: that sees one moment by itself."""
    if dialect == "sqlite":
        return {READ_ONLY: True}
    return {"isolation_level": "AUTOCOMMIT"}


def _put_back(_: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
    entry.info[USED] = time.monotonic()


def _take_out(connection: DBAPIConnection, entry: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
    """A server that stopped has said goodbye, which the driver noticed. Only a silent network needs a question.

    The pool's own ping asks each time, in a transaction of its own: three ways to the server before the first word.
    """
    if connection.driver_connection.is_closed() or not (_is_fresh(entry) or _answers(connection)):
        raise InvalidatePoolError


def _is_fresh(entry: ConnectionPoolEntry) -> bool:
    """A new one has never been put back."""
    used: float | None = entry.info.get(USED)
    return used is None or time.monotonic() - used < RESTED


def _answers(connection: DBAPIConnection) -> bool:
    try:
        connection.ping()
    except Exception:  # noqa: BLE001 - whatever it is: this one is of no use, and a new one tells what is wrong
        return False
    return True


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: it would begin them as readers.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails with "database is locked" whatever the busy timeout:
    # writers say at once that they will write.
    reads = connection.get_execution_options().get(READ_ONLY, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
