"""The main job over real HTTP: an order, a link, a delivery, and everybody hears once in their language.

Against two Bot API servers, ours and an independent one, by polling and by webhook, on both databases: each meets each.
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import httpx
import pytest
from babel.dates import format_date

from runtime.listening import free_port, listening
from runtime.serve import Role, api_of, load_telegram, working
from runtime.settings import Settings
from runtime.wiring import House, build
from services import keys
from services.keys import Scope
from tests.conftest import KEY
from tests.flows.cast import (
    ADA,
    BEN,
    CEM,
    DORA,
    EMIL,
    LOOPBACK,
    TOKEN,
    Person,
    Shop,
    Wire,
    emulator,
    playground,
    shop_at,
    until,
)

STREET = (ADA, BEN, CEM, DORA, EMIL)
HEARD = {
    ADA: ("Blue mug", "1001"),
    BEN: ("Blaue Tasse", "1002"),
    CEM: ("Blaue Tasse",),
    DORA: ("Blue mug",),
    EMIL: ("Blaue Tasse",),
}
"""What the delivery's one message holds."""
LEDGER = [
    ("c-ada", "order_placed", "sent", None),
    ("c-ben", "order_placed", "dropped", "not_linked"),
    ("c-dora", "order_placed", "sent", None),
    ("c-emil", "order_placed", "sent", None),
    ("c-dora", "order_complete", "sent", None),
    ("c-ada", "order_complete", "sent", None),
    ("c-ben", "order_complete", "sent", None),
    ("c-emil", "order_complete", "sent", None),
    ("c-cem", "back_in_stock", "sent", None),
]
WIRES = {"playground": playground, "emulator": emulator}


@dataclass(frozen=True, slots=True)
class Street:
    """The house, the shop that uses it, and the people in the chat."""

    house: House
    origin: str
    shop: Shop
    wire: Wire


Laid = AbstractAsyncContextManager[Street]


@asynccontextmanager
async def laid(kind: str, way: str, database_url: str) -> AsyncIterator[Street]:
    port = free_port(LOOPBACK)
    origin = f"http://{LOOPBACK}:{port}"
    async with AsyncExitStack() as stack:
        wire: Wire = await stack.enter_async_context(WIRES[kind]())
        given = {
            "database_url": database_url,
            "secret_keys": KEY,
            "bot_token": TOKEN,
            "bot_api": wire.origin,
            "public_url": origin if way == "webhook" else None,
            "quiet_hours": "off",
        }
        house = build(Settings.model_validate(given))
        stack.push_async_callback(house.shop.store.close)
        key = await keys.create(house.shop, "the shop's software", frozenset(Scope))
        telegram = load_telegram(house)
        assert telegram is not None
        stack.push_async_callback(telegram.close)
        api = api_of(house, telegram.feed)
        await stack.enter_async_context(listening(api, [api], LOOPBACK, port))
        await stack.enter_async_context(working(house, telegram, frozenset(Role)))
        shop = await stack.enter_async_context(shop_at(origin, key.text))
        yield Street(house, origin, shop, wire)


@pytest.fixture
def street(request: pytest.FixtureRequest, database_url: str) -> Laid:
    """Not laid yet: a fixture would clear it away in another task than the one that laid it."""
    return laid(*request.param.split(", "), database_url)


def on(*streets: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("street", streets, indirect=True)


@pytest.mark.parametrize(
    ("database_url", "street"),
    [
        ("sqlite", "playground, polling"),
        ("sqlite", "emulator, webhook"),
        pytest.param("postgres", "playground, webhook", marks=pytest.mark.postgres),
        pytest.param("postgres", "emulator, polling", marks=pytest.mark.postgres),
    ],
    indirect=True,
)
async def test_from_an_order_to_a_message_in_the_chat(street: Laid) -> None:
    async with street as there:
        await from_an_order_to_a_message_in_the_chat(there)


async def from_an_order_to_a_message_in_the_chat(street: Street) -> None:
    shop, wire = street.shop, street.wire
    await shop.sells("MUG", "Blue mug", "Blaue Tasse")
    await shop.knows(*STREET)
    expected_on = street.house.shop.today() + timedelta(days=20)
    await shop.ask("POST", "/v1/supplies", sku="MUG", quantity=9, expected_on=expected_on.isoformat())
    await ada_is_linked_and_orders(shop, wire, expected_on)
    await ben_orders_and_is_linked(shop, wire)
    await the_others_come(shop, wire)
    before = {person: len(await wire.heard(person)) for person in STREET}

    # Nine units: one for Dora, two each for Ada and Ben, three for Emil, and one is left.
    split = await shop.ask("POST", "/v1/stock/receipts", sku="MUG", quantity=9)

    assert split == {"to_backorders": 8, "orders_completed": 4, "held_for_alerts": 0, "people_told": 1, "left": 1}
    ledger = await shop.post_is_out()
    await everybody_hears_once(wire, before)
    assert [(line["customer"], line["kind"], line["state"], line["reason"]) for line in ledger] == LEDGER


async def ada_is_linked_and_orders(shop: Shop, wire: Wire, expected_on: date) -> None:
    """Linked before the order: the confirmation comes by itself."""
    await shop.links(wire, ADA)
    placed = await shop.takes_order(ADA, "1001", "MUG", 2)
    assert (placed["place"], placed["of"]) == (1, 1)
    assert placed["promise"]["by"] == (expected_on + timedelta(days=3)).isoformat()
    [_, confirmed] = await until(lambda: at_least(2, wire, ADA))
    for said in ("1001", "2 × Blue mug", "number 1 of 1", f"by {day(placed, 'en_GB')} at the latest"):
        assert said in confirmed


async def ben_orders_and_is_linked(shop: Shop, wire: Wire) -> None:
    """Linked after the order: the chat opens with it."""
    placed = await shop.takes_order(BEN, "1002", "MUG", 2)
    await shop.links(wire, BEN)
    [connected] = await wire.heard(BEN)
    for said in ("1002", "2 × Blaue Tasse", "Platz 2 von 2", f"bis spätestens {day(placed, 'de')}"):
        assert said in connected


async def the_others_come(shop: Shop, wire: Wire) -> None:
    """Dora's order is urgent, Emil's is the last, Cem only wants to know."""
    await shop.links(wire, CEM, DORA, EMIL)
    urgent = await shop.takes_order(DORA, "1003", "MUG", 1, priority=5)
    last = await shop.takes_order(EMIL, "1004", "MUG", 3)
    assert (urgent["place"], last["place"], last["units_ahead"]) == (1, 4, 5)
    await shop.ask("POST", "/v1/subscriptions", customer=CEM.external_id, sku="MUG", quantity=1)
    await shop.post_is_out()


async def everybody_hears_once(wire: Wire, before: dict[Person, int]) -> None:
    """In their own language."""
    for person, words in HEARD.items():
        [news] = (await wire.heard(person))[before[person] :]
        for said in words:
            assert said in news


@on("playground, polling")
async def test_units_that_do_not_reach_everybody_go_to_the_head_of_the_line(street: Laid) -> None:
    async with street as there:
        await units_that_do_not_reach_everybody_go_to_the_head_of_the_line(there)


async def units_that_do_not_reach_everybody_go_to_the_head_of_the_line(street: Street) -> None:
    shop, wire = street.shop, street.wire
    await shop.sells("MUG", "Blue mug", "Blaue Tasse")
    await shop.knows(ADA, BEN, CEM)
    await shop.links(wire, ADA, CEM)
    for number, person in enumerate((ADA, BEN), 1001):
        await shop.takes_order(person, str(number), "MUG", 2)
    await shop.links(wire, BEN)
    await shop.ask("POST", "/v1/subscriptions", customer=CEM.external_id, sku="MUG", quantity=1)

    split = await shop.ask("POST", "/v1/stock/receipts", sku="MUG", quantity=3)

    assert (split["to_backorders"], split["orders_completed"], split["people_told"]) == (3, 1, 0)
    ledger = await shop.post_is_out()
    assert [(line["customer"], line["kind"]) for line in ledger[2:]] == [
        ("c-ada", "order_complete"),
        ("c-ben", "order_partly"),
    ]
    assert len(await wire.heard(CEM)) == 1

    async def card_is_true() -> bool:
        return "1 von 2" in (await wire.heard(BEN))[0]

    # Ben's chat opened with his card: it says by now what the letter below it says.
    await until(card_is_true)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@on("playground, webhook", "emulator, polling")
async def test_a_link_works_once_and_for_telegram_only(street: Laid) -> None:
    async with street as there:
        await a_link_works_once_and_for_telegram_only(there)


async def a_link_works_once_and_for_telegram_only(street: Street) -> None:
    shop, wire = street.shop, street.wire
    await shop.knows(ADA, BEN)
    link = await shop.link_for(ADA)
    await wire.opens(ADA, link["payload"])
    await until(lambda: wire.heard(ADA))

    await wire.opens(BEN, link["payload"])

    [refused] = await until(lambda: wire.heard(BEN))
    assert "Ada" not in refused
    update = {"update_id": 10_000_000, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}
    async with httpx.AsyncClient(base_url=street.origin) as http:
        webhook = street.house.settings.public_url is not None
        for secret in ("", "wrong"):
            headers = {"X-Telegram-Bot-Api-Secret-Token": secret} if secret else {}
            answer = await http.post("/telegram/webhook", json=update, headers=headers)
            assert answer.status_code == (401 if webhook else 404)
        headers = {"X-Telegram-Bot-Api-Secret-Token": street.house.settings.telegram_secret or ""}
        answer = await http.post("/telegram/webhook", json=update, headers=headers)
        assert answer.status_code == (200 if webhook else 404)


def day(order: dict[str, Any], locale: str) -> str:
    """The promised day as people write it."""
    return format_date(date.fromisoformat(order["promise"]["by"]), "long", locale)


async def at_least(count: int, wire: Wire, person: Person) -> list[str] | None:
    heard = await wire.heard(person)
    return heard if len(heard) >= count else None
