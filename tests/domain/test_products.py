"""What a product is called and what may be said about it."""

from datetime import date

import pytest

from domain.availability import status
from domain.products import BackorderRules, Policy, Product, Status
from domain.refusals import CountTooLow, NotEnoughUnits
from domain.stock import Shelf, Stock
from domain.texts import addressed, is_informal, nearest_language

TODAY = date(2027, 1, 11)


def test_a_variant_is_told_from_its_siblings() -> None:
    jacket = Product("J-M", {"en": "Rain jacket yellow", "de": "Regenjacke gelb"}, options={"Size": "M"})

    assert jacket.names() == {"en": "Rain jacket yellow (M)", "de": "Regenjacke gelb (M)"}


def test_what_the_name_says_already_is_not_said_twice() -> None:
    assert Product("M", {"en": "Blue mug"}, options={"Colour": "Blue"}).called("en") == "Blue mug"


def test_a_missing_language_falls_back_to_another_and_then_to_the_sku() -> None:
    assert Product("M", {"de": "Tasse"}).called("en") == "Tasse"
    assert Product("M", {}).called("de") == "M"


@pytest.mark.parametrize(
    ("tag", "language"), [("de-AT", "de"), ("de", "de"), ("fr", "en"), (None, "en"), ("DE_ch", "de")]
)
def test_the_nearest_language_we_speak(tag: str | None, language: str) -> None:
    assert nearest_language(tag) == language


@pytest.mark.parametrize(
    ("tag", "informal"),
    [("de-x-informal", True), ("de_AT-X-Informal", True), ("de", False), ("informal", False), (None, False)],
)
def test_who_wants_the_familiar_address(tag: str | None, *, informal: bool) -> None:
    assert is_informal(tag) is informal


def test_the_form_of_address_leaves_language_and_region_alone() -> None:
    assert addressed("de-AT", informal=True) == "de-AT-x-informal"
    assert addressed("de-AT-x-informal", informal=True) == "de-AT-x-informal"
    assert addressed("de-AT-x-informal", informal=False) == "de-AT"
    assert nearest_language("de-AT-x-informal") == "de"


@pytest.mark.parametrize(
    ("product", "stock", "expected"),
    [
        (Product("A", {}, active=False), Stock("A", on_hand=5), Status.DISCONTINUED),
        (Product("A", {}), Stock("A", on_hand=5, reserved=4), Status.IN_STOCK),
        (Product("A", {}), Stock("A", on_hand=5, reserved=5), Status.OUT_OF_STOCK),
        (Product("A", {}, backorder=BackorderRules(Policy.ALLOW)), Stock("A"), Status.BACKORDER),
        (
            Product("A", {}, backorder=BackorderRules(Policy.ALLOW, limit=3)),
            Stock("A", waiting_units=3),
            Status.OUT_OF_STOCK,
        ),
        (Product("A", {}, backorder=BackorderRules(Policy.PREORDER)), Stock("A"), Status.PREORDER),
        (Product("A", {}, backorder=BackorderRules(Policy.PREORDER, release_date=TODAY)), Stock("A"), Status.BACKORDER),
    ],
)
def test_states_are_told_apart(product: Product, stock: Stock, expected: Status) -> None:
    assert status(product, stock, TODAY) is expected


def test_every_change_of_a_shelf_leaves_its_movement() -> None:
    shelf = Shelf(Stock("A"), "test")
    shelf.receive(10)
    shelf.reserve(4)
    shelf.hold(2)
    shelf.release(3)
    shelf.sell(4)
    shelf.unhold(0)

    assert shelf.stock == Stock("A", on_hand=3, reserved=1, held=2)
    totals = [sum(getattr(m, name) for m in shelf.movements) for name in ("on_hand", "reserved", "held")]
    assert totals == [3, 1, 2]
    assert len(shelf.movements) == 5


def test_what_belongs_to_somebody_cannot_be_sold_or_counted_away() -> None:
    shelf = Shelf(Stock("A", on_hand=5, reserved=3, held=1), "test")

    with pytest.raises(NotEnoughUnits):
        shelf.sell(2)
    with pytest.raises(CountTooLow):
        shelf.count(3)
    assert shelf.movements == []
