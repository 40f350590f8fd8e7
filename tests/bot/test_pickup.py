"""Coming for an order instead of having it sent: chosen, changed, told."""

from dataclasses import replace
from datetime import date

import pytest

from domain.actors import MERCHANT
from domain.policy import ShopPolicy
from services import backorders, stock
from services.stock import Delivery
from tests.bot.cast import Desk, Person

PLACE = "Laden <am> Markt, Hauptstr. 1"


@pytest.fixture
def policy() -> ShopPolicy:
    return ShopPolicy(pickup_place=PLACE)


async def test_it_is_changed_by_a_tap_and_back_and_the_card_says_how(desk: Desk, ada: Person, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await desk.expects("MUG", 5, date(2027, 3, 9))
    mine = await ada.orders("MUG", number="B-77")
    await ben.orders("MUG", number="B-78")
    await ada.connects()
    await ben.connects()

    await ada.taps("Pick it up instead")
    await ben.taps("Lieber selbst abholen")

    assert ada.last_text().endswith(
        f"Your order is ready for you to pick up by 12 March 2027 at the latest.\nYou pick it up here: {PLACE}"
    )
    assert ben.last_text().endswith(
        f"Ihre Bestellung liegt spätestens am 12. März 2027 zur Abholung bereit.\nSie holen sie hier ab: {PLACE}"
    )

    await ada.forges(f"pickup:{mine}:1*")
    assert (await desk.states(mine)) == ["waiting", "waiting"], "a second tap changes nothing"
    await ada.taps("Have it delivered instead")
    assert ada.last_text().endswith("We ship your order by 12 March 2027 at the latest.")
    await ada.taps("History")
    assert "You chose to pick it up.\n11 January 2027: You chose to have it delivered." in ada.last_text()


async def test_every_letter_about_it_says_so(desk: Desk, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ben.orders("MUG", 2, number="B-79", pickup=True)
    await stock.receive(desk.shop, Delivery("MUG", 2))
    await backorders.release(desk.shop, order, MERCHANT)

    async with desk.shop.store.begin() as tx:
        letters = await tx.outbox.claim(now=desk.shop.now(), lease_until=desk.shop.now(), most=9)
    await ben.opens()
    for letter in letters:
        await ben.reads(*letter.news)

    complete, released = (message["text"] for message in ben.from_bot()[-2:])
    assert "Wir schreiben Ihnen, wenn Sie sie abholen können." in complete
    assert released == (f"Sie können Ihre Bestellung B-79 jetzt abholen.\n2 × Blaue Tasse\nHier: {PLACE}")


async def test_without_a_place_nothing_of_it_is_offered_and_an_old_button_is_answered_kindly(
    desk: Desk, ben: Person
) -> None:
    desk.dispatcher["shop"] = desk.shop = replace(desk.shop, policy=ShopPolicy())
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ben.orders("MUG")
    await ben.connects()
    assert "Lieber selbst abholen" not in ben.labels()

    await ben.forges(f"pickup:{order}:1*")

    assert ben.last_alert() == "Bestellungen können nicht mehr abgeholt werden; wir schicken Ihnen Ihre zu."
    assert (await desk.order(order)).order.pickup is False


async def test_what_is_gone_is_not_changed_any_more(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    order = await ada.orders("MUG")
    await ada.connects()
    await backorders.cancel(desk.shop, order, MERCHANT)

    await ada.taps("Pick it up instead")

    assert ada.last_alert() == "This order is already cancelled."
    assert await desk.states(order) == ["waiting", "cancelled"]
