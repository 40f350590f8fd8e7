"""A few words after a page: a choice of what it offers, unless they say what they want themselves."""

import pytest

from tests.bot.cast import Desk, Person
from tests.bot.test_wishes import shelf


@pytest.fixture
async def two(desk: Desk, ada: Person, ben: Person) -> None:
    """Each has ordered a blue mug and a lamp, under numbers that look like little."""
    await shelf(desk)
    for person, numbers in ((ada, ("10412", "10413")), (ben, ("7", "8"))):
        await person.orders("MUG-BLUE", number=numbers[0])
        await person.orders("LAMP", number=numbers[1])
        await person.connects()


@pytest.mark.usefixtures("two")
async def test_a_question_after_a_page_of_alternatives_is_a_question(ada: Person, ben: Person) -> None:
    for text, order in (
        ("Wann kommt mein blauer Becher?", "7"),
        ("wo ist die Lampe", "8"),
        ("was ist mit 8", "8"),
        ("die Lampe", "8"),
        ("Bestellung 8", "8"),
    ):
        await ben.says("/orders")
        await ben.taps("7: Steinzeugbecher blau", "Wechseln")
        await ben.says(text)
        assert f"Bestellung {order}\n" in ben.last_text(), text
        assert "Stornieren" in ben.labels(), text
    await ben.taps("Wechseln")
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
    await ben.says("Bestellung 8 stornieren")
    await ben.says("Bestellung 7")
    assert ben.last_text().startswith("1 × Steinzeugbecher blau\nBestellung 7\n")
