"""Why an order has its units or not yet: the same figures as everywhere else, and where they come from."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.actors import MERCHANT
from domain.allocation import Allocation
from domain.backorders import Ship
from domain.refusals import NotFound
from domain.why import Standing, Verdict
from services import backorders, payments, stock, subscriptions, why
from services.views import BackorderView
from services.why import Reasons
from tests.conftest import Clock
from tests.services.cast import MUG, RED, Cast, customer
from tests.services.test_payments import euros

FEBRUARY = date(2027, 2, 1)


async def why_of(cast: Cast, order: BackorderView) -> Reasons:
    return await why.of_backorder(cast.shop, order.order.id, MERCHANT)


async def received(cast: Cast, order: BackorderView) -> list[tuple[int, str]]:
    """What came and went; it always adds up to what the order has."""
    found = await why_of(cast, order)
    seen = found.view.order
    assert sum(gain.units for gain in found.gains) == seen.reserved_quantity + seen.released_quantity
    return [(gain.units, gain.cause) for gain in found.gains]


@pytest.mark.parametrize("allocation", Allocation)
async def test_the_way_leads_to_the_very_date_that_the_order_shows(cast: Cast, allocation: Allocation) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, allocation=allocation))
    await cast.sells()
    await cast.expects(3, FEBRUARY + timedelta(days=9), supplier="Late & Sons")
    await cast.expects(4, FEBRUARY)
    await cast.expects(2, FEBRUARY + timedelta(days=9))
    orders = [await cast.orders(name, n, priority=p) for name, n, p in (("ada", 2, 0), ("ben", 3, 1), ("cem", 4, 0))]
    orders += [await cast.orders("ada", n) for n in (1, 5)]
    await cast.delivers(3)

    for order in orders:
        seen = await backorders.read(cast.shop, order.order.id, MERCHANT)
        found = await why_of(cast, order)

        assert found.view == seen
        assert found.allocation is allocation
        if seen.position is None:
            assert (found.verdict, found.way) == (Verdict.COMPLETE, ())
            continue
        needed = seen.position.units_ahead + seen.order.missing
        assert [step.units_before for step in found.way] == [0, 4, 7][: len(found.way)]
        assert [step.covers for step in found.way[:-1]] == [False] * (len(found.way) - 1)
        last = found.way[-1]
        if seen.order.promise_by is None:
            assert (found.verdict, last.covers, len(found.way)) == (Verdict.NO_SUPPLY, False, 3)
            assert last.units_before + last.supply.open < needed
        else:
            assert (found.verdict, last.covers) == (Verdict.WAITS_FOR_SUPPLY, True)
            assert last.units_before < needed <= last.units_before + last.supply.open
            assert (last.supply.id, max(step.due_on for step in found.way)) == (
                seen.order.supply_id,
                seen.order.promise_by,
            )


async def test_without_any_supply_there_is_no_way(cast: Cast) -> None:
    await cast.sells()
    found = await why_of(cast, await cast.orders("ada", 1))

    assert (found.verdict, found.way, found.gains) == (Verdict.NO_SUPPLY, [], [])


async def test_what_came_and_what_was_taken_back_is_named_with_its_cause(cast: Cast, clock: Clock) -> None:
    await cast.sells()
    await cast.delivers(1)
    supply = await cast.expects(1, FEBRUARY)
    first, order = await cast.orders("ada", 1), await cast.orders("ben", 4, ship=Ship.PARTIAL)
    clock.passes(days=1)
    await cast.delivers(1, supply_id=supply.id)
    await cast.delivers(2)
    await payments.note(cast.shop, order.order.id, euros(100), MERCHANT)
    await stock.count(cast.shop, "MUG", 3)

    expected = [(1, f"supply:{supply.id}"), (2, "receipt"), (-1, "count")]
    assert await received(cast, order) == expected
    assert await received(cast, first) == [(1, "placed")]

    await backorders.release(cast.shop, order.order.id, MERCHANT)
    assert await received(cast, order) == expected
    await backorders.cancel(cast.shop, first.order.id, customer(first))
    assert await received(cast, first) == [(1, "placed"), (-1, "cancelled")]
    assert await received(cast, order) == [*expected, (1, f"cancelled:{first.order.id}")]
    await cast.delivers(1)
    await backorders.release(cast.shop, order.order.id, MERCHANT)
    assert (await received(cast, order))[-1] == (1, "receipt")


async def test_whoever_is_gone_owns_and_waits_for_nothing(cast: Cast) -> None:
    await cast.sells()
    order = await cast.orders("ada", 1)
    await backorders.cancel(cast.shop, order.order.id, customer(order))

    found = await why_of(cast, order)

    assert (found.verdict, found.way, found.view.position) == (Verdict.GONE, (), None)


async def test_priority_overtakes_and_is_counted_also_after_it_was_served(cast: Cast) -> None:
    await cast.sells()
    early = await cast.orders("ada", 2)
    await cast.orders("ben", 1)
    assert (await why_of(cast, early)).overtaken_by == 0

    await cast.orders("cem", 1, priority=1)
    assert (await why_of(cast, early)).overtaken_by == 1
    await cast.delivers(2)

    assert (await why_of(cast, early)).overtaken_by == 1
    await cast.delivers(9)
    assert (await why_of(cast, early)).overtaken_by == 0


async def test_in_fill_whoever_was_completed_past_it_is_counted(cast: Cast) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, allocation=Allocation.FILL))
    await cast.sells()
    await cast.delivers(1)
    served = await cast.orders("ben", 1)
    big, small, other = await cast.orders("ada", 5), await cast.orders("ben", 1), await cast.orders("cem", 2)
    await payments.note(cast.shop, served.order.id, euros(100), MERCHANT)

    await cast.delivers(2)

    assert (await why_of(cast, big)).overtaken_by == 1
    assert (await why_of(cast, other)).overtaken_by == 0
    await payments.note(cast.shop, small.order.id, euros(100), MERCHANT)
    assert (await why_of(cast, big)).overtaken_by == 1
    await cast.all_agrees()


async def test_whoever_was_served_before_it_came_or_while_it_was_complete_did_not_overtake(cast: Cast) -> None:
    await cast.sells()
    await cast.orders("ben", 1)
    await cast.delivers(1)
    order = await cast.orders("ada", 2, placed_at=cast.shop.now() - timedelta(days=1))
    await cast.orders("cem", 1)
    await cast.delivers(3)
    await stock.count(cast.shop, "MUG", 2)
    assert (await why_of(cast, order)).verdict is Verdict.COMPLETE

    await stock.count(cast.shop, "MUG", 1)

    found = await why_of(cast, order)
    assert (found.verdict, found.overtaken_by) == (Verdict.NO_SUPPLY, 0)


async def test_somebody_elses_reasons_do_not_exist(cast: Cast) -> None:
    await cast.sells()
    adas, bens = await cast.orders("ada", 1), await cast.orders("ben", 1)

    with pytest.raises(NotFound):
        await why.of_backorder(cast.shop, adas.order.id, customer(bens))


@pytest.mark.parametrize("hold", [timedelta(0), timedelta(hours=1)])
async def test_a_subscriber_hears_who_stands_before(cast: Cast, clock: Clock, hold: timedelta) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, hold=hold))
    await cast.sells(MUG, RED)
    ids = [(await subscriptions.sign_up(cast.shop, n, "MUG", q))[0].id for n, q in (("ada", 1), ("ben", 3), ("cem", 2))]
    await subscriptions.sign_up(cast.shop, "ada", "RED", 1)

    async def silences() -> list[tuple[Standing, int | None, int | None]]:
        found = [await why.of_subscription(cast.shop, one, MERCHANT) for one in ids]
        return [(each.standing, each.people, each.units) for each in found]

    assert await silences() == [(Standing.IN_LINE, 0, 0), (Standing.IN_LINE, 1, 1), (Standing.IN_LINE, 2, 4)]
    await cast.delivers(1)
    told = Standing.HELD if hold else Standing.TOLD
    assert await silences() == [(told, None, None), (Standing.IN_LINE, 0, 0), (Standing.IN_LINE, 1, 3)]
    await subscriptions.sign_off(cast.shop, ids[1], MERCHANT)
    clock.passes(hours=2)
    await subscriptions.next_waves(cast.shop)

    lapsed = (Standing.HELD, None, None) if hold else (Standing.ENDED, None, None)
    assert await silences() == [lapsed, (Standing.ENDED, None, None), (Standing.IN_LINE, 0, 0)]
    with pytest.raises(NotFound):
        await why.of_subscription(cast.shop, 4711, MERCHANT)


async def test_who_lost_a_held_unit_to_a_count_stands_where_they_stood(cast: Cast) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, hold=timedelta(hours=1)))
    await cast.sells()
    first = (await subscriptions.sign_up(cast.shop, "ada", "MUG", 1))[0].id
    await cast.delivers(1)
    second = (await subscriptions.sign_up(cast.shop, "ben", "MUG", 2))[0].id
    await stock.count(cast.shop, "MUG", 0)

    found = [await why.of_subscription(cast.shop, one, MERCHANT) for one in (first, second)]

    assert [(each.people, each.units, each.available) for each in found] == [(0, 0, 0), (1, 1, 0)]
