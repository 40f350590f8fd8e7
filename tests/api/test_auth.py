"""Who may come in, and how often."""

import httpx
import pytest
from litestar import Litestar

from api.app import build
from api.limits import Limits, Pace
from services import keys
from services.keys import Scope
from services.shop import Shop
from tests.api.cast import Answer
from tests.conftest import Clock
from wording.words import Catalogues

# The database has no say in any of this: one kind is enough.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


class Stranger:
    """Somebody with any key, or none."""

    def __init__(self, app: Litestar) -> None:
        self._http = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop.test")

    async def asks(self, method: str, path: str, header: str | None = None, body: object = None) -> Answer:
        headers = {} if header is None else {"Authorization": header.encode()}
        return Answer(await self._http.request(method, path, headers=headers, json=body))


async def test_without_a_good_key_nobody_comes_in(app: Litestar) -> None:
    for header in (None, "", "Bearer", "Bearer nsk_000000000000_guess", "Basic YTpi", "Bearer ü"):
        answer = await Stranger(app).asks("GET", "/v1/products", header)

        assert (answer.status, answer.slug, answer.fields) == (401, "unauthorized", ["Authorization"])
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_a_key_does_what_its_scopes_say(app: Litestar, shop: Shop) -> None:
    someone = Stranger(app)
    reader = f"Bearer {(await keys.create(shop, 'reader', frozenset({Scope.READ}))).text}"
    writer = f"Bearer {(await keys.create(shop, 'writer', frozenset({Scope.WRITE}))).text}"
    admin = f"Bearer {(await keys.create(shop, 'admin', frozenset({Scope.ADMIN}))).text}"
    mug = {"name": {"en": "Mug"}}

    assert (await someone.asks("GET", "/v1/products", reader)).status == 200
    refused = await someone.asks("PUT", "/v1/products/MUG", reader, mug)
    assert (refused.status, refused.slug) == (403, "missing-scope")
    assert 'scope="write"' in refused.headers["www-authenticate"]
    assert (await someone.asks("PUT", "/v1/products/MUG", writer, mug)).status == 201
    assert (await someone.asks("GET", "/v1/products/MUG", writer)).status == 403
    assert (await someone.asks("GET", "/v1/products/MUG", admin)).status == 200
    preview = {"sku": "MUG", "quantity": 1}
    assert (await someone.asks("POST", "/v1/stock/receipts/preview", reader, preview)).status == 200
    assert (await someone.asks("POST", "/v1/stock/receipts", reader, preview)).status == 403


async def test_a_revoked_key_stops_within_seconds(app: Litestar, shop: Shop, clock: Clock) -> None:
    fresh = await keys.create(shop, "short-lived", frozenset({Scope.READ}))
    someone, header = Stranger(app), f"Bearer {fresh.text}"
    assert (await someone.asks("GET", "/v1/products", header)).status == 200

    await keys.revoke(shop, fresh.record.public_id)
    clock.passes(seconds=6)

    assert (await someone.asks("GET", "/v1/products", header)).status == 401


async def test_a_key_and_a_guesser_have_a_pace(shop: Shop, catalogues: Catalogues, clock: Clock) -> None:
    slow = Limits(per_key=Pace(per_second=1, burst=2), failed_tries=Pace(per_second=0.1, burst=1))
    someone = Stranger(build(shop, catalogues=catalogues, limits=slow))
    key = f"Bearer {(await keys.create(shop, 'eager', frozenset({Scope.READ}))).text}"

    statuses = [(await someone.asks("GET", "/v1/products", key)).status for _ in range(3)]
    guesses = [await someone.asks("GET", "/v1/products", "Bearer guess") for _ in range(2)]

    assert statuses == [200, 200, 429]
    assert [(guess.status, guess.headers.get("retry-after")) for guess in guesses] == [(401, None), (429, "10")]
    clock.passes(seconds=1)
    assert (await someone.asks("GET", "/v1/products", key)).status == 200


async def test_what_everybody_may_see_needs_no_key(app: Litestar) -> None:
    for path in ("/health/live", "/health/ready", "/metrics", "/schema", "/schema/openapi.json"):
        assert (await Stranger(app).asks("GET", path)).status == 200, path
