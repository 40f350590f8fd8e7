"""What a message names: goods, order numbers, quantities, an e-mail address, a language."""

import pytest

from tests.understanding.conftest import Says
from understanding.parse import language_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("where is #10415", "10415"),
        ("Nr. 10415 bitte", "10415"),
        ("Wo bleibt Bestellung 10 415?", "10415"),
        ("what about A-1001", "A-1001"),
        ("order no 1001", "1001"),
        ("my order number is 10415.", "10415"),
        ("Bestellung 10.415 ist noch nicht da", "10415"),
        ("bestellnummer lautet: bo-2240", "BO-2240"),
        ("10415", "10415"),
        ("wo ist 2026110042", "2026110042"),
        ("storniere 2026-11-0042", "2026-11-0042"),
    ],
)
def test_an_order_number_in_every_spelling(says: Says, text: str, number: str) -> None:
    assert says(text).entities.order == (number,)


@pytest.mark.parametrize(
    "text",
    [
        "I need 2 mugs", "the bottle for 26.00 EUR", "will it be here by 12 March 2026", "kommt es am 12.3.2026?",
        "ruft mich an: 030 1234567", "+49 170 1234567", "I have waited 14 days", "is it waterproof to 10000 mm",
        "Bestellung im Mai 2025", "20 % off?", "my new address: Lange Str. 5, 10115 Berlin",
    ],
)  # fmt: skip
def test_other_numbers_are_no_order_numbers(says: Says, text: str) -> None:
    assert says(text).entities.order == ()


@pytest.mark.parametrize(
    ("text", "skus"),
    [
        ("is the blue mug back", {"MUG-BLUE"}),
        ("wann kommt der blaue Becher", {"MUG-BLUE"}),
        ("die Farbe des Bechers", {"MUG-BLUE", "MUG-GREEN"}),
        ("Kessel", {"KETTLE-1"}),
        ("wasserkesel lieferbar?", {"KETTLE-1"}),
        ("gooseneck ketle", {"KETTLE-1"}),
        ("rain jacket in size M", {"RAIN-M"}),
        ("raincoat L", {"RAIN-L"}),
        ("Regenjacken", {"RAIN-M", "RAIN-L"}),
        ("lamps", {"LAMP-DESK", "LAMP-FLOOR"}),
        ("desk lamp", {"LAMP-DESK"}),
        ("Becher grün", {"MUG-GREEN"}),
        ("gruener Becher", {"MUG-GREEN"}),
        ("Edelstahlflasche 0,5 l", {"BOTTLE-05"}),
        ("KETTLE-1", {"KETTLE-1"}),
        ("kettle-1?", {"KETTLE-1"}),
    ],
)
def test_goods_as_people_call_them(says: Says, text: str, skus: set[str]) -> None:
    assert [set(meant) for meant in says(text).entities.products] == [skus]


@pytest.mark.parametrize(
    "text",
    ["kann ich das haben?", "what is the weather", "will it rain tomorrow", "hello there", "wie wird das Wetter"],
)
def test_nothing_is_heard_that_was_not_named(says: Says, text: str) -> None:
    assert says(text).entities.products == ()


def test_two_goods_are_two_lists(says: Says) -> None:
    products = says("the blue mug and the kettle").entities.products
    assert products == (("MUG-BLUE",), ("KETTLE-1",))


def test_two_colours_of_one_thing_are_two_lists(says: Says) -> None:
    products = says("change my order from the blue to the green mug").entities.products
    assert set(products) == {("MUG-BLUE",), ("MUG-GREEN",)}


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("I want 3 mugs", 3), ("drei Becher bitte", 3), ("2x kettle", 2), ("nur eins davon", 1), ("a mug", None),
        ("eine Regenjacke", None), ("in 2 weeks", None), ("size 42", None), ("the 1 l bottle", None),
    ],
)  # fmt: skip
def test_how_many(says: Says, text: str, quantity: int | None) -> None:
    assert says(text).entities.qty == quantity


def test_an_email_address(says: Says) -> None:
    assert says("order 10415, ada.l+shop@example.co.uk").entities.email == "ada.l+shop@example.co.uk"


@pytest.mark.parametrize(
    ("text", "language"),
    [("auf Deutsch bitte", "de"), ("can we speak English", "en"), ("deutsch", "de"), ("wo ist mein Paket", None)],
)
def test_the_language_asked_for(says: Says, text: str, language: str | None) -> None:
    assert says(text).entities.language == language


def test_the_language_of_a_message() -> None:
    assert language_of("wo ist meine bestellung") == "de"
    assert language_of("where is my order") == "en"
    assert language_of("🙂") == "en"
