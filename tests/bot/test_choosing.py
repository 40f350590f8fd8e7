"""A few words after a page: a choice of what it offers, unless they say what they want themselves."""

import pytest

from domain.actors import MERCHANT
from domain.backorders import Backorder, State
from services import backorders, customers
from tests.bot.cast import Desk, Person
from tests.bot.test_wishes import TAP, alerts_of, shelf


@pytest.fixture
async def two(desk: Desk, ada: Person, ben: Person) -> None:
    """Each has ordered a blue mug and a lamp, under numbers that look like little."""
    await shelf(desk)
    for person, numbers in ((ada, ("10412", "10413")), (ben, ("7", "8"))):
        await person.orders("MUG-BLUE", number=numbers[0])
        await person.orders("LAMP", number=numbers[1])
        await person.connects()


async def orders_of(desk: Desk, person: Person) -> list[Backorder]:
    customer = await customers.in_chat(desk.shop, person.id, None)
    return [view.order for view in await backorders.of_customer(desk.shop, customer.id)]


@pytest.mark.usefixtures("two")
async def test_a_question_after_a_page_of_alternatives_is_a_question(ada: Person, ben: Person) -> None:
    for text, order in (
        ("Wann kommt mein blauer Becher?", "7"),
        ("was ist mit 8", "8"),
        ("die Lampe", "8"),
    ):
        await ben.says("/orders")
        await ben.taps("7: Steinzeugbecher blau", "Wechseln")
        await ben.says(text)
        assert f"Bestellung {order}\n" in ben.last_text(), text
        assert "Stornieren" in ben.labels(), text
    await ben.says("/orders")
    await ben.taps("7: Steinzeugbecher blau", "Wechseln")
    await ben.says("den roten")
    assert ben.last_text().startswith("Bei Bestellung 7 den Artikel wechseln?")

    await ada.says("exchange 10412 for the red mug")
    await ada.says("where is my lamp")
    assert "Order 10413\n" in ada.last_text()


@pytest.mark.usefixtures("two")
async def test_a_short_number_chooses_one_of_the_orders_that_were_shown(ben: Person) -> None:
    for text in ("Bestellung 7", "7", "die Nummer 7 bitte", "den Becher"):
        await ben.says("stornieren")
        await ben.says(text)
        assert ben.last_text().startswith("Bestellung 7 stornieren?"), text
        await ben.says("/orders")
    for number, texts in {"2026-11-0042": ("2026110042", "wo ist 2026110042"), "10415": ("10 415", "10.415")}.items():
        await ben.orders("KETTLE", number=number)
        for text in texts:
            await ben.says(text)
            assert f"Bestellung {number}\n" in ben.last_text(), text
    for text in ("nicht die Lampe", "keine Lampe"):
        await ben.says("/orders")
        await ben.says("stornieren")
        await ben.says(text)
        assert "Bestellung 8 stornieren?" not in ben.last_text(), text
    await ben.says("Bestellung 8 stornieren")
    await ben.says("Bestellung 7")
    assert ben.last_text().startswith("1 × Steinzeugbecher blau\nBestellung 7\n")


async def test_a_number_of_units_goes_through_the_yes(desk: Desk, ada: Person, ben: Person) -> None:
    await shelf(desk)
    await ben.says("Sag mir Bescheid, wenn der blaue Becher wieder da ist, 2 Stück, beide oder keinen")
    asked = ben.last_text()
    assert asked.startswith("Sollen wir Ihnen Bescheid sagen, wenn 2 × Steinzeugbecher blau")
    await ben.says("ja")
    assert ben.last_text().startswith(asked)
    await ben.says("nein, lieber drei")
    await ben.says("ja bitte")
    await ben.taps("Ja, Bescheid sagen")
    assert [one.quantity for one in await alerts_of(desk, ben)] == [3]

    await ada.says("tell me when the kettle is back")
    await ada.says("2, both or none")
    assert ada.last_text() == "Shall we tell you when 2 × Gooseneck kettle are in stock at the same time?"
    await ada.taps("Yes, tell me")
    assert [one.quantity for one in await alerts_of(desk, ada)] == [2]


async def test_the_number_of_units_of_an_alert_is_changed_on_its_page_and_in_words(desk: Desk, ada: Person) -> None:
    await shelf(desk)
    await ada.says("tell me when the kettle is back")
    await ada.taps("Yes, tell me")
    await ada.says("2, both or none")
    assert ada.labels()[:6] == ["1", "✓ 2", "3", "4", "5", "Stop this alert"]

    await ada.says("/alerts")
    await ada.says("change it to 3")
    assert ada.labels() == ["Yes, 3", "No, leave it", "Menu"]
    await ada.taps("No, leave it")
    await ada.says("/alerts")
    await ada.taps("Gooseneck kettle")
    assert ada.last_text() == (
        "We tell you when Gooseneck kettle is back in stock.\nYou need 2: we write only when that many are there."
    )
    assert ada.labels()[:6] == ["1", "✓ 2", "3", "4", "5", "Stop this alert"]
    await ada.taps("4")
    assert [one.quantity for one in await alerts_of(desk, ada)] == [4]

    for text in ("change the alert for the kettle to 7", "tell me when 7 gooseneck kettles are back"):
        await ada.says(text)
        await ada.says("yes")
        assert ada.last_text().startswith("You are on the list for Gooseneck kettle. Shall we write only when 7"), text
        assert TAP in ada.last_text()
        assert [one.quantity for one in await alerts_of(desk, ada)] == [4]
    await ada.taps("Yes, 7")
    assert [one.quantity for one in await alerts_of(desk, ada)] == [7]
    assert ada.labels()[:7] == ["1", "2", "3", "4", "5", "✓ 7", "Stop this alert"]


@pytest.mark.usefixtures("two")
async def test_a_no_to_a_person_calls_nobody_and_a_no_to_one_wish_serves_the_other(ada: Person, ben: Person) -> None:
    await ada.says("I don't want to talk to a person")
    assert ada.last_text() == "All right. Everything stays as it is."
    await ben.says("Ich will nicht mit einem Menschen reden")
    assert ben.last_text() == "In Ordnung. Es bleibt alles, wie es ist."
    await ben.says("7 nicht stornieren sondern wechseln bitte")
    assert ben.last_text().startswith("Statt Steinzeugbecher blau können Sie nehmen:")

    await ben.taps("Steinzeugbecher rot", "Ja, wechseln")
    await ben.says("wo ist Bestellung 7")  # what became of it, without what it was
    assert ben.last_text().startswith("1 × Steinzeugbecher rot\nBestellung 7\n")


async def test_what_is_over_is_no_choice(desk: Desk, ben: Person) -> None:
    await shelf(desk)
    for sku in ("MUG-BLUE", "LAMP"):
        await ben.orders(sku, number="10431")
    await ben.connects()
    await ben.says("storniere 10431")
    assert ben.labels()[:2] == ["10431: Schreibtischlampe", "10431: Steinzeugbecher blau"]
    await ben.taps("10431: Schreibtischlampe", "Ja, stornieren")
    await ben.says("wechsle 10431")
    await ben.taps("Steinzeugbecher rot", "Ja, wechseln")
    await ben.says("Wann kommt mein blauer Becher?")
    assert ben.labels()[0] == "Neue Bestellung zeigen"

    await ben.says("storniere 10431")
    assert ben.last_text().startswith("Bestellung 10431 stornieren?\n1 × Steinzeugbecher rot")
    mug = next(order for order in await orders_of(desk, ben) if order.state is State.RESERVED)
    await backorders.release(desk.shop, mug.id, MERCHANT)
    for text in ("storniere 10431", "wechsle 10431", "10431"):
        await ben.says(text)
        assert "10431: Steinzeugbecher blau" not in ben.labels(), text
        assert not {"Ja, stornieren", "Stornieren", "Wechseln"} & set(ben.labels()), text


@pytest.mark.usefixtures("two")
async def test_several_orders_are_cancelled_one_by_one(desk: Desk, ada: Person, ben: Person) -> None:
    def asked(person: Person) -> list[str]:
        return [str(message["text"]).split("\n", 1)[0] for message in person.from_bot()[-2:]]

    await ada.says("cancel 10413 and 10412")
    assert asked(ada) == ["Cancel order 10413?", "Cancel order 10412?"]
    await ada.says("yes")
    assert {order.state for order in await orders_of(desk, ada)} == {State.WAITING}
    await ada.taps("Yes, cancel it")
    assert len([order for order in await orders_of(desk, ada) if order.state is State.CANCELLED]) == 1

    for text in ("storniere beide", "bitte beide stornieren"):
        await ben.says(text)
        assert ben.labels()[:2] == ["8: Schreibtischlampe", "7: Steinzeugbecher blau"], text
        await ben.says("beide")
        assert asked(ben) == ["Bestellung 8 stornieren?", "Bestellung 7 stornieren?"]
    assert {order.state for order in await orders_of(desk, ben)} == {State.WAITING}


@pytest.mark.usefixtures("two")
async def test_an_order_and_what_is_wanted_instead_open_the_question(desk: Desk, ada: Person, ben: Person) -> None:
    for text in ("exchange 10412 for the red mug", "I would rather take the red mug", "switch 10412"):
        await ada.says(text)
        if text == "switch 10412":
            await ada.says("the red one")
        assert ada.last_text().startswith("Switch order 10412?"), text
        await ada.says("/orders")
    await ben.says("ich nehme lieber den roten Becher")
    await ben.says("ja")
    assert ben.last_text().startswith("Bei Bestellung 7 den Artikel wechseln?")
    assert {order.state for order in await orders_of(desk, ben)} == {State.WAITING}


async def test_a_size_in_figures_chooses(desk: Desk, ada: Person, cem: Person) -> None:
    for litres, sku in (("0.5", "B-05"), ("1.5", "B-15")):
        await desk.sells(sku, f"Bottle {litres} l", f"Flasche {litres.replace('.', ',')} l", group="bottle")
    await ada.says("bottle")
    for text in ("the 0.5 l one", "0,5 litres", "the one with 500 ml"):
        await ada.says("bottle")
        await ada.says(text)
        assert ada.last_text().startswith("Bottle 0.5 l\n"), text
    await cem.says("sag mir Bescheid, wenn die Flasche wieder da ist")
    await cem.says("die mit 1,5 Liter")
    assert cem.last_text() == "Sollen wir Ihnen Bescheid sagen, wenn Flasche 1,5 l wieder auf Lager ist?"
