"""Free text: the page that was wished for, a question where it is not sure, and never more than a question."""

from domain.actors import MERCHANT
from domain.money import Money
from domain.subscriptions import Subscription
from services import backorders, customers, subscriptions
from tests.bot.cast import Desk, Person

TAP = "only a tap counts here"


async def shelf(desk: Desk) -> None:
    await desk.sells("MUG-BLUE", "Stoneware mug blue", "Steinzeugbecher blau", group="mug", category="mugs")
    await desk.sells("MUG-RED", "Stoneware mug red", "Steinzeugbecher rot", group="mug", category="mugs", on_hand=5)
    await desk.sells("KETTLE", "Gooseneck kettle", "Wasserkessel mit Schwanenhals", category="kettles")
    await desk.sells("LAMP", "Desk lamp", "Schreibtischlampe", category="lamps")


async def alerts_of(desk: Desk, person: Person) -> list[Subscription]:
    customer = await customers.in_chat(desk.shop, person.id, None)
    return await subscriptions.of_customer(desk.shop, customer.id)


async def test_a_cancel_in_words_is_a_question_and_a_yes_in_words_is_none(desk: Desk, ada: Person) -> None:
    await shelf(desk)
    kettle = await ada.orders("KETTLE", number="10415", paid=Money(1290, "EUR"))
    lamp = await ada.orders("LAMP", number="10416")
    await ada.connects()

    await ada.says("please cancel order 10415")
    assert ada.last_text().startswith("Cancel order 10415?")
    assert ada.labels() == ["Yes, cancel it", "No, keep it", "Menu"]

    await ada.says("yes please")
    assert ada.last_text().startswith("Cancel order 10415?")
    assert TAP in ada.last_text()
    assert await desk.states(kettle) == ["waiting"]

    await ada.taps("Yes, cancel it")
    assert await desk.states(kettle) == ["waiting", "cancelled"]
    assert await desk.states(lamp) == ["waiting"]


async def test_which_of_several_is_asked_and_answered_in_words(desk: Desk, ben: Person) -> None:
    await shelf(desk)
    await ben.orders("KETTLE", number="10415")
    await ben.orders("LAMP", number="10416")
    await ben.connects()

    await ben.says("Ich möchte meine Bestellung stornieren")
    assert ben.last_text() == "Welche Bestellung möchten Sie stornieren?"

    await ben.says("die zweite")
    assert ben.last_text().startswith("Bestellung 10415 stornieren?")

    await ben.says("nein")
    assert ben.last_text().startswith("Danke. Sie behalten Ihren Platz.")
    assert "Bestellung 10415" in ben.last_text()


async def test_goods_name_the_order(desk: Desk, ben: Person) -> None:
    await shelf(desk)
    await ben.orders("KETTLE", number="10415")
    await ben.orders("LAMP", number="10416")
    await ben.connects()

    await ben.says("storniere bitte den Wasserkessel")

    assert ben.last_text().startswith("Bestellung 10415 stornieren?")


async def test_two_wishes_are_two_messages_in_their_order(desk: Desk, ada: Person) -> None:
    await shelf(desk)
    await ada.orders("KETTLE", number="10415")
    await ada.orders("LAMP", number="10416")
    await ada.connects()
    before = len(ada.from_bot())

    await ada.says("Cancel order 10415 and tell me when the desk lamp is back")

    first, second = (message["text"] for message in ada.from_bot()[before:])
    assert first.startswith("Cancel order 10415?")
    assert second == "Shall we tell you when Desk lamp is back in stock?"


async def test_a_no_to_one_wish_leaves_the_other(desk: Desk, ada: Person) -> None:
    await shelf(desk)
    gone = await ada.orders("KETTLE", number="10415")
    await backorders.cancel(desk.shop, gone, MERCHANT)
    await ada.connects()
    before = len(ada.from_bot())

    await ada.says("Cancel order 10415 and tell me when the desk lamp is back")

    first, second = (message["text"] for message in ada.from_bot()[before:])
    assert first == "This order is already cancelled."
    assert second.startswith("Shall we tell you when")


async def test_an_alert_for_several_units_is_asked_about_and_signed_up_with_a_tap(desk: Desk, ada: Person) -> None:
    await shelf(desk)
    await ada.opens()

    await ada.says("let me know as soon as you have 2 stoneware mugs blue again")
    assert ada.last_text() == "Shall we tell you when 2 × Stoneware mug blue are in stock at the same time?"
    assert await alerts_of(desk, ada) == []

    await ada.taps("Yes, tell me")
    assert [(one.sku, one.quantity) for one in await alerts_of(desk, ada)] == [("MUG-BLUE", 2)]
