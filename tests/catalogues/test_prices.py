import pytest

from catalogues.listing import Skip
from catalogues.prices import price
from domain.money import Money


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("19.99", "EUR", 1999),
        ("19,99", "EUR", 1999),
        ("20", "EUR", 2000),
        ("20.5", "EUR", 2050),
        ("42.9900", "EUR", 4299),
        ("1.234,50", "EUR", 123450),
        ("1,234,567.89", "USD", 123456789),
        ("0", "EUR", 0),
        ("1500", "JPY", 1500),
        ("1500.00", "JPY", 1500),
        ("1.234", "BHD", 1234),
        ("1.5", "KWD", 1500),
    ],
)
def test_minor_units(text: str, currency: str, amount: int) -> None:
    assert price(text, currency) == Money(amount, currency)


def test_a_blank_is_no_price() -> None:
    assert price("", "EUR") is None


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("1.234", "EUR"),
        ("1,000", "EUR"),
        ("1.000", "JPY"),
        ("19.999", "EUR"),
        ("19.99999", "EUR"),
        ("1500.50", "JPY"),
        ("-5", "EUR"),
        ("5 €", "EUR"),
        ("1e3", "EUR"),
        ("٣", "EUR"),
        ("1,23,456.00", "EUR"),
        ("999999999999", "EUR"),
        ("9" * 5000, "EUR"),
        ("NaN", "EUR"),
    ],
)
def test_what_is_not_plainly_a_price_is_refused(text: str, currency: str) -> None:
    with pytest.raises(Skip) as skipped:
        price(text, currency)

    assert skipped.value.reason.value == "bad_price"
