"""Who comes back reads where each order stands now: one piece for each, and nothing that is past."""

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.backorders import Backorder, State
from domain.notices import (
    MOST_PER_LETTER,
    DateChanged,
    LongWait,
    News,
    OrderCancelled,
    OrderComplete,
    OrderPartly,
    OrderPlaced,
    OrderReleased,
    Recalled,
)
from domain.returning import orders_in, still_matters
from tests.domain.test_digest import MUG, alert, moved, placed, waits

THEN = datetime(2027, 1, 11, tzinfo=UTC)
NOW_BY = date(2027, 1, 9)
WAITING = Backorder(7, "A", 1, "MUG", 1, THEN, promise_by=NOW_BY)
COMPLETE = OrderComplete(backorder_id=7, order_number="A", product=MUG, quantity=1)
RELEASED = OrderReleased(backorder_id=7, order_number="A", product=MUG, quantity=1, rest=0)
CANCELLED = OrderCancelled(
    backorder_id=7,
    order_number="A",
    product=MUG,
    quantity=1,
    at=THEN,
    by_customer=False,
    refund=None,
    refund_due_on=None,
)
PARTLY = OrderPartly(backorder_id=7, order_number="A", product=MUG, quantity=3, reserved=1, promise_by=None)


def read(*missed: News, order: Backorder = WAITING) -> tuple[News, ...]:
    return still_matters(missed, {order.id: order})


def test_many_moves_of_a_date_are_one_to_the_date_of_now() -> None:
    assert read(moved(7, 1, 5), moved(7, 5, 20), moved(7, 20, 3)) == (moved(7, 1, 9),)
    assert read(moved(7, 9, 5), moved(7, 5, 20)) == ()


def test_an_order_that_came_meanwhile_is_confirmed_with_its_date_of_now() -> None:
    [news] = read(placed(7), moved(7, 1, 5))
    assert isinstance(news, OrderPlaced)
    assert (news.promise_by, news.place) == (NOW_BY, None)


def test_an_order_that_is_complete_now_says_only_that() -> None:
    complete = replace(WAITING, state=State.RESERVED, reserved_quantity=1, promise_by=None)
    assert read(moved(7, 1, 5), PARTLY, COMPLETE, order=complete) == (COMPLETE,)


def test_what_left_or_ended_is_said_and_what_has_arrived_is_not() -> None:
    missed = (moved(7, 1, 5), COMPLETE, RELEASED)
    assert read(*missed, order=replace(WAITING, state=State.RELEASED)) == (RELEASED,)
    assert read(*missed, order=replace(WAITING, state=State.FULFILLED)) == ()
    assert read(moved(7, 1, 5), CANCELLED, order=replace(WAITING, state=State.CANCELLED)) == (CANCELLED,)


def test_a_question_that_nobody_asks_any_more_gives_way_to_the_date() -> None:
    missed = (waits(7), moved(7, 1, 5))
    assert read(*missed) == (moved(7, 1, 9),)
    [asked] = read(*missed, order=replace(WAITING, asked_at=THEN))
    assert isinstance(asked, LongWait)
    assert asked.promise_by == NOW_BY


def test_units_that_came_in_part_are_counted_as_of_now() -> None:
    [news] = read(PARTLY, order=replace(WAITING, quantity=3, reserved_quantity=2))
    assert isinstance(news, OrderPartly)
    assert (news.reserved, news.promise_by) == (2, NOW_BY)


def test_recalls_always_matter_and_alerts_are_the_lines_business() -> None:
    recalled = Recalled(recall_id=3, product=MUG, units=1, reason="x")
    assert read(alert(1), recalled) == (recalled,)


def test_somebody_elses_order_and_one_that_is_unknown_say_nothing() -> None:
    assert read(moved(8, 1, 5)) == ()
    assert orders_in([moved(8, 1, 5), alert(1)]) == {8}


def test_it_is_one_message_however_much_was_missed() -> None:
    orders = {n: replace(WAITING, id=n) for n in range(30)}
    news = still_matters([moved(n, 1, 5) for n in orders], orders)
    assert len(news) == MOST_PER_LETTER
    assert {type(one) for one in news} == {DateChanged}
