"""Dates come from supply, or there are none."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.allocation import Place
from domain.promises import Promise, Schedule, learned_buffer, worth_telling
from domain.supplies import Supply, SupplyState

TODAY = date(2027, 1, 11)


def supply(number: int, units: int, day: date, *, buffer: int = 0, arrived: int = 0) -> Supply:
    return Supply(number, "MUG", units, day, arrived=arrived, buffer_days=buffer)


def schedule(*supplies: Supply, handling: int = 0, not_before: date = TODAY) -> Schedule:
    return Schedule(supplies, handling_days=handling, not_before=not_before)


def test_the_supply_that_covers_the_last_unit_decides() -> None:
    plan = schedule(supply(1, 6, date(2027, 2, 1)), supply(2, 4, date(2027, 3, 1)))

    assert plan.promise(6) == Promise(date(2027, 2, 1), 1)
    assert plan.promise(7) == Promise(date(2027, 3, 1), 2)
    assert plan.promise(11) is None


def test_handling_and_the_suppliers_buffer_are_added_in_calendar_days() -> None:
    plan = schedule(supply(1, 6, date(2028, 2, 27), buffer=1), handling=1)

    assert plan.promise(1) == Promise(date(2028, 2, 29), 1)


def test_supplies_count_by_day_and_then_by_number_whatever_order_they_come_in() -> None:
    plan = schedule(supply(2, 1, date(2027, 2, 1)), supply(1, 1, date(2027, 2, 1)))

    assert plan.promise(1) == Promise(date(2027, 2, 1), 1)


def test_what_arrived_and_what_was_cancelled_promises_nothing() -> None:
    gone = Supply(3, "MUG", 9, date(2027, 1, 20), state=SupplyState.CANCELLED)
    plan = schedule(supply(1, 6, date(2027, 2, 1), arrived=4), gone)

    assert plan.units == 2


def test_an_overdue_supply_is_expected_today_at_best() -> None:
    assert schedule(supply(1, 1, date(2026, 12, 1)), handling=2).promise(1) == Promise(TODAY + timedelta(days=2), 1)


def test_a_preorder_is_not_promised_before_its_release() -> None:
    plan = schedule(supply(1, 1, date(2027, 2, 1)), not_before=date(2027, 5, 1))

    assert plan.promise(1) == Promise(date(2027, 5, 1), 1)


def test_a_punctual_later_supplier_does_not_overtake_a_late_earlier_one() -> None:
    plan = schedule(supply(1, 1, date(2027, 2, 1), buffer=30), supply(2, 1, date(2027, 2, 2)))

    assert plan.promise(2) == Promise(date(2027, 3, 3), 2)


def test_only_what_differs_from_the_record_is_a_change() -> None:
    def place(number: int, promise_by: date | None, supply_id: int | None) -> Place:
        now = datetime(2027, 1, 1, tzinfo=UTC)
        return Place(number, 1, 0, now, 1, 1, promise_by=promise_by, supply_id=supply_id)

    day = date(2027, 2, 1)
    queue = [place(1, day, 1), place(2, date(2027, 1, 30), 1), place(3, day, 1)]
    changes = list(schedule(supply(1, 2, day)).changes(queue))

    assert [(c.place.backorder_id, c.old, c.new) for c in changes] == [
        (2, date(2027, 1, 30), Promise(day, 1)),
        (3, day, None),
    ]


@pytest.mark.parametrize(
    ("delays", "buffer"),
    [
        ([], 3),
        ([9, 9, 9, 9], 3),
        ([0, 0, 0, 0, 5], 0),
        ([1, 2, 3, 4, 5], 4),
        ([-4, -4, -4, -4, -4], 0),
        ([99] * 5 + [2] * 20, 2),
    ],
)
def test_the_buffer_is_learned_from_the_fifth_arrival_on(delays: list[int], buffer: int) -> None:
    assert learned_buffer(delays, 3) == buffer


@given(st.lists(st.tuples(st.integers(1, 50), st.integers(0, 90)), max_size=10), st.integers(1, 600))
def test_a_date_exists_exactly_as_far_as_units_were_ordered(orders: list[tuple[int, int]], wanted: int) -> None:
    plan = schedule(*(supply(i, units, TODAY + timedelta(days=days)) for i, (units, days) in enumerate(orders, 1)))
    promise = plan.promise(wanted)

    assert (promise is not None) == (wanted <= sum(units for units, _ in orders))
    if promise is not None and wanted > 1:
        before = plan.promise(wanted - 1)
        assert before is not None
        assert before.by <= promise.by


@pytest.mark.parametrize(
    ("told", "new", "worth"),
    [
        (None, date(2027, 2, 1), True),
        (date(2027, 2, 1), None, True),
        (None, None, False),
        (date(2027, 2, 1), date(2027, 2, 2), False),
        (date(2027, 2, 1), date(2027, 2, 3), True),
        (date(2027, 2, 3), date(2027, 2, 1), True),
    ],
)
def test_small_moves_are_kept_to_ourselves(told: date | None, new: date | None, *, worth: bool) -> None:
    assert worth_telling(told, new, tell_after_days=2) is worth
