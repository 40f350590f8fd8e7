"""What happens by itself as time passes: waves, lapsed holds, overdue supplies; each tick against a real database."""

import asyncio
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.actors import MERCHANT
from domain.customers import Customer
from domain.policy import ShopPolicy
from domain.products import BackorderRules, Policy, Product
from domain.subscriptions import SubscriptionState
from domain.supplies import Supply
from runtime import clock as house_clock
from runtime import logs
from services import backorders, customers, housekeeping, placing, products, stock, subscriptions, supplies
from services.placing import Wish
from services.shop import Shop
from services.stock import Delivery
from storage.engines import open_engine
from storage.messages import MessageQuery
from storage.store import Store
from storage.subscriptions import SubscriptionQuery
from storage.vault import Vault
from tests.conftest import KEY, Clock

MUG = Product("MUG", {"en": "Blue mug", "de": "Blaue Tasse"}, backorder=BackorderRules(Policy.ALLOW))
HOUR = timedelta(hours=1)


@pytest.fixture
def policy(request: pytest.FixtureRequest) -> ShopPolicy:
    return ShopPolicy(**getattr(request, "param", {}))


async def ticks(shop: Shop, name: str) -> None:
    """One tick, as the scheduler would run it."""
    under_way: set[asyncio.Task[Any] | None] = set()
    await house_clock.build(shop, under_way).get_job(name).func()
    assert under_way == set()


@pytest.mark.parametrize("policy", [{"wave": HOUR, "quiet_hours": None}], indirect=True)
async def test_a_wave_ends_and_the_next_in_line_are_told(shop: Shop, clock: Clock) -> None:
    await sign_up(shop, "ada", "ben")
    await stock.receive(shop, Delivery("MUG", 1))
    assert await told(shop) == ["ada"]

    clock.passes(minutes=59)
    await ticks(shop, "waves")
    assert await told(shop) == ["ada"]

    clock.passes(minutes=2)
    await ticks(shop, "waves")
    await ticks(shop, "waves")
    assert await told(shop) == ["ada", "ben"]


@pytest.mark.parametrize("policy", [{"hold": HOUR, "quiet_hours": None}], indirect=True)
async def test_a_hold_lapses_and_the_unit_goes_to_the_next_in_line(shop: Shop, clock: Clock) -> None:
    await sign_up(shop, "ada", "ben")
    split = await stock.receive(shop, Delivery("MUG", 1))
    assert (split.held_for_alerts, split.left) == (1, 0)
    assert await states(shop) == [SubscriptionState.HELD, SubscriptionState.ACTIVE]

    clock.passes(minutes=61)
    await ticks(shop, "waves")

    assert await told(shop) == ["ada", "ben"]
    assert await states(shop) == [SubscriptionState.ACTIVE, SubscriptionState.HELD]
    assert await housekeeping.verify(shop) == []


@pytest.mark.parametrize("policy", [{"quiet_hours": None, "handling_days": 1}], indirect=True)
async def test_a_supply_that_is_overdue_moves_its_promise_and_the_customer_is_told_once(
    shop: Shop, clock: Clock
) -> None:
    await products.put(shop, MUG)
    await customers.put(shop, Customer(0, "ada"))
    await supplies.order(shop, Supply(0, "MUG", 1, date(2027, 1, 12)))
    order = (await placing.place(shop, Wish("1001", "ada", "MUG", 1), MERCHANT)).order
    promised = order.promise_by
    assert promised is not None

    clock.passes(days=5)
    await ticks(shop, "review")
    await ticks(shop, "review")

    moved = (await backorders.read(shop, order.id, MERCHANT)).order.promise_by
    assert moved is not None
    assert moved > promised
    assert await kinds(shop) == ["order_placed", "date_changed"]


@pytest.mark.usefixtures("logs_restored")
async def test_a_tick_that_fails_is_logged_and_the_clock_goes_on(
    tmp_path: Path, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("json", "warning")
    nowhere = Store(open_engine(f"sqlite+aiosqlite:///{tmp_path}/no/such/folder/shop.db"), Vault([KEY]))

    await ticks(Shop(nowhere, clock, ShopPolicy()), "clean")

    line = json.loads(capsys.readouterr().err)
    assert (line["event"], line["tick"]) == ("a tick failed", "clean")
    assert "unable to open database file" in line["exception"]


async def test_a_clock_that_is_stopped_lets_its_tick_finish(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, finished = asyncio.Event(), asyncio.Event()

    async def slow(_: Shop) -> int:
        begun.set()
        await asyncio.sleep(0.2)
        finished.set()
        return 0

    monkeypatch.setattr(house_clock, "WAVES_EVERY", timedelta(milliseconds=10))
    monkeypatch.setattr("services.subscriptions.next_waves", slow)
    async with house_clock.ticking(shop):
        await asyncio.wait_for(begun.wait(), 30)

    assert finished.is_set()


async def sign_up(shop: Shop, *people: str) -> None:
    await products.put(shop, MUG)
    for chat_id, name in enumerate(people, 1):
        await customers.put(shop, Customer(0, name, chat_id=chat_id))
        await subscriptions.sign_up(shop, name, "MUG", 1)


async def told(shop: Shop) -> list[str]:
    async with shop.store.read() as tx:
        return [m.customer for m in (await tx.messages.page(MessageQuery())).items if m.kind == "back_in_stock"]


async def kinds(shop: Shop) -> list[str]:
    async with shop.store.read() as tx:
        return [str(m.kind) for m in (await tx.messages.page(MessageQuery())).items]


async def states(shop: Shop) -> list[SubscriptionState]:
    page, _ = await subscriptions.page(shop, SubscriptionQuery())
    return [subscription.state for subscription in page.items]
