"""The playground's memory on disk: one SQLite file, written through before anything is answered."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE IF NOT EXISTS person (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS grp (id INTEGER PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS bot (token TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS chat (
  bot INTEGER NOT NULL, person INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (bot, person)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS message (
  box INTEGER NOT NULL, id INTEGER NOT NULL, chat INTEGER NOT NULL, body BLOB, PRIMARY KEY (box, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS message_by_chat ON message (box, chat);
CREATE TABLE IF NOT EXISTS answer (
  id INTEGER PRIMARY KEY, bot INTEGER NOT NULL, chat INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS answer_by_chat ON answer (bot, chat);
CREATE TABLE IF NOT EXISTS query (
  id INTEGER PRIMARY KEY, bot INTEGER NOT NULL, chat INTEGER NOT NULL, message INTEGER NOT NULL,
  asked_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS query_by_age ON query (asked_at);
CREATE TABLE IF NOT EXISTS pending (
  bot INTEGER NOT NULL, id INTEGER NOT NULL, lane INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (bot, id)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counted (bot INTEGER PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS file (
  id INTEGER PRIMARY KEY, file_id TEXT NOT NULL UNIQUE, body BLOB NOT NULL, content BLOB NOT NULL
);
"""


class Journal:
    """Writes that arrive within one turn of the loop share one commit; `settled` returns after it.

    synchronous=NORMAL: what was committed survives the death of the process, not that of the machine.
    """

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        # Statements run on the loop's thread only; the flag lets a test close it from another one.
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=5000;")
        self._db.executescript(TABLES)
        self._waiting: list[tuple[str, tuple[Any, ...]]] = []
        self._commit: asyncio.Future[None] | None = None

    def write(self, sql: str, *values: object) -> None:
        """Note a change. It is on disk once `settled` returns."""
        self._waiting.append((sql, values))

    def read(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows, seeing everything noted so far."""
        self._apply()
        return self._db.execute(sql, values).fetchall()

    async def settled(self) -> None:
        """Return once everything noted so far is committed; raises sqlite3.Error if it could not be."""
        if not self._waiting and not self._db.in_transaction:
            return
        if self._commit is None:
            loop = asyncio.get_running_loop()
            self._commit = loop.create_future()
            loop.call_soon(self._settle)
        await asyncio.shield(self._commit)

    def close(self) -> None:
        self._apply()
        if self._db.in_transaction:
            self._db.execute("COMMIT")
        self._db.close()

    def _settle(self) -> None:
        done, self._commit = self._commit, None
        if done is None or done.done():
            return
        try:
            self._apply()
            if self._db.in_transaction:
                self._db.execute("COMMIT")
        except sqlite3.Error as broken:
            done.set_exception(broken)
        else:
            done.set_result(None)

    def _apply(self) -> None:
        if not self._waiting:
            return
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")
        waiting, self._waiting = self._waiting, []
        for sql, values in waiting:
            self._db.execute(sql, values)
