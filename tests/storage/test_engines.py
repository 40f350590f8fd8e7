"""What becomes of connections that the server ended while they lay in the pool."""

import pytest
from sqlalchemy import text

from storage import engines
from storage.store import Store

pytestmark = [
    pytest.mark.parametrize("database_url", ["postgres"], indirect=True),
    pytest.mark.postgres,
]


async def number(store: Store) -> int:
    async with store.read() as tx:
        found: int = (await tx.connection.execute(text("SELECT pg_backend_pid()"))).scalar_one()
        return found


async def end(backend: int, database_url: str) -> None:
    """As an administrator would, by a connection of their own."""
    engine = engines.open_engine(database_url)
    async with engine.connect() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:backend, 5000)"), {"backend": backend})
    await engine.dispose()


async def test_a_connection_in_use_is_used_again(store: Store) -> None:
    assert await number(store) == await number(store)


@pytest.mark.parametrize("rested", [0.0, 3600.0])
async def test_a_connection_that_was_ended_is_replaced(
    store: Store, database_url: str, monkeypatch: pytest.MonkeyPatch, rested: float
) -> None:
    """Whether the driver has noticed it, or has to ask."""
    first = await number(store)
    monkeypatch.setattr(engines, "RESTED", rested)

    await end(first, database_url)

    assert await number(store) != first


async def test_one_that_rested_and_answers_stays(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = await number(store)
    monkeypatch.setattr(engines, "RESTED", 0.0)

    assert await number(store) == first
