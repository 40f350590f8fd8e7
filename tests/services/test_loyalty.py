"""A customer whose orders have arrived before goes first, where the shop wants it so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from domain.actors import MERCHANT
from domain.loyalty import loyalty_of
from services import backorders
from services.shop import Shop
from tests.services.cast import MUG, RED, Cast


async def has_received(cast: Cast, customer: str, *numbers: str) -> None:
    """Orders that have arrived long ago, one for each number."""
    for number in numbers:
        await cast.delivers(1, sku="RED")
        order = await cast.orders(customer, 1, sku="RED", order_number=number)
        await backorders.release(cast.shop, order.order.id, MERCHANT)
        await backorders.fulfil(cast.shop, order.order.id, MERCHANT)


@contextmanager
def asked(shop: Shop) -> Iterator[list[str]]:
    """The statements that reach the database meanwhile."""
    seen: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        seen.append(statement)

    event.listen(shop.store.engine.sync_engine, "before_cursor_execute", note)
    yield seen
    event.remove(shop.store.engine.sync_engine, "before_cursor_execute", note)


@pytest.fixture
async def loyal(cast: Cast) -> Cast:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, loyalty=loyalty_of("2:1,3:5")))
    await cast.sells(MUG, RED)
    return cast


async def test_fulfilled_orders_lift_the_next_one(loyal: Cast) -> None:
    await has_received(loyal, "ben", "1", "2")
    first = await loyal.orders("ada", 1)

    lifted = await loyal.orders("ben", 1)

    assert (first.order.priority, lifted.order.priority) == (0, 1)
    assert lifted.position is not None
    assert lifted.position.place == 1
    await has_received(loyal, "ben", "3")
    assert (await loyal.orders("ben", 1)).order.priority == 5
    await loyal.all_agrees()


async def test_an_order_of_several_lines_counts_once_and_one_on_its_way_not_yet(loyal: Cast) -> None:
    await loyal.delivers(1)
    line = await loyal.orders("ben", 1, order_number="1")
    await has_received(loyal, "ben", "1")
    await backorders.release(loyal.shop, line.order.id, MERCHANT)

    assert (await loyal.orders("ben", 1)).order.priority == 0
    await backorders.fulfil(loyal.shop, line.order.id, MERCHANT)
    assert (await loyal.orders("ben", 1)).order.priority == 0


@pytest.mark.parametrize("said", [0, -1, 7])
async def test_the_shops_own_word_wins(loyal: Cast, said: int) -> None:
    await has_received(loyal, "ben", "1", "2")

    assert (await loyal.orders("ben", 1, priority=said)).order.priority == said


async def test_without_the_rule_nobody_is_lifted_and_nothing_is_asked(cast: Cast) -> None:
    await cast.sells(MUG, RED)
    await has_received(cast, "ben", "1", "2", "3")

    with asked(cast.shop) as plain:
        order = await cast.orders("ben", 1)

    assert order.order.priority == 0
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, loyalty=loyalty_of("9:1")))
    with asked(cast.shop) as ruled:
        await cast.orders("ben", 1)
    with asked(cast.shop) as said:
        await cast.orders("ben", 1, priority=0)
    assert (len(ruled), len(said)) == (len(plain) + 1, len(plain))
