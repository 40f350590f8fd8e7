"""Deliveries, counts and sales, and what each does to people."""

from datetime import date, timedelta

import pytest

from domain.actors import MERCHANT
from domain.backorders import Ship, State
from domain.refusals import MoveRefused, NotEnoughUnits, NotFound, SupplyClosed, SupplyMismatch
from services import backorders, stock
from services.stock import Delivery
from tests.conftest import Clock
from tests.services.cast import MUG, RED, Cast


async def test_a_count_below_what_is_reserved_takes_units_back_from_the_tail(cast: Cast) -> None:
    await cast.sells()
    first, last = await cast.orders("ada", 2), await cast.orders("ben", 2)
    await cast.delivers(4)

    counted = await stock.count(cast.shop, "MUG", 3)

    assert (counted.on_hand, counted.reserved, counted.waiting_units) == (3, 3, 1)
    assert (await backorders.read(cast.shop, first.order.id, MERCHANT)).order.state is State.RESERVED
    loser = await backorders.read(cast.shop, last.order.id, MERCHANT)
    assert (loser.order.state, loser.order.reserved_quantity) == (State.WAITING, 1)
    assert [entry.state for entry in loser.history] == [State.WAITING, State.RESERVED, State.WAITING]
    assert await cast.heard("ben") == ["order_placed", "order_complete", "units_taken_back"]
    assert await cast.heard("ada") == ["order_placed", "order_complete"]
    await cast.all_agrees()


async def test_a_count_upwards_is_handed_on_like_a_delivery(cast: Cast) -> None:
    await cast.sells()
    waiting = await cast.orders("ada", 2)

    assert (await stock.count(cast.shop, "MUG", 5)).available == 3
    assert (await backorders.read(cast.shop, waiting.order.id, MERCHANT)).order.state is State.RESERVED
    await cast.all_agrees()


async def test_what_belongs_to_somebody_cannot_be_sold(cast: Cast) -> None:
    await cast.sells()
    await cast.orders("ada", 2)
    await cast.delivers(3)

    with pytest.raises(NotEnoughUnits) as refused:
        await stock.sell(cast.shop, "MUG", 2)
    assert (refused.value.wanted, refused.value.available) == (2, 1)
    assert (await stock.sell(cast.shop, "MUG", 1)).available == 0
    await cast.all_agrees()


async def test_a_parcel_lowers_what_is_on_hand_and_is_never_taken_back(cast: Cast) -> None:
    await cast.sells()
    order = await cast.orders("ada", 2)
    await cast.delivers(2)
    with pytest.raises(MoveRefused):
        await backorders.fulfil(cast.shop, order.order.id, MERCHANT)

    await backorders.release(cast.shop, order.order.id, MERCHANT)
    assert (await stock.count(cast.shop, "MUG", 0)).reserved == 0
    fulfilled = await backorders.fulfil(cast.shop, order.order.id, MERCHANT)

    assert (fulfilled.order.state, fulfilled.order.released_quantity) == (State.FULFILLED, 2)
    assert await cast.heard("ada") == ["order_placed", "order_complete", "order_released"]
    await cast.all_agrees()


async def test_an_order_ships_in_parts_only_where_it_says_so(cast: Cast) -> None:
    await cast.sells()
    whole, parts = await cast.orders("ada", 2), await cast.orders("ben", 3, ship=Ship.PARTIAL)
    await cast.delivers(1)
    with pytest.raises(MoveRefused):
        await backorders.release(cast.shop, whole.order.id, MERCHANT)
    await cast.delivers(2)

    sent = await backorders.release(cast.shop, parts.order.id, MERCHANT)
    assert (sent.order.state, sent.order.released_quantity, sent.order.missing) == (State.WAITING, 1, 2)
    await cast.delivers(2)
    rest = await backorders.release(cast.shop, parts.order.id, MERCHANT)

    assert (rest.order.state, rest.order.released_quantity) == (State.RELEASED, 3)
    await cast.all_agrees()


async def test_a_delivery_lowers_what_is_open_of_its_supply(cast: Cast) -> None:
    await cast.sells(MUG, RED)
    supply = await cast.expects(5, date(2027, 2, 1))
    await cast.delivers(2, supply_id=supply.id)
    with pytest.raises(SupplyMismatch):
        await cast.delivers(1, sku="RED", supply_id=supply.id)
    await stock.arrive(cast.shop, supply.id, 9)

    with pytest.raises(SupplyClosed):
        await stock.arrive(cast.shop, supply.id, None)
    async with cast.shop.store.read() as tx:
        found = await tx.supplies.get(supply.id)
    assert found is not None
    assert (found.arrived, found.open) == (11, 0)
    await cast.all_agrees()


async def test_unknown_things_are_named(cast: Cast) -> None:
    await cast.sells()
    with pytest.raises(NotFound) as refused:
        await cast.delivers(1, sku="NOTHING")
    assert (refused.value.noun, refused.value.key) == ("product", "NOTHING")
    with pytest.raises(NotFound):
        await stock.arrive(cast.shop, 77, None)


async def test_a_rehearsal_says_what_would_happen_and_changes_nothing(cast: Cast) -> None:
    await cast.sells()
    await cast.orders("ada", 1)
    await cast.orders("ben", 2)

    rehearsed = await stock.rehearse(cast.shop, Delivery("MUG", 2))

    assert (rehearsed.split.to_backorders, rehearsed.split.orders_completed) == (2, 1)
    assert [(name, letter.kind.value) for name, _, letter in rehearsed.letters] == [
        ("ada", "order_complete"),
        ("ben", "order_partly"),
    ]
    assert [message.kind for message in await cast.ledger()] == ["order_placed", "order_placed"]
    booked = await stock.receive(cast.shop, Delivery("MUG", 2))
    assert booked == rehearsed.split
    await cast.all_agrees()


async def test_one_delivery_makes_one_message_per_person(cast: Cast) -> None:
    await cast.sells()
    await cast.orders("ada", 1)
    await cast.orders("ada", 1)
    await cast.delivers(2)

    assert await cast.heard("ada") == ["order_placed", "order_placed", "order_complete"]


async def test_two_deliveries_in_the_same_moment_are_two(cast: Cast, clock: Clock) -> None:
    await cast.sells()
    await cast.orders("ada", 1)
    await cast.orders("ada", 1)
    assert clock() == clock()
    await cast.delivers(1)
    await cast.delivers(1)

    assert (await cast.heard("ada")).count("order_complete") == 2


async def test_a_supplier_is_judged_by_its_fifth_arrival(cast: Cast, clock: Clock) -> None:
    await cast.sells(MUG, RED)
    order = await cast.orders("ada", 1, sku="RED")
    await cast.expects(1, date(2027, 3, 1), sku="RED", supplier="Slow & Sons")
    before = await backorders.read(cast.shop, order.order.id, MERCHANT)
    assert before.order.promise_by == date(2027, 3, 4)

    for _ in range(5):
        late = await cast.expects(1, clock().date() - timedelta(days=10), supplier="Slow & Sons")
        await stock.arrive(cast.shop, late.id, None)

    after = await backorders.read(cast.shop, order.order.id, MERCHANT)
    assert after.order.promise_by == date(2027, 3, 12)
    assert [(change.old, change.new, change.told) for change in after.promise_history] == [
        (None, date(2027, 3, 4), True),
        (date(2027, 3, 4), date(2027, 3, 12), True),
    ]
    await cast.all_agrees()
