from collections.abc import Callable
from datetime import date

import pytest

from catalogues.reading import Catalogue, Format, Listed, UnreadableFile, read
from domain.money import Money
from domain.products import BackorderRules, Policy, Product

ReadSample = Callable[..., Catalogue]


def test_every_column(read_sample: ReadSample) -> None:
    blue, red, old = read_sample("plain.csv", Format.CSV).listed

    assert blue == Listed(
        line=2,
        product=Product(
            sku="MUG-BLUE",
            name={"en": "Blue mug", "de": "Blaue Tasse"},
            description={"en": 'Holds 0.3 l, "just right".', "de": "Fasst 0"},
            category="Kitchen",
            group="mug",
            options={"Colour": "Blue"},
            price=Money(1250, "EUR"),
            url="https://shop.example/mug",
            image_url="https://shop.example/mug.jpg",
            backorder=BackorderRules(Policy.ALLOW, 20, 30),
        ),
        first_count=4,
    )
    assert red.product.price == Money(1500, "JPY")
    assert red.product.backorder == BackorderRules(Policy.PREORDER, release_date=date(2026, 12, 1))
    assert red.product.options == {"Colour": "Red", "Size": "L"}
    assert not old.product.active
    assert (old.product.price, old.first_count) == (None, None)


def test_semicolons_and_decimal_commas(read_sample: ReadSample) -> None:
    can, hose = read_sample("plain-deutsch.csv", Format.CSV, language="de").listed

    assert can.product == Product(sku="kanne 10 l", name={"de": "Gießkanne"}, price=Money(1999, "EUR"))
    assert hose.product.price == Money(104900, "EUR")


def test_a_name_in_the_files_own_language_gives_way_to_one_with_a_language() -> None:
    (mug,) = read(b"sku,name,name_de\nmug,Mug,Tasse\n", Format.CSV, currency="EUR", language="de").listed

    assert mug.product.name == {"de": "Tasse"}


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("category", "C" * 201, "long_category"),
        ("group", "G" * 65, "long_group"),
        ("option:Colour", "O" * 101, "long_option"),
        ("price", "5 EUR", "bad_price"),
        ("price", "-5", "bad_price"),
        ("currency", "Euro", "bad_currency"),
        ("stock", "1.000", "bad_stock"),
        ("stock", "9" * 12, "bad_stock"),
        ("policy", "maybe", "bad_policy"),
        ("limit", "-1", "bad_limit"),
        ("max_wait_days", "soon", "bad_max_wait_days"),
        ("release_date", "2026-02-30", "bad_release_date"),
        ("release_date", "20260228", "bad_release_date"),
        ("active", "perhaps", "bad_active"),
        ("url", "javascript:alert(1)", "bad_url"),
        ("url", "https://", "bad_url"),
        ("image_url", "mug.jpg", "bad_image_url"),
    ],
)
def test_a_bad_cell_skips_its_row_only(column: str, cell: str, reason: str) -> None:
    data = f"sku,name,{column}\nmug,Mug,{cell}\npot,Pot,\n".encode()
    found = read(data, Format.CSV, currency="EUR", language="en")

    assert [(row.line, row.reason.value) for row in found.skipped] == [(2, reason)]
    assert [item.product.sku for item in found.listed] == ["pot"]


def test_unknown_columns_are_refused_by_name() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(b"sku,name,colour\n", Format.CSV, currency="EUR", language="en")

    assert refused.value.column == "colour"
    assert refused.value.detail == "These columns are unknown: colour."
