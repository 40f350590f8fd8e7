from collections.abc import Callable

import pytest

from catalogues.reading import Catalogue, Format, Listed, Problem, UnreadableFile, read
from domain.money import Money
from domain.products import BackorderRules, Policy, Product

ReadSample = Callable[..., Catalogue]


@pytest.fixture
def tea_shop(read_sample: ReadSample) -> Catalogue:
    return read_sample("woocommerce.csv", Format.WOOCOMMERCE)


def listed(catalogue: Catalogue, sku: str) -> Listed:
    return next(found for found in catalogue.listed if found.product.sku == sku)


def test_a_variation_takes_name_text_and_category_from_its_parent(tea_shop: Catalogue) -> None:
    assert listed(tea_shop, "teapot-blue") == Listed(
        line=3,
        product=Product(
            sku="teapot-blue",
            name={"en": "Teapot & Lid"},
            description={"en": "Glazed by hand.\n\n• Holds 1.2 l\n• Dishwasher-safe"},
            category="Kitchen > Tea",
            group="teapot",
            options={"Colour": "Blue"},
            price=Money(3490, "EUR"),
            image_url="https://shop.example/teapot.jpg",
            backorder=BackorderRules(policy=Policy.ALLOW),
        ),
        first_count=4,
    )


def test_a_variation_without_a_sku_goes_by_its_number_and_finds_its_parent_by_number(tea_shop: Catalogue) -> None:
    white = listed(tea_shop, "woo-13")

    assert white.product.group == "teapot"
    assert white.product.options == {"Colour": "White, matt"}
    assert white.product.image_url == "https://shop.example/white.jpg"


def test_oversold_counts_as_none_on_hand(tea_shop: Catalogue) -> None:
    assert listed(tea_shop, "woo-13").first_count == 0


def test_the_sale_price_counts_unless_it_has_dates(tea_shop: Catalogue) -> None:
    assert listed(tea_shop, "woo-13").product.price == Money(2990, "EUR")
    assert listed(tea_shop, "kettle").product.price == Money(4900, "EUR")


def test_the_short_description_stands_in(tea_shop: Catalogue) -> None:
    assert listed(tea_shop, "kettle").product.description == {"en": "A short word."}


def test_written_line_breaks_become_real_ones(tea_shop: Catalogue) -> None:
    assert listed(tea_shop, "tea-course").product.description == {"en": "First line\nSecond line\\no break"}


def test_a_draft_is_inactive_and_its_stock_status_lets_people_order_ahead(tea_shop: Catalogue) -> None:
    cups = listed(tea_shop, "cups")

    assert not cups.product.active
    assert cups.product.backorder.policy is Policy.ALLOW


def test_a_variation_of_a_parent_outside_the_file_stands_alone(tea_shop: Catalogue) -> None:
    orphan = listed(tea_shop, "orphan")

    assert (orphan.product.group, orphan.product.name, orphan.first_count) == ("gone", {"en": "Orphan - Red"}, None)


def test_what_cannot_be_sold_is_skipped_with_its_reason(tea_shop: Catalogue) -> None:
    assert [(row.line, row.reason.value) for row in tea_shop.skipped] == [
        (2, "has_variations"),
        (5, "no_variations"),
        (7, "grouped_product"),
        (8, "external_product"),
        (9, "downloadable_product"),
        (11, "unsupported_type"),
        (13, "duplicate_sku"),
        (14, "bad_price"),
        (15, "no_parent"),
    ]


def test_a_german_shop_with_semicolons_windows_lines_and_a_byte_order_mark(read_sample: ReadSample) -> None:
    (can,) = read_sample("woocommerce-deutsch.csv", Format.WOOCOMMERCE, language="de").listed

    assert can.line == 2
    assert can.product == Product(
        sku="kanne-grün",
        name={"de": "Gießkanne"},
        description={"de": "- verzinkt\n- 10 Liter"},
        category="Garten",
        price=Money(123450, "EUR"),
        backorder=BackorderRules(policy=Policy.ALLOW),
    )
    assert can.first_count == 3


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,simple,a/b,Mug,1,0,5", "bad_sku"),
        (",simple,,Mug,1,0,5", "no_sku"),
        ("1,simple,mug,,1,0,5", "no_name"),
        ("1,simple,mug,<br>,1,0,5", "no_name"),
        (f"1,simple,mug,{'M' * 201},1,0,5", "long_name"),
        ("1,simple,mug,Mug,perhaps,0,5", "bad_active"),
        ("1,simple,mug,Mug,1,perhaps,5", "bad_policy"),
        ("1,simple,mug,Mug,1,0,1.2.3", "bad_price"),
        (",,,,,,", "empty_row"),
    ],
)
def test_a_bad_row_is_skipped(row: str, reason: str) -> None:
    data = f"ID,Type,SKU,Name,Published,Backorders allowed?,Regular price\n{row}\n"
    found = read(data.encode(), Format.WOOCOMMERCE, currency="EUR", language="en")

    assert [(row.line, row.reason.value) for row in found.skipped] == [(2, reason)]
    assert not found.listed


def test_another_shop_systems_file_is_refused_by_its_columns() -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(b"Handle,Title,Variant Price\n", Format.WOOCOMMERCE, currency="EUR", language="en")

    assert refused.value.problem is Problem.WRONG_COLUMNS
    assert refused.value.detail == "These columns are missing: Type, SKU, Name."


def test_a_parent_without_a_sku_is_found_by_its_number_even_below() -> None:
    data = (
        b"ID,Type,SKU,Name,Parent\n2,variation,mug-red,Mug - Red,id:1\n1,variable,,Mug,\n3,variation,mug-x,Mug - X,\n"
    )
    found = read(data, Format.WOOCOMMERCE, currency="EUR", language="en")

    assert [(item.product.group, item.product.name) for item in found.listed] == [("woo-1", {"en": "Mug"})]
    assert [row.reason.value for row in found.skipped] == ["has_variations", "no_parent"]
