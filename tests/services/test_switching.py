"""Another product instead of waiting."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.actors import MERCHANT
from domain.backorders import State
from domain.money import Money
from domain.policy import BeyondMaxWait
from domain.products import BackorderRules, Policy
from domain.refusals import LimitReached, MoveRefused, NotAnAlternative, NotFound, WaitTooLong
from services import backorders, products, switching
from tests.services.cast import MUG, RED, Cast, customer

DEAR = replace(RED, sku="DEAR", name={"en": "Golden mug"}, price=Money(9900, "EUR"))


async def test_a_switch_keeps_the_number_the_quantity_and_the_place_in_time(cast: Cast) -> None:
    await cast.sells(MUG, RED)
    await cast.delivers(2, sku="RED")
    order, behind = await cast.orders("ada", 2), await cast.orders("ben", 1)
    await cast.delivers(1)

    old = await switching.switch(cast.shop, order.order.id, "RED", customer(order))

    assert old.order.state is State.SWITCHED
    assert old.order.switched_to is not None
    new = (await backorders.read(cast.shop, old.order.switched_to, customer(order))).order
    assert (new.order_number, new.quantity, new.placed_at) == (order.order.order_number, 2, order.order.placed_at)
    assert new.state is State.RESERVED
    assert (await backorders.read(cast.shop, behind.order.id, MERCHANT)).order.state is State.RESERVED
    assert await cast.heard("ada") == ["order_placed", "order_partly", "order_switched"]
    await cast.all_agrees()


async def test_one_can_switch_back(cast: Cast) -> None:
    await cast.sells(MUG, RED)
    await cast.delivers(1, sku="RED")
    order = await cast.orders("ada", 1)
    old = await switching.switch(cast.shop, order.order.id, "RED", MERCHANT)
    await cast.delivers(1)

    assert old.order.switched_to is not None
    again = await switching.switch(cast.shop, old.order.switched_to, "MUG", MERCHANT)

    assert again.order.state is State.SWITCHED
    await cast.all_agrees()


@pytest.mark.parametrize(("sku", "why"), [("DEAR", "dearer"), ("RED", "not_available"), ("MUG", "same")])
async def test_what_is_no_alternative_is_refused_and_changes_nothing(cast: Cast, sku: str, why: str) -> None:
    await cast.sells(MUG, RED, DEAR)
    await cast.delivers(5, sku="DEAR")
    order = await cast.orders("ada", 1)

    with pytest.raises(NotAnAlternative) as refused:
        await switching.switch(cast.shop, order.order.id, sku, MERCHANT)

    assert refused.value.why == why
    assert (await backorders.read(cast.shop, order.order.id, MERCHANT)) == order
    await cast.all_agrees()


async def test_promised_earlier_is_good_enough_for_who_waits_but_not_for_who_owns(cast: Cast) -> None:
    await cast.sells(MUG, RED)
    await cast.expects(5, date(2027, 6, 1))
    await cast.expects(5, date(2027, 2, 1), sku="RED")
    order, owner = await cast.orders("ada", 1), await cast.orders("ben", 1)

    offered = await switching.alternatives(cast.shop, order.order.id, MERCHANT)
    assert [(found.product.sku, found.dearer) for found in offered] == [("RED", False)]
    await switching.switch(cast.shop, order.order.id, "RED", MERCHANT)
    await cast.delivers(1)

    with pytest.raises(NotAnAlternative):
        await switching.switch(cast.shop, owner.order.id, "RED", MERCHANT)
    await cast.all_agrees()


async def test_the_merchants_own_list_comes_first(cast: Cast) -> None:
    await cast.sells(MUG, RED, DEAR)
    await cast.delivers(5, sku="DEAR")
    await cast.delivers(5, sku="RED")
    await products.set_alternatives(cast.shop, "MUG", ["DEAR"])
    order = await cast.orders("ada", 1)

    offered = await switching.alternatives(cast.shop, order.order.id, customer(order))

    assert [(found.product.sku, found.dearer) for found in offered] == [("DEAR", True), ("RED", False)]


async def test_somebody_elses_order_does_not_exist(cast: Cast) -> None:
    await cast.sells(MUG, RED)
    adas, bens = await cast.orders("ada", 1), await cast.orders("ben", 1)

    for act in (
        switching.switch(cast.shop, adas.order.id, "RED", customer(bens)),
        backorders.cancel(cast.shop, adas.order.id, customer(bens)),
        switching.alternatives(cast.shop, adas.order.id, customer(bens)),
        backorders.read(cast.shop, adas.order.id, customer(bens)),
    ):
        with pytest.raises(NotFound):
            await act


async def test_a_cancelled_order_is_cancelled_once(cast: Cast) -> None:
    await cast.sells()
    order = await cast.orders("ada", 1)
    await backorders.cancel(cast.shop, order.order.id, customer(order))

    with pytest.raises(MoveRefused):
        await backorders.cancel(cast.shop, order.order.id, customer(order))

    seen = await backorders.read(cast.shop, order.order.id, MERCHANT)
    assert [entry.state for entry in seen.history] == [State.WAITING, State.CANCELLED]
    assert await cast.heard("ada") == ["order_placed", "order_cancelled"]


async def test_the_limits_of_the_other_product_hold_for_a_switch_too(cast: Cast) -> None:
    rules = BackorderRules(Policy.ALLOW, limit=3, max_wait_days=10)
    await cast.sells(MUG, replace(RED, backorder=rules))
    await cast.expects(20, cast.shop.today() + timedelta(days=5), sku="RED")
    await cast.orders("ben", 2, sku="RED")
    two, one = await cast.orders("ada", 2), await cast.orders("cem", 1)

    with pytest.raises(LimitReached) as refused:
        await switching.switch(cast.shop, two.order.id, "RED", MERCHANT)

    assert (refused.value.limit, refused.value.limit_left) == (3, 1)
    assert await switching.alternatives(cast.shop, two.order.id, customer(two)) == []
    [offer] = await switching.alternatives(cast.shop, one.order.id, customer(one))
    assert offer.product.sku == "RED"
    await cast.all_agrees()


async def test_a_switch_to_a_wait_that_is_too_long_names_the_earliest_date(cast: Cast) -> None:
    await cast.sells(MUG, replace(RED, backorder=BackorderRules(Policy.ALLOW, max_wait_days=10)))
    await cast.expects(5, cast.shop.today() + timedelta(days=30), sku="RED")
    order = await cast.orders("ada", 1)

    with pytest.raises(WaitTooLong) as refused:
        await switching.switch(cast.shop, order.order.id, "RED", MERCHANT)

    assert refused.value.promise_by is not None
    assert refused.value.promise_by > cast.shop.today() + timedelta(days=30)
    assert await switching.alternatives(cast.shop, order.order.id, customer(order)) == []
    assert (await backorders.read(cast.shop, order.order.id, MERCHANT)) == order
    await cast.all_agrees()


async def test_where_long_waits_are_accepted_a_switch_accepts_them(cast: Cast) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, beyond_max_wait=BeyondMaxWait.ACCEPT))
    await cast.sells(MUG, replace(RED, backorder=BackorderRules(Policy.ALLOW, max_wait_days=10)))
    await cast.expects(5, cast.shop.today() + timedelta(days=30), sku="RED")
    order = await cast.orders("ada", 1)

    old = await switching.switch(cast.shop, order.order.id, "RED", MERCHANT)

    new = (await backorders.read(cast.shop, old.order.switched_to or 0, MERCHANT)).order
    assert new.accepted_by == new.promise_by is not None
