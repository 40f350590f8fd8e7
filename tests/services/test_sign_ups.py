"""Sign-ups: for how many units, from how many on, and for how long."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.actors import MERCHANT
from domain.notices import MessageState
from domain.refusals import NotEnoughUnits, NotFound
from domain.subscriptions import Subscription, SubscriptionState
from services import backorders, stock, subscriptions, why
from storage.subscriptions import SubscriptionQuery
from tests.conftest import Clock
from tests.services.cast import MUG, Cast


async def signs_up(cast: Cast, name: str, quantity: int = 1) -> Subscription:
    return (await subscriptions.sign_up(cast.shop, name, "MUG", quantity))[0]


async def seen(cast: Cast, *known: Subscription) -> list[Subscription]:
    found, _ = await subscriptions.page(cast.shop, SubscriptionQuery())
    by_id = {subscription.id: subscription for subscription in found.items}
    return [by_id[subscription.id] for subscription in known]


async def test_too_few_units_are_not_worth_an_alert(cast: Cast) -> None:
    await cast.sells(replace(MUG, alert_minimum=3))
    ada = await signs_up(cast, "ada")

    assert (await cast.delivers(2)).people_told == 0
    assert (await why.of_subscription(cast.shop, ada.id, MERCHANT)).minimum == 3
    assert (await cast.delivers(1)).people_told == 1


async def test_the_shops_minimum_holds_where_a_product_has_none(cast: Cast) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, alert_minimum=2))
    await cast.sells()
    await signs_up(cast, "ada")

    assert (await cast.delivers(1)).people_told == 0
    assert (await cast.delivers(1)).people_told == 1


async def test_what_is_passed_on_goes_to_the_next_whatever_the_minimum(cast: Cast) -> None:
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, hold=timedelta(hours=24)))
    await cast.sells(replace(MUG, alert_minimum=2))
    ada, ben, cem = [await signs_up(cast, name) for name in ("ada", "ben", "cem")]
    await cast.delivers(2)

    await subscriptions.pass_on(cast.shop, ada.id, MERCHANT)

    assert [each.state.value for each in await seen(cast, ada, ben, cem)] == ["ended", "held", "held"]
    await cast.all_agrees()


async def test_somebody_who_wants_many_does_not_block_those_behind(cast: Cast) -> None:
    await cast.sells()
    ada, ben = await signs_up(cast, "ada", 5), await signs_up(cast, "ben")

    await cast.delivers(4)

    assert [each.state.value for each in await seen(cast, ada, ben)] == ["active", "told"]


async def test_who_wants_fewer_after_all_keeps_their_place_and_may_hear_at_once(cast: Cast) -> None:
    await cast.sells()
    ada = await signs_up(cast, "ada", 3)
    await cast.delivers(2)
    assert await cast.heard("ada") == []

    ada = await subscriptions.want(cast.shop, ada.id, 2, MERCHANT)

    assert (ada.quantity, ada.state) == (2, SubscriptionState.TOLD)
    assert await cast.heard("ada") == ["back_in_stock"]
    assert (await subscriptions.want(cast.shop, ada.id, 1, MERCHANT)).quantity == 2


class TestTheirEnd:
    async def test_whoever_waits_long_is_asked_and_silence_ends_it(self, cast: Cast, clock: Clock) -> None:
        await cast.sells()
        ada, ben = await signs_up(cast, "ada"), await signs_up(cast, "ben")
        assert ada.expires_at == clock() + timedelta(days=180)
        clock.passes(days=172)
        assert await subscriptions.review(cast.shop) == 0

        clock.passes(days=1)
        assert await subscriptions.review(cast.shop) == 2
        assert await subscriptions.review(cast.shop) == 0
        kept = await subscriptions.keep(cast.shop, ben.id, MERCHANT)
        assert (kept.expires_at, kept.asked_at) == (clock() + timedelta(days=180), None)
        clock.passes(days=7)
        await subscriptions.review(cast.shop)
        assert (await seen(cast, ada))[0].state is SubscriptionState.ACTIVE  # the question has not left yet
        await cast.post(MessageState.SENT)
        await subscriptions.review(cast.shop)

        assert [each.state.value for each in await seen(cast, ada, ben)] == ["ended", "active"]
        assert (await cast.heard("ada"), await cast.heard("ben")) == (["alert_ending"], ["alert_ending"])
        assert (await subscriptions.keep(cast.shop, ada.id, MERCHANT)).state is SubscriptionState.ENDED
        await cast.all_agrees()

    async def test_nobody_is_signed_off_unasked_however_late_the_question_comes(self, cast: Cast, clock: Clock) -> None:
        await cast.sells()
        ada = await signs_up(cast, "ada")
        clock.passes(days=400)
        await subscriptions.review(cast.shop)

        assert (await seen(cast, ada))[0].expires_at == clock() + timedelta(days=7)
        clock.passes(days=6)
        await subscriptions.review(cast.shop)
        assert (await cast.delivers(1)).people_told == 1

    async def test_without_an_end_nobody_is_ever_asked(self, cast: Cast, clock: Clock) -> None:
        cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, alerts_last=timedelta(0)))
        await cast.sells()
        ada = await signs_up(cast, "ada")
        clock.passes(days=4000)

        assert ada.expires_at is None
        assert await subscriptions.review(cast.shop) == 0

    async def test_units_for_somebody_end_nothing(self, cast: Cast, clock: Clock) -> None:
        cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, hold=timedelta(days=30)))
        await cast.sells()
        ada = await signs_up(cast, "ada")
        clock.passes(days=175)
        await subscriptions.review(cast.shop)
        await cast.delivers(1)
        clock.passes(days=10)
        await subscriptions.review(cast.shop)

        assert (await seen(cast, ada))[0].state is SubscriptionState.HELD
        await stock.count(cast.shop, "MUG", 1)
        await cast.all_agrees()


class TestHolds:
    @staticmethod
    async def holds(cast: Cast, *people: tuple[str, int]) -> list[Subscription]:
        cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, hold=timedelta(hours=24)))
        await cast.sells()
        signed = [await signs_up(cast, name, quantity) for name, quantity in people]
        await cast.delivers(sum(quantity for _, quantity in people))
        return signed

    async def test_a_named_buyer_gets_what_is_held_and_leaves_the_rest_to_the_next(self, cast: Cast) -> None:
        (ada,) = await self.holds(cast, ("ada", 2))
        ben = await signs_up(cast, "ben")

        with pytest.raises(NotEnoughUnits):
            await stock.sell(cast.shop, "MUG", 1)
        with pytest.raises(NotFound):
            await stock.sell(cast.shop, "MUG", 1, "nobody")
        left = await stock.sell(cast.shop, "MUG", 1, "ada")

        assert (left.on_hand, left.held, left.available) == (1, 1, 0)
        assert [each.state.value for each in await seen(cast, ada, ben)] == ["ended", "held"]
        await cast.all_agrees()

    async def test_an_order_takes_what_is_held_for_its_customer_before_those_who_wait(self, cast: Cast) -> None:
        ada, _ = await self.holds(cast, ("ada", 2), ("ben", 1))
        waiting = await cast.orders("cem", 1)

        ordered = await cast.orders("ada", 1)

        assert ordered.order.reserved_quantity == 1
        served = await backorders.read(cast.shop, waiting.order.id, MERCHANT)
        assert served.order.reserved_quantity == 1
        assert (await seen(cast, ada))[0].state is SubscriptionState.ENDED
        await cast.all_agrees()
