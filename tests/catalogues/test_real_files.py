"""Real exports as they are. They are no part of the project: skipped where their folder is missing."""

from collections import Counter
from pathlib import Path

import pytest

from catalogues.reading import Catalogue, Format, read
from domain.products import Policy

CATALOGUES = Path(__file__).parents[2].parent / "shared" / "data" / "catalogues"

pytestmark = pytest.mark.skipif(not CATALOGUES.is_dir(), reason="the real catalogues are not here")


def read_real(name: str, format: Format) -> Catalogue:  # noqa: A002
    return read((CATALOGUES / name).read_bytes(), format, currency="USD", language="en")


@pytest.mark.parametrize(
    ("name", "format", "listed", "skipped"),
    [
        (
            "woocommerce-sample-products.csv",
            Format.WOOCOMMERCE,
            18,
            {"has_variations": 2, "grouped_product": 1, "external_product": 1, "downloadable_product": 2},
        ),
        ("shopify-apparel.csv", Format.SHOPIFY, 22, {}),
        ("shopify-jewelery.csv", Format.SHOPIFY, 23, {"image_only": 18}),
    ],
)
def test_every_row_is_accounted_for(name: str, format: Format, listed: int, skipped: dict[str, int]) -> None:  # noqa: A002
    found = read_real(name, format)

    assert len(found.listed) == listed
    assert Counter(row.reason.value for row in found.skipped) == skipped


def test_variations_stand_under_their_parent() -> None:
    found = read_real("woocommerce-sample-products.csv", Format.WOOCOMMERCE)
    hoodies = [item.product for item in found.listed if item.product.group == "cc-hoodie"]

    assert len(hoodies) == 6
    assert {product.category for product in hoodies} == {"Clothing > Hoodies"}
    assert {"Color": "Red", "Logo": "Yes"} in [product.options for product in hoodies]


def test_the_last_line_is_counted_over_texts_of_several_lines() -> None:
    name = "shopify-jewelery.csv"
    found = read_real(name, Format.SHOPIFY)

    assert max(item.line for item in found.listed) == (CATALOGUES / name).read_bytes().count(b"\n") + 1


def test_no_text_keeps_its_tags() -> None:
    found = read_real("shopify-jewelery.csv", Format.SHOPIFY)

    assert not [item for item in found.listed for text in item.product.description.values() if "<" in text]
    assert {item.product.backorder.policy for item in found.listed} == {Policy.DENY}
