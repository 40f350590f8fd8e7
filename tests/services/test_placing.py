"""A new order: its limits, its units, its place, its date."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.actors import MERCHANT
from domain.backorders import State
from domain.money import Money
from domain.payments import balance_due
from domain.policy import BeyondMaxWait
from domain.products import BackorderRules, Policy
from domain.refusals import (
    BackorderDenied,
    CurrencyMismatch,
    Discontinued,
    LimitReached,
    NotFound,
    OrderTaken,
    PlacedInFuture,
    Refusal,
    WaitTooLong,
)
from services import backorders, products, promises, supplies
from services.supplies import SupplyChange
from tests.conftest import Clock
from tests.services.cast import MUG, Cast


async def test_free_units_are_taken_at_once_in_part_if_need_be(cast: Cast) -> None:
    await cast.sells()
    await cast.delivers(3)

    whole, part = await cast.orders("ada", 2), await cast.orders("ben", 2)

    assert (whole.order.state, whole.position) == (State.RESERVED, None)
    assert (part.order.state, part.order.reserved_quantity) == (State.WAITING, 1)
    assert part.position is not None
    assert (part.position.place, part.position.of, part.position.units_ahead) == (1, 1, 0)
    await cast.all_agrees()


async def test_the_answer_says_the_same_as_a_second_look(cast: Cast) -> None:
    await cast.sells()
    await cast.expects(5, date(2027, 2, 1))
    await cast.orders("ben", 2)

    placed = await cast.orders("ada", 2)

    assert placed == await backorders.read(cast.shop, placed.order.id, MERCHANT)


async def test_a_higher_priority_goes_first_from_now_on_and_takes_nothing_away(cast: Cast) -> None:
    await cast.sells()
    await cast.expects(3, date(2027, 2, 1))
    early = await cast.orders("ada", 3)
    await cast.delivers(1)

    dear = await cast.orders("ben", 2, priority=1)
    seen = await backorders.read(cast.shop, early.order.id, MERCHANT)

    assert seen.order.reserved_quantity == 1
    assert seen.position is not None
    assert (seen.position.place, seen.position.units_ahead) == (2, 2)
    assert dear.position is not None
    assert (dear.position.place, dear.order.promise_by) == (1, date(2027, 2, 4))
    assert seen.order.promise_by is None
    assert "date_changed" in await cast.heard("ada")
    assert await cast.heard("ben") == ["order_placed"]
    assert dear == await backorders.read(cast.shop, dear.order.id, MERCHANT)
    await cast.all_agrees()


async def test_an_order_placed_earlier_stands_earlier(cast: Cast, clock: Clock) -> None:
    await cast.sells()
    late = await cast.orders("ada", 1)
    early = await cast.orders("ben", 1, placed_at=clock() - timedelta(days=2))

    assert early.position is not None
    assert early.position.place == 1
    assert (await backorders.read(cast.shop, late.order.id, MERCHANT)).position is not None
    await cast.delivers(1)
    assert await cast.heard("ben") == ["order_placed", "order_complete"]


@pytest.mark.parametrize(
    ("rules", "quantity", "refusal"),
    [
        (BackorderRules(Policy.DENY), 1, BackorderDenied),
        (BackorderRules(Policy.ALLOW, limit=2), 3, LimitReached),
        (BackorderRules(Policy.ALLOW, max_wait_days=10), 1, WaitTooLong),
    ],
)
async def test_limits_refuse_and_leave_nothing(
    cast: Cast, rules: BackorderRules, quantity: int, refusal: type[Refusal]
) -> None:
    await cast.sells(replace(MUG, backorder=rules))
    await cast.expects(9, date(2027, 3, 1))

    with pytest.raises(refusal):
        await cast.orders("ada", quantity)

    assert await cast.ledger() == []
    await cast.all_agrees()


async def test_a_wait_beyond_the_longest_is_accepted_knowingly_where_the_shop_wants_it(cast: Cast) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, beyond_max_wait=BeyondMaxWait.ACCEPT))
    await cast.sells(replace(MUG, backorder=BackorderRules(Policy.ALLOW, max_wait_days=10)))
    await cast.expects(9, date(2027, 3, 1))

    assert (await cast.orders("ada", 1)).order.promise_by == date(2027, 3, 4)


async def test_what_cannot_be_is_refused(cast: Cast, clock: Clock) -> None:
    await cast.sells()
    await cast.orders("ada", 1, order_number="77")
    with pytest.raises(OrderTaken):
        await cast.orders("ben", 1, order_number="77")
    with pytest.raises(PlacedInFuture):
        await cast.orders("ada", 1, placed_at=clock() + timedelta(minutes=2))
    with pytest.raises(CurrencyMismatch):
        await cast.orders("ada", 1, paid=Money(1, "USD"))
    with pytest.raises(NotFound):
        await cast.orders("nobody", 1)
    with pytest.raises(NotFound):
        await cast.orders("ada", 1, sku="NOTHING")
    await products.discontinue(cast.shop, "MUG")
    with pytest.raises(Discontinued):
        await cast.orders("ada", 1)
    assert "product_discontinued" in await cast.heard("ada")
    await cast.all_agrees()


async def test_a_product_put_as_inactive_asks_everyone_who_waits_once(cast: Cast) -> None:
    await cast.sells()
    await cast.orders("ada", 1)

    for _ in range(2):
        await products.put(cast.shop, replace(MUG, active=False))

    assert await cast.heard("ada") == ["order_placed", "product_discontinued"]
    with pytest.raises(Discontinued):
        await cast.orders("ben", 1)


async def test_what_was_paid_beyond_the_total_is_kept_and_given_back(cast: Cast) -> None:
    await cast.sells()
    order = await cast.orders("ada", 1, paid=Money(2000, "EUR"))

    cancelled = await backorders.cancel(cast.shop, order.order.id, MERCHANT)

    assert balance_due(order.order) == Money(0, "EUR")
    assert cancelled.order.refund is not None
    assert cancelled.order.refund.money == Money(2000, "EUR")


async def test_a_supply_that_moves_moves_the_dates_and_tells_those_it_must(cast: Cast) -> None:
    await cast.sells()
    supply = await cast.expects(2, date(2027, 2, 1))
    order = await cast.orders("ada", 1)

    await supplies.change(cast.shop, supply.id, SupplyChange(expected_on=date(2027, 2, 2)))
    assert await cast.heard("ada") == ["order_placed"]
    await supplies.change(cast.shop, supply.id, SupplyChange(expected_on=date(2027, 2, 3), reason="strike"))
    assert await cast.heard("ada") == ["order_placed", "date_changed"]
    await supplies.change(cast.shop, supply.id, SupplyChange(cancel=True))

    seen = await backorders.read(cast.shop, order.order.id, MERCHANT)
    assert seen.order.promise_by is None
    assert [(change.new, change.told) for change in seen.promise_history] == [
        (date(2027, 2, 4), True),
        (date(2027, 2, 5), False),
        (date(2027, 2, 6), True),
        (None, True),
    ]


async def test_an_overdue_supply_never_leaves_a_date_in_the_past(cast: Cast, clock: Clock) -> None:
    await cast.sells()
    await cast.expects(2, date(2027, 1, 12))
    order = await cast.orders("ada", 1)
    clock.passes(days=20)

    await promises.review(cast.shop)

    seen = await backorders.read(cast.shop, order.order.id, MERCHANT)
    assert seen.order.promise_by == cast.shop.today() + timedelta(days=3)
    assert await cast.heard("ada") == ["order_placed", "date_changed"]
