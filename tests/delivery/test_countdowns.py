"""Messages about held units change where they stand: half of the time gone, half an hour left, over, and why."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import time, timedelta

import pytest

from domain.actors import MERCHANT
from domain.customers import Customer
from domain.policy import QuietHours, ShopPolicy
from domain.products import Product
from services import customers, placing, products, stock, subscriptions
from services.placing import Wish
from services.shop import Shop
from services.stock import Delivery
from storage.store import Store
from tests.conftest import Clock
from tests.delivery.cast import CHATS, Post, until

ADA, BEN = CHATS[:2]
HOLD = timedelta(hours=24)


@dataclass
class Story:
    """A shop that holds units for a day, two people who want a mug, and the courier between them."""

    shop: Shop
    post: Post
    clock: Clock

    async def begins(self, *names: str) -> list[int]:
        await products.put(
            self.shop, Product("MUG", {"en": "Blue mug", "de": "Blaue Tasse"}, url="https://shop.test/m")
        )
        signed = []
        for name, chat_id in zip(names, CHATS, strict=False):
            async with self.shop.store.begin() as tx:
                await tx.customers.add(Customer(0, name, chat_id=chat_id, locale="en"), self.clock())
            signed.append((await subscriptions.sign_up(self.shop, name, "MUG", 1))[0].id)
        return signed

    async def delivers(self, units: int = 1) -> None:
        await stock.receive(self.shop, Delivery("MUG", units))

    @asynccontextmanager
    async def post_works(self) -> AsyncIterator[None]:
        async with self.post.on_duty(self.post.courier(now=self.clock)):
            yield

    async def reads(self, chat_id: int, *said: str, count: int = 1) -> dict[str, object]:
        """The person's last message, as soon as it says that and everything sent is on the books."""

        async def so() -> bool:
            messages = await self.post.telegram.read(chat_id)
            says = len(messages) == count and all(one in messages[-1]["text"] for one in said)
            name = {ADA: "ada", BEN: "ben"}[chat_id]
            booked = [line for line in await self.post.ledger() if (line.customer, line.state.value) == (name, "sent")]
            return says and len(booked) == count

        try:
            await until(so, seconds=20)
        except TimeoutError:
            pytest.fail(f"{said}: {await self.post.telegram.read(chat_id)}")
        return (await self.post.telegram.read(chat_id))[-1]


@pytest.fixture(autouse=True)
def _often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("delivery.countdowns.LOOK_EVERY", 0.02)


@pytest.fixture
def story(store: Store, post: Post, clock: Clock) -> Story:
    return Story(Shop(store, clock, ShopPolicy(hold=HOLD)), post, clock)


def labels(message: dict[str, object]) -> list[str]:
    return [button["text"] for row in message["buttons"] for button in row]  # type: ignore[attr-defined]


async def test_time_passes_in_the_message_until_it_is_over_and_goes_to_the_next(story: Story) -> None:
    await story.begins("ada", "ben")
    await story.delivers()
    async with story.post_works():
        first = await story.reads(ADA, "held for you until 12 January 2027 at 12:00")
        assert labels(first) == ["Buy", "Pass it on", "Menu"]
        story.clock.passes(hours=12)
        await story.reads(ADA, "Time left: 12 hours.")
        story.clock.passes(hours=11, minutes=30)
        assert labels(await story.reads(ADA, "Time left: 30 minutes.")) == ["Buy", "Pass it on", "Menu"]
        story.clock.passes(minutes=30)
        await subscriptions.next_waves(story.shop)

        over = await story.reads(ADA, "The time is over, and nothing is held for you any more.")
        assert (over["message_id"], labels(over)) == (first["message_id"], ["Menu"])
        await story.reads(BEN, "held for you until 13 January 2027")


async def test_what_was_bought_or_passed_on_says_so(story: Story) -> None:
    ada, ben = await story.begins("ada", "ben")
    await story.delivers(2)
    async with story.post_works():
        await story.reads(ADA, "held for you")
        await story.reads(BEN, "held for you")
        await stock.sell(story.shop, "MUG", 1, "ada")
        await subscriptions.pass_on(story.shop, ben, MERCHANT)

        assert labels(await story.reads(ADA, "You have bought it")) == ["Menu"]
        assert labels(await story.reads(BEN, "You have passed it on")) == ["Menu"]
    assert await subscriptions.on_product(story.shop, ada, "MUG") is None


async def test_who_orders_what_is_held_gets_it_whoever_waits(story: Story) -> None:
    await story.begins("ada", "ben")
    await story.delivers()
    async with story.post_works():
        await story.reads(ADA, "held for you")
        placed = await placing.place(story.shop, Wish("A-1", "ada", "MUG", 1), MERCHANT)
        assert placed.order.reserved_quantity == 1

        await until_changed(story, "You have bought it")


async def until_changed(story: Story, said: str) -> None:
    async def so() -> bool:
        return any(said in message["text"] for message in await story.post.telegram.read(ADA))

    await until(so)


async def test_who_loses_held_units_to_a_count_is_told_kindly_and_keeps_their_place(story: Story) -> None:
    await story.begins("ada", "ben")
    await story.delivers()
    async with story.post_works():
        await story.reads(ADA, "held for you")
        await stock.count(story.shop, "MUG", 0)

        await story.reads(ADA, "We are sorry: Blue mug is not there after all.", count=2)
        await until_changed(story, "it is not there after all. You keep your place in line.")
        await story.delivers()
        await story.reads(ADA, "held for you", count=3)


async def test_a_hold_begins_in_the_morning_of_whoever_sleeps(story: Story, clock: Clock) -> None:
    night = QuietHours(time(21), time(8))
    story.shop = Shop(story.shop.store, clock, ShopPolicy(hold=timedelta(hours=2), quiet_hours=night))
    clock.passes(hours=10)  # it is ten in the evening in Berlin
    await story.begins("ada", "ben")
    await customers.put(story.shop, Customer(0, "ben", locale="en", timezone="America/New_York"))
    await story.delivers(2)

    async with story.post_works():
        await story.reads(BEN, "held for you until 11 January 2027 at 18:00")
        clock.passes(hours=10)
        await subscriptions.next_waves(story.shop)
        await story.reads(ADA, "held for you until 12 January 2027 at 10:00")


async def test_a_message_that_is_gone_is_left_alone(story: Story) -> None:
    (ada,) = await story.begins("ada")
    await story.delivers()
    async with story.post_works():
        message = await story.reads(ADA, "held for you")
        await story.post.telegram.bot().delete_message(ADA, message["message_id"])  # type: ignore[arg-type]
        await subscriptions.pass_on(story.shop, ada, MERCHANT)

        async def settled() -> bool:
            async with story.shop.store.read() as tx:
                return [held.claimed_until for held in await tx.countdowns.of([ada])] == [None]

        await until(settled)


async def test_nobody_hears_of_units_that_went_before_the_message_left(story: Story) -> None:
    ada, _ = await story.begins("ada", "ben")
    await story.delivers()
    await subscriptions.sign_off(story.shop, ada, MERCHANT)

    async with story.post_works():
        await story.reads(BEN, "held for you")
    assert await story.post.telegram.read(ADA) == []
    assert [(m.customer, m.state.value, m.reason) for m in await story.post.ledger()] == [
        ("ada", "dropped", "gone"),
        ("ben", "sent", None),
    ]


async def test_without_holds_the_last_told_are_taken_back_and_stand_where_they_stood(story: Story) -> None:
    story.shop = Shop(story.shop.store, story.clock, ShopPolicy())
    await story.begins("ada", "ben", "cem")
    await story.delivers(3)
    await stock.sell(story.shop, "MUG", 2)
    assert [m.reason for m in await story.post.ledger()] == [None, "gone", "gone"]

    await story.delivers(1)

    assert [m.customer for m in await story.post.ledger() if m.state.value == "due"] == ["ada", "ben"]
