"""A date slips: told once an hour, with four choices; the answer is kept, and silence reaches a person."""

from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

import pytest
from sqlalchemy import select

from domain.actors import MERCHANT
from domain.money import Money
from domain.notices import DateChanged, LongWait
from domain.policy import BeyondMaxWait, ShopPolicy
from domain.refusals import MoveRefused
from domain.slips import Attention, Choice
from services import answers, backorders, slips, supplies
from services.shop import Shop
from services.supplies import SupplyChange
from storage.outbox import load
from storage.tables import customers, outbox
from tests.conftest import Clock
from tests.services.cast import MUG, Cast, customer

JUNE = date(2027, 6, 1)
Piece = TypeVar("Piece")
LAMP = replace(MUG, backorder=replace(MUG.backorder, max_wait_days=30))


async def told(shop: Shop, name: str, kind: type[Piece]) -> list[Piece]:
    """What a person was written of this kind, oldest first."""
    query = select(outbox.c.news).join(customers).where(customers.c.external_id == name).order_by(outbox.c.id)
    async with shop.store.read() as tx:
        letters = (await tx.connection.execute(query)).scalars().all()
    return [news for letter in letters for news in load(letter) if isinstance(news, kind)]


async def slipping(shop: Shop, supply_id: int, *, days: int, reason: str | None = None) -> None:
    """The supplier names another day, counted from the first of June."""
    await supplies.change(shop, supply_id, SupplyChange(expected_on=JUNE + timedelta(days=days), reason=reason))


async def test_however_often_it_moves_within_an_hour_it_is_told_once(cast: Cast, shop: Shop, clock: Clock) -> None:
    await cast.sells()
    supply = await cast.expects(5, JUNE)
    order = await cast.orders("ada")

    for days in (10, 12, 20):
        await slipping(shop, supply.id, days=days)
        clock.passes(minutes=15)
    assert [news.new for news in await told(shop, "ada", DateChanged)] == [date(2027, 6, 14)]
    assert await slips.catch_up(shop) == 0

    clock.passes(minutes=30)
    assert await slips.catch_up(shop) == 1
    assert [(news.old, news.new) for news in await told(shop, "ada", DateChanged)] == [
        (date(2027, 6, 4), date(2027, 6, 14)),
        (date(2027, 6, 14), date(2027, 6, 24)),
    ]
    assert [change.told for change in (await backorders.read(shop, order.order.id, MERCHANT)).promise_history] == [
        True,
        True,
        False,
        True,
    ]
    clock.passes(hours=2)
    assert await slips.catch_up(shop) == 0


async def test_a_date_that_moves_back_within_the_hour_is_told_no_second_time(
    cast: Cast, shop: Shop, clock: Clock
) -> None:
    await cast.sells()
    supply = await cast.expects(5, JUNE)
    await cast.orders("ada")

    await slipping(shop, supply.id, days=10)
    await slipping(shop, supply.id, days=30)
    await slipping(shop, supply.id, days=11)
    clock.passes(hours=1)
    await slips.catch_up(shop)

    assert len(await told(shop, "ada", DateChanged)) == 1


async def test_a_date_that_appears_or_vanishes_is_never_kept_back(cast: Cast, shop: Shop) -> None:
    await cast.sells()
    await cast.orders("ada")
    supply = await cast.expects(5, JUNE)
    await slipping(shop, supply.id, days=10)
    await supplies.change(shop, supply.id, SupplyChange(cancel=True))

    assert [(news.old, news.new) for news in await told(shop, "ada", DateChanged)] == [
        (None, date(2027, 6, 4)),
        (date(2027, 6, 4), date(2027, 6, 14)),
        (date(2027, 6, 14), None),
    ]


async def test_after_the_hour_the_next_change_is_told_at_once(cast: Cast, shop: Shop, clock: Clock) -> None:
    await cast.sells()
    supply = await cast.expects(5, JUNE)
    await cast.orders("ada")

    await slipping(shop, supply.id, days=10)
    clock.passes(hours=1)
    await slipping(shop, supply.id, days=20)

    assert len(await told(shop, "ada", DateChanged)) == 2


@pytest.mark.parametrize("choice", [Choice.WAIT, Choice.ASK])
async def test_an_answer_is_kept(cast: Cast, shop: Shop, choice: Choice) -> None:
    await cast.sells()
    supply = await cast.expects(5, JUNE)
    order = await cast.orders("ada")
    await slipping(shop, supply.id, days=10)

    seen = await answers.answer(shop, order.order.id, choice, customer(order))

    assert [(a.choice, a.promise_by) for a in seen.answers] == [(choice, date(2027, 6, 14))]
    assert seen.order.attention == (Attention.ASKS_PERSON if choice is Choice.ASK else None)
    assert (await answers.attend(shop, order.order.id, MERCHANT)).order.attention is None


async def test_who_cancels_after_a_slip_has_answered(cast: Cast, shop: Shop) -> None:
    await cast.sells()
    supply = await cast.expects(5, JUNE)
    slipped = await cast.orders("ada")
    await slipping(shop, supply.id, days=10)
    fresh = await cast.orders("ben")

    left = await backorders.cancel(shop, slipped.order.id, customer(slipped))
    assert [given.choice for given in left.answers] == [Choice.CANCEL]
    assert (await backorders.cancel(shop, fresh.order.id, customer(fresh))).answers == ()


async def test_a_cancelled_order_takes_no_answer(cast: Cast, shop: Shop) -> None:
    await cast.sells()
    order = await cast.orders("ada")
    await backorders.cancel(shop, order.order.id, customer(order))

    with pytest.raises(MoveRefused):
        await answers.answer(shop, order.order.id, Choice.WAIT, customer(order))


class TestTheLongestWait:
    @pytest.fixture
    def policy(self) -> ShopPolicy:
        return ShopPolicy(beyond_max_wait=BeyondMaxWait.ACCEPT)

    async def test_who_waits_too_long_is_asked_and_who_is_silent_reaches_a_person(
        self, cast: Cast, shop: Shop, clock: Clock
    ) -> None:
        await cast.sells(LAMP)
        order = await cast.orders("ada")

        clock.passes(days=30)
        assert await answers.guard(shop) == 0
        clock.passes(days=1)
        assert await answers.guard(shop) == 1
        assert await answers.guard(shop) == 0
        assert [news.again for news in await told(shop, "ada", LongWait)] == [False]

        clock.passes(days=3)
        assert await answers.guard(shop) == 1
        assert [news.again for news in await told(shop, "ada", LongWait)] == [False, True]
        assert (await backorders.read(shop, order.order.id, MERCHANT)).order.attention is Attention.NO_ANSWER
        assert await answers.guard(shop) == 0

    async def test_who_keeps_waiting_is_not_asked_again_for_as_long(self, cast: Cast, shop: Shop, clock: Clock) -> None:
        await cast.sells(LAMP)
        order = await cast.orders("ada")
        clock.passes(days=31)
        await answers.guard(shop)

        await answers.answer(shop, order.order.id, Choice.WAIT, customer(order))
        clock.passes(days=30)
        assert await answers.guard(shop) == 0
        clock.passes(days=1)
        assert await answers.guard(shop) == 1

    async def test_a_date_that_slips_beyond_it_asks_with_the_same_message(
        self, cast: Cast, shop: Shop, clock: Clock
    ) -> None:
        await cast.sells(LAMP)
        supply = await cast.expects(5, date(2027, 1, 20))
        order = await cast.orders("ada")

        await slipping(shop, supply.id, days=0)
        assert (await backorders.read(shop, order.order.id, MERCHANT)).order.asked_at == clock()
        assert await answers.guard(shop) == 0
        assert await told(shop, "ada", LongWait) == []

    async def test_a_wait_accepted_with_the_order_asks_nobody(self, cast: Cast, shop: Shop, clock: Clock) -> None:
        await cast.sells(LAMP)
        await cast.expects(5, JUNE)
        await cast.orders("ada")

        clock.passes(days=40)
        assert await answers.guard(shop) == 0


class TestGoodwill:
    @pytest.fixture
    def policy(self) -> ShopPolicy:
        return ShopPolicy(goodwill=Money(500, "EUR"), goodwill_budget=1200)

    async def test_each_slip_is_credited_once_and_within_the_month_s_budget(
        self, cast: Cast, shop: Shop, clock: Clock
    ) -> None:
        await cast.sells()
        supply = await cast.expects(5, JUNE)
        people = ("ada", "ben", "cem")
        orders = [await cast.orders(person) for person in people]

        await slipping(shop, supply.id, days=10)
        offered = [news.goodwill for person in people for news in await told(shop, person, DateChanged)]
        assert offered == [Money(500, "EUR"), Money(500, "EUR"), None]
        credited = [len((await backorders.read(shop, order.order.id, MERCHANT)).goodwill) for order in orders]
        assert credited == [1, 1, 0]

        clock.passes(days=31)
        await slipping(shop, supply.id, days=20)
        credited = [len((await backorders.read(shop, order.order.id, MERCHANT)).goodwill) for order in orders]
        assert credited == [2, 2, 0]

    async def test_a_date_that_comes_earlier_costs_nothing(self, cast: Cast, shop: Shop) -> None:
        await cast.sells()
        supply = await cast.expects(5, JUNE)
        await cast.orders("ada")

        await slipping(shop, supply.id, days=-20)
        assert [news.goodwill for news in await told(shop, "ada", DateChanged)] == [None]
