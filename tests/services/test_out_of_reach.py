"""Whoever cannot be reached takes no units from others, and loses nothing: neither their place nor their alert."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.actors import MERCHANT
from domain.customers import Customer
from domain.notices import MessageState
from domain.why import Standing
from services import customers, linking, subscriptions, why
from storage.subscriptions import SubscriptionQuery
from tests.conftest import Clock
from tests.services.cast import Cast

HOLD = timedelta(hours=24)


async def line(cast: Cast, *people: str, hold: timedelta = timedelta(0)) -> list[int]:
    """They sign up in that order; `ghost` is somebody whom only the shop knows. Answers their chats."""
    cast.shop = replace(cast.shop, policy=replace(cast.shop.policy, hold=hold))
    await cast.sells()
    await customers.put(cast.shop, Customer(0, "ghost"))
    for name in people:
        await cast.signs_up(name)
    return [(await customers.read(cast.shop, name)).chat_id or 0 for name in people]


async def states(cast: Cast) -> list[str]:
    found, _ = await subscriptions.page(cast.shop, SubscriptionQuery())
    return [subscription.state.value for subscription in found.items]


@pytest.mark.parametrize("hold", [timedelta(0), HOLD])
async def test_they_are_passed_over_and_told_when_they_are_back(cast: Cast, hold: timedelta) -> None:
    chat, *_ = await line(cast, "ada", "ben", "cem", hold=hold)
    await customers.set_blocked(cast.shop, chat, blocked=True)
    told = "held" if hold else "told"

    assert (await cast.delivers(2)).people_told == 2
    assert await states(cast) == ["active", told, told]
    silence = await why.of_subscription(cast.shop, 1, MERCHANT)
    assert (silence.standing, silence.people) == (Standing.OUT_OF_REACH, 0)

    await customers.set_blocked(cast.shop, chat, blocked=False)
    assert await cast.heard("ada") == []  # nothing is left for her
    await customers.set_blocked(cast.shop, chat, blocked=True)
    assert (await cast.delivers(2)).people_told == 0
    await customers.in_chat(cast.shop, chat, "en")

    assert await states(cast) == [told] * 3
    assert await cast.heard("ada") == ["back_in_stock"]
    await cast.all_agrees()


@pytest.mark.parametrize("hold", [timedelta(0), HOLD])
async def test_whom_only_the_shop_knows_counts_and_hears_of_it_as_soon_as_there_is_a_chat(
    cast: Cast, hold: timedelta
) -> None:
    await line(cast, "ghost", "ben", hold=hold)

    assert (await cast.delivers(1)).people_told == 1
    await cast.post(MessageState.DROPPED, "not_linked")
    assert await subscriptions.next_waves(cast.shop) == 0
    finn = await customers.in_chat(cast.shop, 7, "en")
    await linking.use(cast.shop, (await linking.create(cast.shop, "ghost")).payload, finn)

    assert await states(cast) == ["held" if hold else "told", "active"]
    assert await cast.heard("ghost") == ["back_in_stock", "back_in_stock"]
    await cast.all_agrees()


@pytest.mark.parametrize("hold", [timedelta(0), HOLD])
async def test_who_turns_out_to_be_away_makes_room_and_keeps_their_place(
    cast: Cast, clock: Clock, hold: timedelta
) -> None:
    chat, *_ = await line(cast, "ada", "ben", hold=hold)
    assert (await cast.delivers(1)).people_told == 1
    async with cast.shop.store.begin() as tx:
        await tx.customers.set_blocked(chat, blocked=True)
    await cast.post(MessageState.DROPPED, "blocked")

    assert await subscriptions.next_waves(cast.shop) == 1

    told = "held" if hold else "told"
    assert await states(cast) == ["active", told]
    assert await subscriptions.next_waves(cast.shop) == 0
    await cast.delivers(1)
    clock.passes(minutes=1)
    await customers.in_chat(cast.shop, chat, "en")
    assert await states(cast) == [told, told]
    [missed, again] = [letter for letter in await cast.ledger() if letter.customer == "ada"]
    assert (missed.carried_by, again.kind) == (again.id, "back_in_stock")
    await cast.all_agrees()


async def test_a_message_that_comes_back_after_its_wave_puts_nobody_off_the_list(cast: Cast, clock: Clock) -> None:
    await line(cast, "ada")
    await cast.delivers(1)
    clock.passes(hours=2)
    await subscriptions.next_waves(cast.shop)
    assert await states(cast) == ["ended"]
    await cast.post(MessageState.DROPPED, "blocked")
    assert await states(cast) == ["active"]


async def test_a_question_that_reached_nobody_signs_nobody_off(cast: Cast, clock: Clock) -> None:
    chat, *_ = await line(cast, "ada")
    clock.passes(days=180)
    assert await subscriptions.review(cast.shop) == 1
    await customers.set_blocked(cast.shop, chat, blocked=True)
    await cast.post(MessageState.DROPPED, "blocked")
    clock.passes(days=400)
    assert await subscriptions.review(cast.shop) == 0
    assert await states(cast) == ["active"]

    await customers.set_blocked(cast.shop, chat, blocked=False)
    assert await subscriptions.review(cast.shop) == 1
    assert await cast.heard("ada") == ["alert_ending", "alert_ending"]
