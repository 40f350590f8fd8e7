"""The real application in front of a real database, and a shop's own software in front of that."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from granian.constants import Interfaces
from granian.server.embed import Server
from litestar import Litestar

from api.app import build
from api.document import Document
from api.limits import Limits
from domain.policy import ShopPolicy
from services import keys
from services.keys import Scope
from services.shop import Shop
from storage.engines import open_engine
from storage.store import Store
from storage.vault import Vault
from tests.api.cast import Desk
from tests.conftest import KEY, Clock
from wording.words import Catalogues, load_catalogues


@pytest.fixture(scope="session")
def catalogues() -> Catalogues:
    return load_catalogues()


@pytest.fixture
def app(shop: Shop, catalogues: Catalogues) -> Litestar:
    return build(shop, catalogues=catalogues)


@pytest.fixture
async def http(app: Litestar, shop: Shop) -> AsyncIterator[httpx.AsyncClient]:
    """A client with a key that may do everything."""
    key = await keys.create(shop, "tests", frozenset({Scope.ADMIN}))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {key.text}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test", headers=headers) as client:
        yield client


@pytest.fixture
def desk(http: httpx.AsyncClient) -> Desk:
    return Desk(http)


@dataclass(frozen=True)
class Served:
    """Where the application listens, and what a request needs to come in."""

    origin: str
    headers: dict[str, str]


def document() -> dict[str, Any]:
    """The OpenAPI document; nothing is connected for it."""
    shop = Shop(Store(open_engine("sqlite+aiosqlite:///nowhere.db"), Vault([KEY])), Clock(), ShopPolicy())
    return Document("0").of(build(shop, catalogues=load_catalogues())).content


@contextmanager
def served(url: str, catalogues: Catalogues) -> Iterator[Served]:
    """The application on a port, on a loop and a thread of its own, as schemathesis wants it."""
    key = asyncio.run(_furnished(url, catalogues))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    shop = Shop(Store(open_engine(url), Vault([KEY])), Clock(), ShopPolicy())
    app = build(shop, catalogues=catalogues, limits=Limits(per_key=None, failed_tries=None))
    server = Server(app, address="127.0.0.1", port=port, interface=Interfaces.ASGI, log_enabled=False)
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_until_complete, args=(_serve(server, shop.store),), daemon=True)
    thread.start()
    transport = httpx.HTTPTransport(retries=20)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", transport=transport) as http:
        http.get("/health/ready").raise_for_status()
    try:
        yield Served(f"http://127.0.0.1:{port}", {"Authorization": f"Bearer {key}"})
    finally:
        loop.call_soon_threadsafe(server.stop)
        thread.join(10)
        loop.close()


async def _serve(server: Server, store: Store) -> None:
    await server.serve()
    await store.close()


async def _furnished(url: str, catalogues: Catalogues) -> str:
    """A key, and a little of everything, so that generated requests meet something."""
    shop = Shop(Store(open_engine(url), Vault([KEY])), Clock(), ShopPolicy())
    key = await keys.create(shop, "schemathesis", frozenset({Scope.ADMIN}))
    transport = httpx.ASGITransport(build(shop, catalogues=catalogues))
    headers = {"Authorization": f"Bearer {key.text}"}
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test", headers=headers) as client:
        desk = Desk(client)
        await desk.sells("MUG-BLUE", price={"amount": 1290, "currency": "EUR"})
        await desk.sells("MUG-RED", price={"amount": 1190, "currency": "EUR"})
        await desk.knows("C-1001", name="Ada", locale="de")
        await desk.orders("C-1001", "MUG-BLUE", 3)
        await desk.expects("MUG-BLUE", 5, "2027-02-01", supplier="Potter & Co")
        await desk.signs_up("C-1001", "MUG-RED")
        await desk.call("POST", "/v1/broadcasts", {"title": "Spring", "text": {"en": "Hello", "de": "Hallo"}})
    await shop.store.close()
    return key.text
