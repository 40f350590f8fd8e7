"""What meets becomes one message, what is past is left out."""

from datetime import date, datetime

import pytest

from domain.digest import Bundle, Facts, beyond_cap, bundles, still_true
from domain.money import Money
from domain.notices import MOST_PER_LETTER, BackInStock, DateChanged, LongWait, News, OrderPlaced

MUG = {"en": "Mug"}


def alert(number: int, *, held: bool = False, sku: str = "MUG") -> BackInStock:
    until = datetime(2027, 1, 11) if held else None  # noqa: DTZ001 - only whether there is one counts
    return BackInStock(subscription_id=number, sku=sku, product=MUG, quantity=2, url=None, held_until=until)


def moved(order: int, old: int | None, new: int | None, goodwill: Money | None = None) -> DateChanged:
    days = [day and date(2027, 1, day) for day in (old, new)]
    return DateChanged(
        backorder_id=order, order_number="A", product=MUG, quantity=1, old=days[0], new=days[1], goodwill=goodwill
    )


def placed(order: int) -> OrderPlaced:
    return OrderPlaced(
        backorder_id=order,
        order_number="A",
        product=MUG,
        quantity=1,
        reserved=0,
        place=1,
        of=1,
        promise_by=None,
    )


def waits(order: int) -> LongWait:
    return LongWait(backorder_id=order, order_number="A", product=MUG, quantity=1, days=9, promise_by=None, again=False)


def test_alerts_that_meet_become_one_message() -> None:
    found = list(bundles([(1, (alert(1),)), (2, (alert(2),)), (3, (alert(3),))]))
    assert found == [Bundle(1, (alert(1), alert(2), alert(3)), (2, 3))]


def test_a_message_holds_only_so_much() -> None:
    letters = [(n, (alert(n),)) for n in range(MOST_PER_LETTER + 2)]
    assert [len(bundle.news) for bundle in bundles(letters)] == [MOST_PER_LETTER, 2]


def test_of_two_changes_of_a_date_the_whole_way_is_told() -> None:
    [bundle] = bundles([(1, (moved(7, 1, 5),)), (2, (moved(8, 1, 2),)), (3, (moved(7, 5, 9),))])
    assert bundle == Bundle(1, (moved(7, 1, 9), moved(8, 1, 2)), (2, 3))


def test_a_date_that_is_back_where_it_was_is_no_news_unless_something_was_credited() -> None:
    assert list(bundles([(1, (moved(7, 1, 5),)), (2, (moved(7, 5, 1),))])) == [Bundle(1, (), (2,))]
    five = Money(500, "EUR")
    [bundle] = bundles([(1, (moved(7, 1, 5, five),)), (2, (moved(7, 5, 9, five),))])
    assert bundle.news == (moved(7, 1, 9, Money(1000, "EUR")),)


def test_nothing_overtakes_other_news_of_an_order() -> None:
    letters: list[tuple[int, tuple[News, ...]]] = [(1, (moved(7, 1, 5),)), (2, (placed(8),)), (3, (moved(7, 5, 9),))]
    assert [bundle.absorbed for bundle in bundles(letters)] == [(), (), ()]


def test_an_alert_that_came_again_is_said_once() -> None:
    assert [bundle.news for bundle in bundles([(1, (alert(4),)), (2, (alert(4, held=True),))])] == [
        (alert(4, held=True),)
    ]


@pytest.mark.parametrize(
    ("news", "facts", "true"),
    [
        (alert(1), Facts(available={"MUG": 2}), True),
        (alert(1), Facts(available={"MUG": 1}), False),
        (alert(1), Facts(), False),
        (alert(1, held=True), Facts(holds={1}), True),
        (alert(1, held=True), Facts(available={"MUG": 9}), False),
        (moved(7, 1, 5), Facts(waiting={7}), True),
        (moved(7, 1, 5), Facts(), False),
        (waits(7), Facts(waiting={7}), True),
        (waits(7), Facts(), False),
        (placed(7), Facts(), True),
    ],
)
def test_nobody_hears_about_what_is_past(news: News, facts: Facts, true: bool) -> None:  # noqa: FBT001
    assert still_true(news, facts) is true


def test_the_cap_counts_what_was_sent_and_what_is_about_to_be() -> None:
    letters = [(1, 10), (2, 11), (3, 10), (4, 12)]
    assert list(beyond_cap(letters, {11: 2}, most=2)) == [2]
    assert list(beyond_cap(letters, {11: 1}, most=1)) == [2, 3]
    assert list(beyond_cap(letters, {}, most=0)) == [1, 2, 3, 4]
