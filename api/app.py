"""The HTTP edge, built by hand: handlers, the way in, and what every answer carries."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any

from litestar import Litestar
from litestar.di import Provide
from litestar.types import ASGIApp, Message, Scope
from prometheus_client import CollectorRegistry

from api import (
    backorders,
    broadcasts,
    canned,
    conversations,
    customers,
    health,
    messages,
    products,
    recalls,
    schema,
    sentences,
    stock,
    subscriptions,
    suggestions,
    supplies,
)
from api import telegram as webhook
from api.asking import Ask, Known
from api.auth import Door
from api.document import Document
from api.failures import handlers as problem_handlers
from api.health import Probe
from api.idempotency import Once
from api.limits import Limits
from api.metrics import Meter, Stopwatch
from api.options import Options
from api.telegram import Feed, Webhook
from services.shop import Shop
from wording.words import Catalogues

HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", b"default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    (b"cache-control", b"no-store"),
)
"""On every answer: the data is personal, and nothing here is a page with scripts."""

GENEROUS = Limits()

NOUNS: Sequence[Any] = (
    products,
    stock,
    supplies,
    customers,
    backorders,
    conversations,
    canned,
    subscriptions,
    suggestions,
    recalls,
    broadcasts,
    messages,
    sentences,
    health,
    webhook,
    schema,
)


def build(
    shop: Shop,
    *,
    catalogues: Catalogues,
    telegram: Feed | None = None,
    telegram_secret: str | None = None,
    ready: Probe | None = None,
    registry: CollectorRegistry | None = None,
    limits: Limits = GENEROUS,
) -> Litestar:
    """An application of its own: nothing is shared between two of them but the shop they are given."""
    meter, document = Meter(registry or CollectorRegistry()), Document(version("nachschub"))

    def door(app: ASGIApp) -> ASGIApp:
        return Door(app, shop, limits)

    def once(app: ASGIApp) -> ASGIApp:
        return Once(app, shop)

    return Litestar(
        route_handlers=[handler for noun in NOUNS for handler in noun.HANDLERS],
        middleware=[Stopwatch, Options, door, Known, once],
        dependencies={
            "asker": Provide(_asker_of, sync_to_thread=False),
            "scopes": Provide(_scopes_of, sync_to_thread=False),
            "shop": Provide(_shop_of, sync_to_thread=False),
            "catalogues": Provide(lambda: catalogues, sync_to_thread=False),
            "document": Provide(lambda: document, sync_to_thread=False),
            "meter": Provide(lambda: meter, sync_to_thread=False),
            "probe": Provide(lambda: ready or _database_of(shop), sync_to_thread=False),
            "webhook": Provide(lambda: Webhook(telegram, telegram_secret), sync_to_thread=False),
        },
        exception_handlers=problem_handlers(),
        before_send=[_add_headers, meter.see],
        request_class=Ask,
        request_max_body_size=limits.body,
        openapi_config=None,
        logging_config=None,
    )


def _shop_of(scope: Scope) -> Shop:
    """The shop, or for a request with an idempotency key the one whose first transaction takes the key."""
    shop: Shop = scope["state"]["shop"]
    return shop


def _asker_of(scope: Scope) -> str:
    """The name of the key that asks."""
    return str(scope["state"]["key"].public_id)


def _scopes_of(scope: Scope) -> frozenset[str]:
    """What the key may do."""
    scopes: frozenset[str] = scope["state"]["key"].scopes
    return scopes


def _database_of(shop: Shop) -> Probe:
    async def probe() -> str | None:
        async with shop.store.read() as tx:
            await tx.facts.get("anything")
        return None

    return probe


async def _add_headers(message: Message, _: Scope) -> None:
    if message["type"] == "http.response.start":
        message["headers"] = [*message.get("headers", ()), *HEADERS]
