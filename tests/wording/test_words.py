"""Words: placeholders, escaping, and what CLDR knows about dates, numbers and money."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.money import Money
from wording.places import city
from wording.words import Catalogues, load_catalogues

CATALOGUES = load_catalogues()
EN, DE = CATALOGUES.words("en"), CATALOGUES.words("de")


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("de", "de"), ("en-US", "en"), ("fr", "en"), (None, "en")]
)
def test_every_reader_gets_the_nearest_language(tag: str | None, language: str) -> None:
    assert CATALOGUES.words(tag).language == language


def test_who_says_du_hears_du_and_for_the_rest_what_everybody_hears() -> None:
    du = CATALOGUES.words("de-AT-x-informal", "Europe/Vienna")
    assert du.language == "de"
    assert du.plain("What would you like to do?") == "Was möchtest du tun?"
    assert du.count(
        "{n} of {quantity} is set aside for you.", "{n} of {quantity} are set aside for you.", 2, quantity=3
    )
    assert du.plain("Menu") == DE.plain("Menu") == "Menü"
    assert du.day(date(2027, 3, 12)) == "12. März 2027"
    assert CATALOGUES.words("en-x-informal").plain("Menu") == "Menu"


def test_values_are_escaped_in_html_and_nowhere_else() -> None:
    assert EN.say("The reason: {reason}", reason="a < b & 'c' {x}") == "The reason: a &lt; b &amp; 'c' {x}"
    assert EN.plain("The reason: {reason}", reason="a < b") == "The reason: a < b"
    assert EN.escape("<&\"'>") == "&lt;&amp;\"'&gt;"


def test_numbers_choose_the_plural() -> None:
    one, many = "{n} more unit is still to come.", "{n} more units are still to come."
    assert EN.count(one, many, 1) == "1 more unit is still to come."
    assert DE.count(one, many, 1) == "Es kommt noch 1 Stück."
    assert DE.plain_count(one, many, 12_000) == "Es kommen noch 12.000 Stück."


def test_days_moments_numbers_money() -> None:
    day, moment = date(2027, 3, 12), datetime(2027, 7, 1, 22, 30, tzinfo=UTC)
    assert (EN.day(day), DE.day(day)) == ("12 March 2027", "12. März 2027")
    assert EN.moment(moment) == "2 July 2027 at 00:30 (CEST)"
    assert DE.moment(moment) == "2. Juli 2027 um 00:30 Uhr (MESZ)"
    assert CATALOGUES.words("en", "America/New_York").moment(moment).startswith("1 July 2027 at 18:30 (")
    assert (EN.number(1_234_567), DE.number(1_234_567), DE.number(-999)) == ("1,234,567", "1.234.567", "-999")
    assert (EN.money(Money(123_456, "EUR")), DE.money(Money(123_456, "EUR"))) == ("€1,234.56", "1.234,56\xa0€")
    assert EN.money(Money(500, "JPY")) == "JP¥500"
    assert "12.34" in EN.money(Money(1234, "XXX"))


@pytest.mark.parametrize(
    ("zone", "place", "winter"),
    [
        ("America/Argentina/Buenos_Aires", "Buenos Aires", "(Argentinische Normalzeit)"),
        ("America/Sao_Paulo", "São Paulo", "(Brasília-Normalzeit)"),
        ("Asia/Kolkata", "Kalkutta", "(Indische Normalzeit)"),
        ("Europe/Kyiv", "Kiew", "(OEZ)"),
        ("Asia/Kathmandu", "Kathmandu", "(Nepalesische Zeit)"),
        ("Etc/GMT+5", "GMT+5", "(GMT-05:00)"),
        ("UTC", "UTC", "(UTC)"),
    ],
)
def test_zones_are_called_as_people_call_them(zone: str, place: str, winter: str) -> None:
    words = CATALOGUES.words("de", zone)
    assert city(zone, words) == place
    assert words.moment(datetime(2027, 1, 11, 12, tzinfo=UTC)).endswith(winter)
    indiana = CATALOGUES.words("en", "America/Indiana/Indianapolis")
    assert indiana.moment(datetime(2027, 1, 11, 12, tzinfo=UTC)).endswith("(Eastern Standard Time)")


@pytest.mark.parametrize("name", [None, "", "Nowhere/Land", "../etc/passwd", "Europe", "\x00", "x" * 5000])
def test_a_zone_that_is_none_is_the_shops(name: str | None) -> None:
    catalogues = load_catalogues(ZoneInfo("Asia/Tokyo"))
    assert catalogues.words("en", name).zone == ZoneInfo("Asia/Tokyo")


def test_catalogues_are_loaded_once_and_shared() -> None:
    assert isinstance(CATALOGUES, Catalogues)
    assert CATALOGUES.words("de", "Asia/Tokyo").zone == ZoneInfo("Asia/Tokyo")
