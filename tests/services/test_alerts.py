"""Restock alerts: never more people than units, oldest first, held or not."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import select

from domain.actors import MERCHANT, Who
from domain.backorders import Actor
from domain.customers import Customer
from domain.policy import QuietHours
from domain.refusals import NotFound, NothingHeld
from domain.subscriptions import SubscriptionState
from services import backorders, customers, stock, subscriptions
from storage.outbox import load
from storage.subscriptions import SubscriptionQuery
from storage.tables import outbox
from tests.conftest import Clock
from tests.services.cast import MUG, RED, Cast


async def states(cast: Cast) -> list[SubscriptionState]:
    found, _ = await subscriptions.page(cast.shop, SubscriptionQuery())
    return [subscription.state for subscription in found.items]


async def sign_up(cast: Cast, *people: str, quantity: int = 1) -> list[int]:
    return [(await subscriptions.sign_up(cast.shop, name, "MUG", quantity))[0].id for name in people]


async def test_one_unit_is_told_to_one_person_and_the_next_wave_to_the_next(cast: Cast, clock: Clock) -> None:
    await cast.sells()
    await sign_up(cast, "ada", "ben")

    assert (await cast.delivers(1)).people_told == 1
    assert await states(cast) == [SubscriptionState.TOLD, SubscriptionState.ACTIVE]
    clock.passes(minutes=59)
    assert await subscriptions.next_waves(cast.shop) == 0
    clock.passes(minutes=1)
    assert await subscriptions.next_waves(cast.shop) == 1

    assert await states(cast) == [SubscriptionState.ENDED, SubscriptionState.TOLD]
    assert (await cast.heard("ada"), await cast.heard("ben")) == (["back_in_stock"], ["back_in_stock"])
    await cast.all_agrees()


async def test_nobody_hears_of_a_unit_that_is_gone(cast: Cast, clock: Clock) -> None:
    await cast.sells()
    await sign_up(cast, "ada", "ben")
    await cast.delivers(1)
    await stock.sell(cast.shop, "MUG", 1)
    clock.passes(hours=2)
    await subscriptions.next_waves(cast.shop)

    assert await cast.heard("ben") == []


async def test_units_that_become_free_during_a_wave_are_offered_at_once(cast: Cast) -> None:
    await cast.sells()
    await sign_up(cast, "ada", "ben", "cem")
    await cast.delivers(1)

    assert (await cast.delivers(1)).people_told == 1
    assert await states(cast) == [SubscriptionState.TOLD, SubscriptionState.TOLD, SubscriptionState.ACTIVE]


async def test_both_or_none(cast: Cast) -> None:
    await cast.sells()
    await sign_up(cast, "ada", quantity=2)
    await sign_up(cast, "ben")

    assert (await cast.delivers(1)).people_told == 1
    assert (await cast.heard("ada"), await cast.heard("ben")) == ([], ["back_in_stock"])


async def test_orders_go_before_alerts(cast: Cast) -> None:
    await cast.sells()
    await sign_up(cast, "cem")
    await cast.orders("ada", 2)

    split = await cast.delivers(2)

    assert (split.to_backorders, split.people_told) == (2, 0)


async def test_a_unit_is_really_held_and_goes_on_when_it_lapses(cast: Cast, clock: Clock) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, hold=timedelta(hours=24)))
    await cast.sells()
    await sign_up(cast, "ada", "ben")

    split = await cast.delivers(1)
    assert (split.held_for_alerts, split.left) == (1, 0)
    clock.passes(hours=24)
    await subscriptions.next_waves(cast.shop)

    assert await states(cast) == [SubscriptionState.ACTIVE, SubscriptionState.HELD]
    clock.passes(hours=24)
    await subscriptions.next_waves(cast.shop)
    assert await states(cast) == [SubscriptionState.HELD, SubscriptionState.ACTIVE]
    await cast.all_agrees()


async def test_passing_on_takes_one_off_the_list(cast: Cast) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, hold=timedelta(hours=24)))
    await cast.sells()
    ada_s, _ = await sign_up(cast, "ada", "ben")
    await cast.delivers(1)
    async with cast.shop.store.read() as tx:
        held = await tx.subscriptions.get(ada_s)
    assert held is not None
    ada, stranger = Who(Actor.CUSTOMER, held.customer_id), Who(Actor.CUSTOMER, held.customer_id + 1)

    with pytest.raises(NotFound):
        await subscriptions.pass_on(cast.shop, ada_s, stranger)
    await subscriptions.pass_on(cast.shop, ada_s, ada)
    with pytest.raises(NothingHeld):
        await subscriptions.pass_on(cast.shop, ada_s, ada)

    assert await states(cast) == [SubscriptionState.ENDED, SubscriptionState.HELD]
    await cast.all_agrees()


async def test_a_count_takes_held_units_before_reserved_ones(cast: Cast) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, hold=timedelta(hours=24)))
    await cast.sells()
    await sign_up(cast, "cem")
    order = await cast.orders("ada", 1)
    await cast.delivers(2)

    await stock.count(cast.shop, "MUG", 1)

    assert await states(cast) == [SubscriptionState.ACTIVE]
    assert (await backorders.read(cast.shop, order.order.id, MERCHANT)).order.reserved_quantity == 1
    await cast.all_agrees()


async def test_signing_up_twice_is_once_and_units_that_are_there_are_told_at_once(cast: Cast) -> None:
    await cast.sells(MUG, RED)
    first, again = await sign_up(cast, "ada", "ada")
    assert first == again
    await cast.delivers(1, sku="RED")
    await subscriptions.sign_up(cast.shop, "ben", "RED", 1)
    assert await cast.heard("ben") == ["back_in_stock"]


async def test_the_night_postpones_an_alert_and_no_order_news(cast: Cast, clock: Clock) -> None:
    night = QuietHours(start=(clock() - timedelta(hours=1)).time(), end=(clock() + timedelta(hours=4)).time())
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, quiet_hours=night))
    await cast.sells()
    await sign_up(cast, "cem")
    await cast.orders("ada", 1)
    await cast.delivers(2)

    due = {message.customer: message.due_at for message in await cast.ledger()}
    assert due["ada"] == clock()
    assert clock() < due["cem"] <= clock() + timedelta(hours=5)


async def test_a_long_wave_is_written_page_by_page_and_as_it_was_rehearsed(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.subscriptions.PAGE", 2)
    monkeypatch.setattr("services.bulletin.PAGE", 2)
    people = [f"p{number}" for number in range(7)]
    await cast.sells()
    for name in people:
        await cast.knows(name)
    await sign_up(cast, *people[:3])
    await sign_up(cast, people[3], quantity=3)
    await sign_up(cast, *people[4:])

    rehearsal = await stock.rehearse(cast.shop, stock.Delivery("MUG", 5))
    split = await cast.delivers(5)

    # Three are left when p3 comes, who wants as many; then there is nothing for the rest but two: p4 and p5.
    assert (rehearsal.split.people_told, split.people_told) == (5, 5)
    assert await told(cast) == sorted(people[:3] + people[4:6])
    assert sorted(name for name, _, _ in rehearsal.letters) == await told(cast)
    async with cast.shop.store.read() as tx:
        posted = {row.customer_id: load(row.news) for row in await tx.connection.execute(select(outbox))}
    assert posted == {letter.customer_id: letter.news for _, _, letter in rehearsal.letters}
    await cast.all_agrees()


async def test_whoever_waits_for_an_order_and_an_alert_gets_one_letter(cast: Cast) -> None:
    await cast.sells()
    await cast.orders("ada", 1)
    await sign_up(cast, "ada", "ben")

    await cast.delivers(3)

    assert await cast.heard("ada") == ["order_placed", "order_complete"]
    async with cast.shop.store.read() as tx:
        letters = (await tx.connection.execute(select(outbox.c.news).order_by(outbox.c.id))).scalars().all()
    assert sorted([piece["kind"] for piece in news] for news in letters) == [
        ["back_in_stock"],
        ["order_complete", "back_in_stock"],
        ["order_placed"],
    ]


async def test_a_wave_wakes_nobody_in_their_own_night(cast: Cast, clock: Clock) -> None:
    night = QuietHours(start=time(21), end=time(8))
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, quiet_hours=night))
    await cast.sells()
    await customers.put(cast.shop, Customer(0, "ada", timezone="America/Los_Angeles"))
    await sign_up(cast, "ada", "ben")

    await cast.delivers(2)

    due = {message.customer: message.due_at for message in await cast.ledger()}
    assert due["ben"] == clock()
    assert due["ada"] == clock() + timedelta(hours=5)


@pytest.mark.parametrize("shops", [QuietHours(time(21), time(8)), None])
async def test_a_persons_own_quiet_hours_count_and_not_the_shops(
    cast: Cast, clock: Clock, shops: QuietHours | None
) -> None:
    clock.passes(hours=10)  # ten in the evening in Berlin
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, quiet_hours=shops))
    await cast.sells()
    await cast.knows("owl", timezone="Europe/Berlin", quiet_hours="off")
    await cast.knows("lark", quiet_hours="20:00-06:00")
    await cast.knows("traveller", timezone="Asia/Tokyo", quiet_hours="20:00-06:00")
    await sign_up(cast, "ada", "owl", "lark", "traveller")

    await cast.delivers(4)

    due = {message.customer: message.due_at - clock() for message in await cast.ledger()}
    assert due == {
        "ada": timedelta(hours=10 if shops else 0),
        "owl": timedelta(0),
        "lark": timedelta(hours=8),
        "traveller": timedelta(0),  # six in the morning there
    }


async def told(cast: Cast) -> list[str]:
    return sorted(message.customer for message in await cast.ledger() if message.kind == "back_in_stock")
