"""One number, however it is written."""

import pytest

from domain.phones import international, is_country

ANNA = "+491711234567"


@pytest.mark.parametrize(
    "written",
    [
        "0171 1234567",
        "0171/123 45-67",
        "(0171) 1234567",
        "+49 171 1234567",
        "+49 (0)171 1234567",
        "+49-(0)-171-1234567",
        "0049 171 1234567",
        "00491711234567",
        "49171 1234567",
        "171 1234567",
        " 0171 1234567 ",
        "tel:+49-171-1234567",
        "٠١٧١ ١٢٣٤٥٦٧",
    ],
)
def test_every_german_spelling_is_the_same_number(written: str) -> None:
    assert international(written, "DE") == ANNA


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("0664 1234567", "AT", "+436641234567"),
        ("0664 1234567", "DE", "+496641234567"),
        ("+43 664 1234567", "DE", "+436641234567"),
        ("0043 664 1234567", "DE", "+436641234567"),
        ("079 123 45 67", "CH", "+41791234567"),
        ("06 1234 5678", "IT", "+390612345678"),
        ("392 123 4567", "IT", "+393921234567"),
        ("(650) 253-0000", "US", "+16502530000"),
        ("1 650 253 0000", "US", "+16502530000"),
    ],
)
def test_a_number_without_its_code_is_one_of_the_shops_country(written: str, country: str, number: str) -> None:
    assert international(written, country) == number


@pytest.mark.parametrize("written", ["", "call me", "1", "+", "00", "<b>", "\u202e", "9" * 500, "-()"])
def test_what_is_no_number(written: str) -> None:
    assert international(written, "DE") is None


def test_countries_have_codes() -> None:
    assert is_country("DE")
    assert not any(map(is_country, ("de", "XX", "", "DEU", "001")))
