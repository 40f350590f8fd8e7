"""What one customer may have of a product in open orders."""

import asyncio
from dataclasses import replace

import pytest

from domain.actors import MERCHANT
from domain.products import BackorderRules, Policy
from domain.refusals import CapReached
from services import backorders, switching
from services.imports import Format, import_file
from services.views import BackorderView
from tests.services.cast import MUG, RED, Cast, customer

CAPPED = replace(MUG, backorder=BackorderRules(Policy.ALLOW, per_customer=3))


async def test_waiting_and_ready_units_count_together_with_the_new_order(cast: Cast) -> None:
    await cast.sells(CAPPED)
    await cast.delivers(1)
    ready, waiting = await cast.orders("ada", 1), await cast.orders("ada", 1)

    with pytest.raises(CapReached) as refused:
        await cast.orders("ada", 2)

    assert (ready.order.missing, waiting.order.missing) == (0, 1)
    assert refused.value == CapReached("MUG", 3, 1)
    assert (await cast.orders("ada", 1)).order.missing == 1
    assert (await cast.orders("ben", 3)).order.missing == 3
    await cast.all_agrees()


async def test_free_units_are_capped_too(cast: Cast) -> None:
    await cast.sells(CAPPED)
    await cast.delivers(9)

    with pytest.raises(CapReached):
        await cast.orders("ada", 4)


async def test_what_has_left_or_was_given_up_counts_no_more(cast: Cast) -> None:
    await cast.sells(CAPPED)
    await cast.delivers(2)
    sent, dropped = await cast.orders("ada", 2), await cast.orders("ada", 1)
    await backorders.release(cast.shop, sent.order.id, MERCHANT)
    await backorders.cancel(cast.shop, dropped.order.id, customer(dropped))

    assert (await cast.orders("ada", 3)).order.quantity == 3


async def test_a_cap_that_was_lowered_leaves_nothing_and_takes_nothing(cast: Cast) -> None:
    await cast.sells()
    before = await cast.orders("ada", 5)
    await cast.sells(CAPPED)

    with pytest.raises(CapReached) as refused:
        await cast.orders("ada", 1)

    assert refused.value.left == 0
    assert (await backorders.read(cast.shop, before.order.id, MERCHANT)).order.quantity == 5


async def test_a_switch_into_a_capped_product_is_neither_offered_nor_done(cast: Cast) -> None:
    await cast.sells(replace(RED, backorder=CAPPED.backorder), MUG)
    await cast.delivers(9, sku="RED")
    await cast.orders("ada", 2, sku="RED")
    big, small = await cast.orders("ada", 2), await cast.orders("ada", 1)

    assert await switching.alternatives(cast.shop, big.order.id, customer(big)) == []
    with pytest.raises(CapReached):
        await switching.switch(cast.shop, big.order.id, "RED", customer(big))
    await switching.switch(cast.shop, small.order.id, "RED", customer(small))

    await cast.all_agrees()


async def test_two_at_once_cannot_pass_it_together(cast: Cast) -> None:
    await cast.sells(CAPPED)

    ended = await asyncio.gather(*(cast.orders("ada", 2) for _ in range(5)), return_exceptions=True)

    assert [type(one) for one in ended if isinstance(one, Exception)] == [CapReached] * 4
    assert sum(isinstance(one, BackorderView) for one in ended) == 1


async def test_an_import_leaves_it_alone(cast: Cast) -> None:
    await cast.sells(replace(MUG, backorder=BackorderRules(Policy.ALLOW, per_customer=3, reorder_at=5)))

    await import_file(cast.shop, b"sku,name,policy\nMUG,Cup,deny\n", Format.CSV, currency="EUR", language="en")

    async with cast.shop.store.read() as tx:
        found = await tx.products.get("MUG")
    assert found is not None
    assert found.name["en"] == "Cup"
    assert (found.backorder.per_customer, found.backorder.reorder_at) == (3, 5)
