"""Between claiming and carrying: alerts that meet, what is past when its turn comes, and who has had enough."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.notices import BackInStock, DateChanged
from domain.policy import ShopPolicy
from domain.products import BackorderRules, Policy, Product
from domain.subscriptions import Subscription, SubscriptionState
from services import stock
from services.shop import Shop
from services.stock import Delivery
from storage.messages import Message
from tests.delivery.cast import CHATS, Post, Telegram, now, placed
from tests.delivery.test_once import announce

ADA, BEN = CHATS[0], CHATS[1]
SKUS = ("MUG", "PAN", "CUP")
LONG_AGO = timedelta(minutes=10)


def alert(number: int, sku: str = "MUG", quantity: int = 1) -> BackInStock:
    return BackInStock(
        subscription_id=number, sku=sku, product={"en": sku.title()}, quantity=quantity, url=None, held_until=None
    )


def moved(order: int, old: int, new: int) -> DateChanged:
    return DateChanged(
        backorder_id=order,
        order_number=f"A-{order}",
        product={"en": "Mug"},
        quantity=1,
        old=date(2027, 1, old),
        new=date(2027, 1, new),
    )


@pytest.fixture
async def shelf(post: Post) -> Shop:
    """Three products, one unit of each."""
    shop = Shop(post.store, now, ShopPolicy())
    async with post.store.begin() as tx:
        for sku in SKUS:
            await tx.products.add(Product(sku, {"en": sku.title()}, backorder=BackorderRules(Policy.ALLOW)), now())
            await tx.stock.add(sku)
    for sku in SKUS:
        await stock.receive(shop, Delivery(sku, 1))
    return shop


async def carried(post: Post, policy: ShopPolicy | None = None) -> list[Message]:
    async with post.on_duty(post.courier(policy=policy or ShopPolicy())):
        return await post.settled()


def told(ledger: list[Message]) -> list[tuple[str, str | None, int | None]]:
    return [(line.state.value, line.reason, line.carried_by) for line in ledger]


async def test_alerts_that_meet_make_one_message(post: Post, telegram: Telegram) -> None:
    ada, ben = await post.person(ADA), await post.person(BEN)
    await post.write((ada, alert(1, "MUG")), (ben, alert(4)), (ada, alert(2, "PAN")), (ada, alert(3, "CUP")))

    ledger = await carried(post)

    assert told(ledger) == [
        ("sent", None, None),
        ("sent", None, None),
        ("dropped", "merged", 1),
        ("dropped", "merged", 1),
    ]
    [letter] = await telegram.read(ADA)
    assert all(f"Back in stock: {name}" in letter["text"] for name in ("Mug", "Pan", "Cup"))
    assert len(await telegram.read(BEN)) == 1


async def test_what_would_come_in_a_moment_travels_along(post: Post, telegram: Telegram) -> None:
    ada = await post.person(ADA)
    await post.write((ada, alert(1, "MUG")))
    await post.write((ada, alert(2, "PAN")), due=timedelta(seconds=30))
    await post.write((ada, alert(3, "CUP")), due=timedelta(hours=1))
    async with post.on_duty(post.courier(policy=ShopPolicy(digest=timedelta(minutes=1)))):
        await post.arrived(ADA)
    assert [state for state, _, _ in told(await post.ledger())] == ["sent", "dropped", "due"]
    assert "Pan" in (await telegram.read(ADA))[0]["text"]


async def test_changes_of_a_date_that_wait_together_are_told_as_one(post: Post, telegram: Telegram) -> None:
    ada = await post.person(ADA)
    await post.write((ada, moved(1, 1, 5)), (ada, moved(1, 5, 9)), (ada, moved(2, 3, 4)), (ada, placed(9)))
    ledger = await carried(post)
    assert [state for state, _, _ in told(ledger)] == ["sent", "dropped", "dropped", "sent"]
    first, second = await telegram.read(ADA)
    assert "1 January" in first["text"]
    assert "9 January" in first["text"]
    assert "5 January" not in first["text"]
    assert "A-9" in second["text"]


async def test_dates_that_wait_for_each_other_leave_before_what_was_written_later(
    post: Post, telegram: Telegram
) -> None:
    ada = await post.person(ADA)
    await post.write((ada, moved(1, 1, 5)), due=timedelta(seconds=30))
    await post.write((ada, moved(2, 3, 4)), due=timedelta(seconds=40))
    await post.write((ada, placed(9)))
    async with post.on_duty(post.courier(policy=ShopPolicy(digest=timedelta(minutes=1)))):
        ledger = await post.settled()
    assert told(ledger) == [("sent", None, None), ("dropped", "merged", 1), ("sent", None, None)]
    dates, order = await telegram.read(ADA)
    assert all(number in dates["text"] for number in ("A-1", "A-2"))
    # Each of the two orders has its own choices.
    labels = [button["text"] for row in dates["buttons"] for button in row]
    assert all(any(number in label for label in labels) for number in ("A-1", "A-2"))
    assert "A-9" in order["text"]


async def test_nobody_hears_about_units_that_are_gone(post: Post, telegram: Telegram, shelf: Shop) -> None:
    ada, ben = await post.person(ADA), await post.person(BEN)
    signed_up = [await told_of(post, ada, "MUG", 1), await told_of(post, ben, "MUG", 2)]
    await post.write_then(LONG_AGO, (ada, alert(signed_up[0], quantity=1)), (ben, alert(signed_up[1], quantity=2)))

    ledger = await carried(post, shelf.policy)

    assert told(ledger) == [("sent", None, None), ("dropped", "no_longer_true", None)]
    assert await telegram.read(BEN) == []
    # Whoever was not told is in line as before.
    assert [await standing(post, number) for number in signed_up] == ["told", "active"]


async def test_in_a_letter_with_several_alerts_only_the_true_ones_stay(
    post: Post, telegram: Telegram, shelf: Shop
) -> None:
    ada = await post.person(ADA)
    await stock.sell(shelf, "MUG", 1)
    await post.write_then(LONG_AGO, (ada, alert(1, "MUG")), (ada, alert(2, "PAN")))
    assert told(await carried(post)) == [("dropped", "no_longer_true", None), ("sent", None, None)]
    [letter] = await telegram.read(ADA)
    assert "Pan" in letter["text"]
    assert "Mug" not in letter["text"]


async def test_the_date_of_an_order_that_waits_no_more_is_past(post: Post, telegram: Telegram) -> None:
    ada = await post.person(ADA)
    await post.write_then(LONG_AGO, (ada, moved(77, 1, 5)), (ada, placed(1)))
    assert [reason for _, reason, _ in told(await carried(post))] == ["no_longer_true", None]
    assert len(await telegram.read(ADA)) == 1


async def test_beyond_the_cap_no_announcement_leaves(post: Post, telegram: Telegram) -> None:
    ada, ben = await post.person(ADA), await post.person(BEN)
    capped = ShopPolicy(marketing_per_week=2)
    await announce(post, ada, ben)
    await carried(post, capped)
    await announce(post, ada, ada, about="second")
    ledger = await carried(post, capped)
    assert [reason for _, reason, _ in told(ledger)] == [None, None, None, "cap"]
    assert len(await telegram.read(ADA)) == 2


async def told_of(post: Post, person: int, sku: str, quantity: int) -> int:
    async with post.store.begin() as tx:
        signed_up = Subscription(0, person, sku, quantity, now(), state=SubscriptionState.TOLD, told_at=now())
        return (await tx.subscriptions.add(replace(signed_up, created_at=now() - LONG_AGO))).id


async def standing(post: Post, subscription: int) -> str:
    async with post.store.read() as tx:
        found = await tx.subscriptions.get(subscription)
        assert found is not None
        return found.state.value
