"""Tell me when it is back: by name, by a link from the product's page, and away again."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.customers import Customer
from domain.notices import AlertEnding, BackInStock
from domain.policy import ShopPolicy
from domain.products import BackorderRules, Policy
from services import customers, linking, stock, subscriptions
from services.shop import Shop
from services.stock import Delivery
from tests.bot.cast import Desk, Person

SOLD_OUT = BackorderRules(Policy.DENY)


async def test_a_link_on_the_products_page_signs_up_in_two_taps_without_an_account(desk: Desk, cem: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse", backorder=SOLD_OUT)

    await cem.opens(f"p_{await desk.product_id('MUG')}")
    assert cem.last_text().endswith("Ausverkauft.")

    await cem.taps("Bescheid sagen, wenn wieder da")
    assert cem.last_text().startswith("Erledigt: Wir sagen Ihnen Bescheid, wenn Blaue Tasse wieder da ist.")

    split = await stock.receive(desk.shop, Delivery("MUG", 1))
    assert split.people_told == 1


async def test_signing_up_twice_is_met_kindly(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse", backorder=SOLD_OUT)
    await ada.says("blue mug")

    await ada.taps_twice("Tell me when it is back")

    assert ada.last_text().startswith("You are on the list already: we will tell you when Blue mug is back in stock.")
    await ada.says("blue mug")
    assert "We will tell you when it is back in stock." in ada.last_text()
    assert ada.labels() == ["Stop this alert", "Find a product", "Menu"]


async def test_an_old_button_says_that_it_is_in_stock(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse", backorder=SOLD_OUT)
    await ada.says("blue mug")
    await stock.receive(desk.shop, Delivery("MUG", 5))

    await ada.taps("Tell me when it is back")

    assert ada.last_text() == "Blue mug is in stock already."


async def test_the_list_shows_all_and_stops_one(desk: Desk, ben: Person) -> None:
    await ben.says("/alerts")
    assert ben.last_text().startswith("Sie haben keine Benachrichtigungen.")
    for number in range(9):
        await desk.sells(f"MUG-{number}", f"Mug {number}", f"Tasse {number}", backorder=SOLD_OUT)
        await ben.forges(f"alert:{await desk.product_id(f'MUG-{number}')}")

    await ben.says("/alerts")

    assert ben.last_text().count("Tasse") == 8
    await ben.taps("Weitere ›")
    assert ben.labels() == ["Tasse 8", "‹ Zurück", "Menü"]
    await ben.taps("Tasse 8")
    assert ben.last_text().startswith("Wir sagen Ihnen Bescheid, wenn Tasse 8 wieder auf Lager ist.")
    assert ben.labels()[:6] == ["✓ 1", "2", "3", "4", "5", "Benachrichtigung beenden"]
    await ben.taps("Benachrichtigung beenden")
    assert ben.last_alert() == "Diese Benachrichtigung ist beendet."
    assert "Tasse 8" not in ben.last_text()
    assert ben.labels()[0] == "Tasse 0"


async def test_nobody_stops_somebody_elses_alert(desk: Desk, ada: Person, ben: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse", backorder=SOLD_OUT)
    await ada.says("blue mug")
    await ada.taps("Tell me when it is back")
    (theirs,) = await subscriptions.of_customer(desk.shop, (await known(desk.shop, ada)).id)

    await ben.opens()
    for act in ("unalert", "pass"):
        await ben.forges(f"{act}:{theirs.id}")
        assert ben.last_alert().startswith("Diese Benachrichtigung gehört nicht zu Ihren Benachrichtigungen.")

    assert len(await subscriptions.of_customer(desk.shop, theirs.customer_id)) == 1


class TestHeldUnits:
    @pytest.fixture
    def policy(self) -> ShopPolicy:
        return ShopPolicy(hold=timedelta(hours=24))

    async def test_a_held_unit_is_passed_on_once(self, desk: Desk, ada: Person, ben: Person) -> None:
        await desk.sells("MUG", "Blue mug", "Blaue Tasse", backorder=SOLD_OUT)
        for person, label in ((ada, "Tell me when it is back"), (ben, "Bescheid sagen, wenn wieder da")):
            await person.opens(f"p_{await desk.product_id('MUG')}")
            await person.taps(label)
        await stock.receive(desk.shop, Delivery("MUG", 1))
        (held,) = await subscriptions.of_customer(desk.shop, (await known(desk.shop, ada)).id)
        await ada.says("/alerts")
        assert "held for you until 12 January 2027 at 12:00" in ada.last_text()
        await ada.reads(
            BackInStock(
                subscription_id=held.id,
                sku="MUG",
                product={"en": "Blue mug"},
                quantity=1,
                url=None,
                held_until=held.held_until,
            )
        )
        news = ada.from_bot()[-1]["message_id"]

        await ada.taps("Pass it on")

        assert ada.last_text() == "Thank you. It goes to the next person in line, and your alert is over."
        assert ada.shown_in(news).startswith("Back in stock: Blue mug")
        await ada.forges(f"pass:{held.id}")
        assert ada.last_alert().startswith("Nothing is held for you any more")
        await ben.says("/alerts")
        assert "für Sie zurückgelegt bis 12. Januar 2027" in ben.last_text()
        await ben.taps("Weitergeben: Blaue Tasse")
        assert ben.last_text().startswith("Vielen Dank.")


async def known(shop: Shop, person: Person) -> Customer:
    return await customers.in_chat(shop, person.id, None)


async def test_both_or_none_is_one_tap_more(desk: Desk, cem: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse", backorder=SOLD_OUT)
    await cem.opens(f"p_{await desk.product_id('MUG')}")
    await cem.taps("Bescheid sagen, wenn wieder da", "2")

    assert cem.last_text().endswith("Sie brauchen 2 Stück: Wir schreiben erst, wenn so viele da sind.")
    assert cem.labels()[:3] == ["1", "✓ 2", "3"]
    assert (await stock.receive(desk.shop, Delivery("MUG", 1))).people_told == 0
    await cem.taps("1")
    assert cem.last_text() == "Blaue Tasse ist schon wieder da."


async def test_a_friend_joins_by_a_link(desk: Desk, ada: Person, ben: Person) -> None:
    await linking.note_bot(desk.shop, "shop_bot")
    await desk.sells("MUG", "Blue & white mug", "Blaue Tasse", backorder=SOLD_OUT)
    number = await desk.product_id("MUG")
    await ada.opens(f"p_{number}")
    await ada.taps("Tell me when it is back")
    assert "Tell a friend" in ada.links()
    await ada.says("/alerts")
    await ada.taps("Blue & white mug")

    share = parse_qs(urlsplit(ada.links()["Tell a friend"]).query)
    assert share["url"] == [f"https://t.me/shop_bot?start=p_{number}"]
    assert share["text"] == ["Sign up here to hear when Blue & white mug is back in stock."]
    await ben.opens(share["url"][0].partition("start=")[2])
    await ben.taps("Bescheid sagen, wenn wieder da")
    assert (await stock.receive(desk.shop, Delivery("MUG", 2))).people_told == 2


async def test_whether_somebody_still_waits_is_asked_and_answered_in_the_chat(desk: Desk, ada: Person) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse", backorder=SOLD_OUT)
    await ada.opens(f"p_{await desk.product_id('MUG')}")
    await ada.taps("Tell me when it is back")
    (alert,) = await subscriptions.of_customer(desk.shop, (await known(desk.shop, ada)).id)
    question = AlertEnding(subscription_id=alert.id, product={"en": "Blue mug"}, ends_at=alert.created_at)
    await ada.reads(question)
    assert ada.last_text().endswith("Without an answer we stop this alert on 11 January 2027.")

    await ada.taps("Keep waiting")
    assert ada.last_text() == "Good: we keep looking out for Blue mug for you."
    await ada.reads(question)
    await ada.taps("Stop this alert")
    assert ada.last_alert() == "This alert is stopped."
    await ada.reads(question)
    await ada.taps("Keep waiting")
    assert ada.last_text() == "This alert for Blue mug has ended. You can set it again."
    await ada.taps("Tell me when it is back")
    assert ada.last_text().startswith("Done:")
