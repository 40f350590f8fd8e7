"""Switching: what is offered, what is confirmed, and what only the shop's checkout may sell."""

from datetime import date

from domain.actors import MERCHANT
from domain.money import Money
from domain.notices import OrderSwitched
from domain.products import BackorderRules, Policy
from services import backorders, products, stock
from services.stock import Delivery
from tests.bot.cast import Desk, Person
from tests.conftest import Clock
from wording.notices import word


async def waits_for_a_blue_mug(desk: Desk, person: Person, paid: Money | None = None) -> int:
    await desk.sells("BLUE", "Blue mug", "Blaue Tasse", category="mugs")
    await desk.expects("BLUE", 5, date(2027, 3, 9))
    order = await person.orders("BLUE", number="B-42", paid=paid)
    await person.connects()
    return order


async def test_a_cheaper_one_in_stock_in_three_taps(desk: Desk, ada: Person) -> None:
    await desk.sells("RED", "Red mug", "Rote Tasse", category="mugs", price=Money(990, "EUR"), on_hand=3)
    order = await waits_for_a_blue_mug(desk, ada, paid=Money(1290, "EUR"))

    await ada.taps("Switch")

    assert ada.last_text() == (
        "Until now we said: by 12 March 2027 at the latest.\n"
        "Instead of Blue mug you can take:\n"
        "• Red mug – €9.90, in stock"
    )
    assert ada.labels() == ["Red mug", "‹ Back", "Menu"]

    await ada.taps("Red mug")

    assert ada.last_text() == (
        "Switch order B-42?\n"
        "Before: Blue mug\n"
        "Now: 1 × Red mug\n"
        "€9.90, €3.00 less each\n"
        "You get €3.00 back by 25 January 2027 at the latest.\n"
        "In stock, instead of by 12 March 2027 at the latest.\n"
        "Your order keeps its number and the day on which you placed it."
    )
    assert await desk.states(order) == ["waiting"]

    await ada.taps("Yes, switch")

    assert ada.last_text().startswith("1 × Red mug\nOrder B-42\nEverything is here and set aside for you.")
    assert await desk.states(order) == ["waiting", "switched"]
    async with desk.shop.store.read() as tx:
        [(_, news)] = [each for each in await tx.messages.last(9) if isinstance(each[1][0], OrderSwitched)]
    assert "You get €3.00 back by 25 January 2027 at the latest." in word(news, desk.catalogues.words("en")).text

    await ada.says("where is my money")
    assert [text.splitlines()[1:] for text in ada.last_text().split("\n\n")[1:]] == [
        ["You get €3.00 back by 25 January 2027 at the latest."],
        ["You have paid €9.90."],
    ]


async def test_the_command_goes_straight_to_what_one_order_offers_and_asks_which_of_several(
    desk: Desk, ada: Person
) -> None:
    await ada.says("/alternatives")
    assert ada.last_text().startswith("There are no orders of yours here.")
    await desk.sells("RED", "Red mug", "Rote Tasse", category="mugs", price=Money(990, "EUR"), on_hand=3)
    await waits_for_a_blue_mug(desk, ada)
    await ada.says("/alternatives")
    assert "Instead of Blue mug you can take:" in ada.last_text()

    await ada.orders("BLUE", number="B-43")
    await ada.says("/alternatives")
    await ada.taps("B-43: Blue mug")
    assert "Instead of Blue mug you can take:" in ada.last_text()


async def test_a_sooner_one_names_its_day_and_the_difference(desk: Desk, ben: Person) -> None:
    await desk.sells("RED", "Red mug", "Rote Tasse", category="mugs")
    await desk.expects("RED", 5, date(2027, 2, 9))
    await waits_for_a_blue_mug(desk, ben)

    await ben.taps("Wechseln")

    assert ben.last_text().replace("\N{NO-BREAK SPACE}", " ") == (
        "Bisher hieß es: bis spätestens 12. März 2027.\n"
        "Statt Blaue Tasse können Sie nehmen:\n• Rote Tasse – 12,90 €, Versand bis spätestens 12. Februar 2027"
    )
    await ben.taps("Rote Tasse")
    assert "12,90 €, derselbe Preis\nWir versenden ihn bis spätestens 12. Februar 2027, 28 Tage früher." in (
        ben.last_text().replace("\N{NO-BREAK SPACE}", " ")
    )
    await ben.taps("Ja, wechseln")
    assert "1 × Rote Tasse\nBestellung B-42\nSie stehen auf Platz 1 von 1" in ben.last_text()


async def test_a_dearer_one_is_only_a_link_to_the_shop(desk: Desk, ada: Person) -> None:
    url = "https://shop.example/gold"
    await desk.sells("GOLD", "Golden mug", "Tasse", category="mugs", price=Money(9900, "EUR"), url=url, on_hand=1)
    order = await waits_for_a_blue_mug(desk, ada)

    await ada.taps("Switch")

    assert ada.last_text().splitlines()[2:] == [
        "• Golden mug – €99.00, in stock",
        "",
        "What costs more is ordered in the shop; this order stays until you cancel it.",
    ]
    assert ada.links() == {"In the shop: Golden mug": url}

    await ada.forges(f"pick-yes:{order}:{await desk.product_id('GOLD')}")

    assert ada.last_alert() == "This product costs more. You can order it in the shop, not here in the chat."
    assert await desk.states(order) == ["waiting"]


async def test_three_at_first_and_the_rest_at_a_tap(desk: Desk, ada: Person) -> None:
    for colour in ("Red", "Green", "White", "Black", "Brown"):
        await desk.sells(colour, f"{colour} mug", "Tasse", category="mugs", on_hand=3)
    await waits_for_a_blue_mug(desk, ada)

    await ada.taps("Switch")
    first = ada.labels()
    assert len(ada.last_text().splitlines()) == 5
    assert first[3:] == ["‹ Back", "More ›", "Menu"]

    await ada.taps("More ›")
    assert len(ada.last_text().splitlines()) == 7
    assert ada.labels()[:3] == first[:3]
    assert ada.labels()[5:] == ["‹ Back", "Menu"]
    assert len(ada.from_bot()) == 1

    await ada.taps("‹ Back")
    assert "Order B-42" in ada.last_text()


async def test_where_the_shop_names_no_prices_the_lines_name_none(desk: Desk, ada: Person) -> None:
    await desk.sells("RED", "Red mug", "Rote Tasse", category="mugs", price=None, on_hand=1)
    await desk.sells("SAND", "Sand mug", "Tasse", category="mugs", price=None)
    await desk.expects("SAND", 5, date(2027, 2, 9))
    await desk.sells("BLUE", "Blue mug", "Blaue Tasse", category="mugs", price=None)
    await ada.orders("BLUE", number="B-43")
    await ada.connects()

    await ada.taps("Switch")

    assert set(ada.last_text().splitlines()[1:]) == {
        "• Red mug – in stock",
        "• Sand mug – ships by 12 February 2027 at the latest",
    }


async def test_nothing_sooner_is_said_plainly(desk: Desk, ben: Person) -> None:
    await waits_for_a_blue_mug(desk, ben)

    await ben.taps("Wechseln")

    assert ben.last_text() == "Im Moment ist nichts Ähnliches früher zu haben. Sie behalten Ihren Platz in der Reihe."
    await ben.taps("‹ Zurück")
    assert "Bestellung B-42" in ben.last_text()


async def test_somebody_was_faster(desk: Desk, ada: Person) -> None:
    await desk.sells("RED", "Red mug", "Rote Tasse", category="mugs", backorder=BackorderRules(Policy.DENY), on_hand=1)
    order = await waits_for_a_blue_mug(desk, ada)
    await ada.taps("Switch", "Red mug")
    await stock.count(desk.shop, "RED", 0)

    await ada.taps("Yes, switch")

    assert ada.last_alert() == "Somebody was faster: this product no longer comes sooner than yours."
    assert "1 × Blue mug\nOrder B-42" in ada.last_text()
    assert await desk.states(order) == ["waiting"]


async def test_a_cancelled_order_cannot_be_switched_by_an_old_button(desk: Desk, ada: Person) -> None:
    order = await waits_for_a_blue_mug(desk, ada)
    await backorders.cancel(desk.shop, order, MERCHANT)

    await ada.taps("Switch")

    assert ada.last_alert() == "This order is already cancelled."
    assert "This order is cancelled." in ada.last_text()


async def test_the_old_order_leads_to_the_new_one(desk: Desk, clock: Clock, ben: Person) -> None:
    await desk.sells("RED", "Red mug", "Rote Tasse", category="mugs", on_hand=3)
    order = await waits_for_a_blue_mug(desk, ben)
    clock.passes(days=1)
    await ben.taps("Wechseln", "Rote Tasse", "Ja, wechseln")

    await ben.forges(f"order:{order}")
    assert "Sie haben zu einem anderen Artikel gewechselt." in ben.last_text()

    await ben.taps("Verlauf")
    assert ben.last_text().endswith("12. Januar 2027: Gewechselt zu Rote Tasse.")
    await ben.taps("‹ Zurück zur Bestellung", "Neue Bestellung zeigen")
    assert "1 × Rote Tasse" in ben.last_text()
    await ben.taps("Verlauf")
    assert ben.last_text().endswith(
        "11. Januar 2027: Sie haben bestellt.\n"
        "12. Januar 2027: Gewechselt von Blaue Tasse.\n"
        "12. Januar 2027: Alles war da und wurde für Sie zurückgelegt."
    )


async def test_a_discontinued_alternative_is_refused_kindly(desk: Desk, ada: Person) -> None:
    await desk.sells("RED", "Red mug", "Rote Tasse", category="mugs", on_hand=3)
    await waits_for_a_blue_mug(desk, ada)
    await ada.taps("Switch", "Red mug")
    await products.discontinue(desk.shop, "RED")
    await stock.receive(desk.shop, Delivery("BLUE", 1))

    await ada.taps("Yes, switch")

    assert ada.last_alert() == "This product is no longer sold."
    assert "Everything is here and set aside for you." in ada.last_text()
