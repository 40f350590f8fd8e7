from collections.abc import Callable

import pytest

from catalogues.derived import sku_from
from catalogues.reading import Catalogue, Format, Listed, read
from domain.money import Money
from domain.products import BackorderRules, Policy, Product
from domain.skus import valid_sku

ReadSample = Callable[..., Catalogue]


@pytest.fixture
def shop(read_sample: ReadSample) -> Catalogue:
    return read_sample("shopify.csv", Format.SHOPIFY)


def test_the_first_row_of_a_handle_speaks_for_its_variants(shop: Catalogue) -> None:
    jacket = shop.listed[0]

    assert jacket == Listed(
        line=2,
        product=Product(
            sku="rain-jacket_light-blue_m",
            name={"en": "Rain Jacket"},
            description={"en": "Keeps dry.\n\nPacks small."},
            category="Outdoor",
            group="rain-jacket",
            options={"Colour": "Light Blue", "Size": "M"},
            price=Money(8900, "EUR"),
            image_url="https://shop.example/blue.jpg",
            backorder=BackorderRules(policy=Policy.ALLOW),
        ),
        first_count=5,
    )


def test_later_rows_of_a_handle_differ_in_options_price_and_policy(shop: Catalogue) -> None:
    green, large = (found.product for found in shop.listed[1:3])

    assert green.name == large.name == {"en": "Rain Jacket"}
    assert green.options == {"Colour": "Grün", "Size": "38 ½"}
    assert green.sku.startswith("rain-jacket_gruen_38-")
    assert green.backorder.policy is Policy.DENY
    assert (large.sku, large.price) == ("RJ-L", Money(9200, "EUR"))
    assert [found.first_count for found in shop.listed[1:3]] == [0, None]


def test_rows_keep_their_line_after_a_text_of_several_lines(shop: Catalogue) -> None:
    assert [found.line for found in shop.listed] == [2, 4, 5, 8]


def test_a_product_without_a_choice_has_no_options_and_no_group(shop: Catalogue) -> None:
    lamp = shop.listed[3].product

    assert (lamp.sku, lamp.options, lamp.group, lamp.active) == ("lamp", {}, None, False)


def test_every_other_row_is_skipped_with_its_reason(shop: Catalogue) -> None:
    assert [(row.line, row.reason.value) for row in shop.skipped] == [
        (6, "image_only"),
        (7, "duplicate_variant"),
        (9, "gift_card"),
        (10, "duplicate_sku"),
        (11, "bad_stock"),
        (12, "no_handle"),
    ]


def test_the_headings_of_newer_exports(read_sample: ReadSample) -> None:
    small, wide = read_sample("shopify-2025.csv", Format.SHOPIFY).listed

    assert small.product.sku == "oak-desk_120-cm"
    assert small.product.category == "Furniture > Desks"
    assert small.product.description == {"en": "Solid oak"}
    assert [item.product.backorder.policy for item in (small, wide)] == [Policy.ALLOW, Policy.DENY]
    assert [item.first_count for item in (small, wide)] == [0, 1]
    assert wide.product.active


def test_a_title_beside_every_picture_makes_no_further_product() -> None:
    data = b"Handle,Title,Option1 Name,Option1 Value,Variant Price,Image Src\nx,X,Size,S,5,\nx,X,,,,https://a.example/b.jpg\n"
    found = read(data, Format.SHOPIFY, currency="EUR", language="en")

    assert [row.reason.value for row in found.skipped] == ["image_only"]


@pytest.mark.parametrize(("status", "published", "active"), [("active", "false", False), ("", "", True)])
def test_what_is_not_published_is_inactive(status: str, published: str, active: bool) -> None:  # noqa: FBT001
    data = f"Handle,Title,Variant Price,Status,Published\nx,X,5,{status},{published}\n"
    (found,) = read(data.encode(), Format.SHOPIFY, currency="EUR", language="en").listed

    assert found.product.active is active


def test_derived_skus_are_readable_stable_and_short() -> None:
    assert sku_from("classic-top", ["Small"]) == "classic-top_small"
    assert sku_from("Größe", ["S/M", "1.5 l"]) == "groesse_s-m_1.5-l"
    assert sku_from("a" * 80, ["x"]) == sku_from("a" * 80, ["x"])
    assert len(sku_from("a" * 80, ["x"])) == 64


def test_derived_skus_differ_where_their_origin_does() -> None:
    origins = [
        ("top", ["blue-xl"]),
        ("top-blue", ["xl"]),
        ("top", ["C"]),
        ("top", ["C++"]),
        ("top", ["C#"]),
        ("top", ["красный"]),
        ("top", ["синий"]),
        ("top", ["🙂"]),
        ("a" * 80, ["x"]),
        ("a" * 80, ["y"]),
    ]
    skus = [sku_from(handle, values) for handle, values in origins]

    assert len(set(skus)) == len(origins)
    assert all(valid_sku(sku) and sku.isascii() for sku in skus)
