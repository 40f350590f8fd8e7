"""A post office under test: a real database, the playground over real HTTP, and couriers between them."""

from collections.abc import AsyncIterator

import pytest

from storage.store import Store
from tests.delivery.cast import Post, Telegram, playground


@pytest.fixture
async def telegram() -> AsyncIterator[Telegram]:
    async with playground() as telegram:
        yield telegram


@pytest.fixture
def post(store: Store, telegram: Telegram) -> Post:
    return Post(store, telegram)
