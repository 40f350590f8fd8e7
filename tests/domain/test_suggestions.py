"""What else fits somebody: a rule from values to values."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.preferences import in_order
from domain.products import Product
from domain.suggestions import MOST, Reason, Taste, suggest


def goods(sku: str, category: str | None = None, price: int | None = 1000, **more: str) -> Product:
    return Product(sku, {"en": sku.title()}, category=category, price=price and Money(price, "EUR"), **more)  # type: ignore[arg-type]


KETTLE, POT, VASE = goods("KETTLE", "kitchen", 2000), goods("POT", "kitchen", 3000), goods("VASE", "decor", 2400)


def test_what_was_said_goes_before_what_was_bought_and_more_orders_before_fewer() -> None:
    taste = Taste(frozenset({"lamps"}), [POT, KETTLE, VASE], {"RUG": VASE})
    there = [goods("RUG", "floor"), goods("BOWL", "decor"), goods("PAN", "kitchen"), goods("LED", "lamps", None)]

    found = suggest(taste, there)

    assert [(each.product.sku, each.reason, each.beside) for each in found] == [
        ("LED", Reason.LIKED, None),
        ("PAN", Reason.RELATED, POT),
        ("BOWL", Reason.RELATED, VASE),
        ("RUG", Reason.ALTERNATIVE, VASE),
    ]


def test_equals_are_told_apart_by_the_merchants_choice_then_nearness_of_price_then_sku() -> None:
    taste = Taste(wanted=[POT, KETTLE, goods("CUP", "kitchen", 1000)], instead={"FAR": KETTLE})
    dollars = Product("DOLLAR", {}, category="kitchen", price=Money(2000, "USD"))
    there = [
        *(goods("B", "kitchen", 1900), goods("A", "kitchen", 2100), goods("C", "kitchen", 2001)),
        *(dollars, goods("FAR", "kitchen", 9000)),
    ]

    assert [each.product.sku for each in suggest(taste, there)] == ["FAR", "C", "A", "B", "DOLLAR"]


def test_what_is_theirs_is_left_out_and_of_an_articles_variants_one_stands_in_for_it() -> None:
    blue, red = goods("MUG-BLUE", "kitchen", group="mug"), goods("MUG-RED", "kitchen", group="mug")
    green, pan = goods("MUG-GREEN", "kitchen", group="mug"), goods("PAN", "kitchen")

    found = suggest(Taste(wanted=[KETTLE, blue]), [blue, red, pan, green, KETTLE])

    assert [(each.product, each.reason, each.beside) for each in found] == [
        (green, Reason.ALTERNATIVE, blue),
        (pan, Reason.RELATED, KETTLE),
    ]


def test_whoever_wants_nothing_is_offered_nothing() -> None:
    assert suggest(Taste(), [KETTLE, goods("PLAIN")]) == []


skus = st.lists(st.integers(0, 40), unique=True, max_size=30)


@given(skus, skus, st.sets(st.sampled_from("abc")), st.integers(0, 99))
def test_few_fitting_articles_in_an_order_that_nothing_shakes(
    there: list[int], theirs: list[int], liked: set[str], seed: int
) -> None:
    def product(number: int) -> Product:
        return goods(f"S{number}", "abcd"[number % 4], number * 7 % 11 * 100 or None, group=f"G{number // 3}")

    taste = Taste(frozenset(liked), [product(number) for number in theirs])
    candidates = [product(number) for number in there]
    found = suggest(taste, candidates)

    Random(seed).shuffle(candidates)  # noqa: S311 - an order, no secret
    assert suggest(taste, candidates) == found
    articles = [each.product.group for each in found]
    assert len(articles) == len(set(articles)) <= MOST
    assert not {each.product.sku for each in found} & taste.theirs
    assert all(each.product.category in {*liked, *(one.category for one in taste.wanted)} for each in found)


def test_categories_are_listed_as_people_look_them_up() -> None:
    assert in_order(["Zubehör", "Übertöpfe", "uhren", "Taschen", "uhren"]) == [
        "Taschen",
        "Übertöpfe",
        "uhren",
        "Zubehör",
    ]
