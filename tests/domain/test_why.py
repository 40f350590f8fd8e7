"""The way to a date is the date's own, and what came and went adds up."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.backorders import Actor, Backorder, Entry, State
from domain.promises import Schedule
from domain.supplies import Supply
from domain.why import Gain, Verdict, gains, verdict

NOW = datetime(2027, 1, 11, 11, tzinfo=UTC)
TODAY = NOW.date()
DAYS = st.integers(-20, 60).map(lambda days: TODAY + timedelta(days=days))
SUPPLIES = st.lists(st.tuples(st.integers(1, 9), DAYS, st.integers(0, 9), st.integers(0, 9)), max_size=6).map(
    lambda rows: [
        Supply(number, "MUG", units, day, arrived=arrived, buffer_days=buffer)
        for number, (units, day, arrived, buffer) in enumerate(rows, 1)
    ]
)


@given(SUPPLIES, st.integers(1, 60), st.integers(0, 3))
def test_the_way_ends_with_the_supply_and_the_day_that_are_promised(
    supplies: list[Supply], units: int, handling: int
) -> None:
    schedule = Schedule(supplies, handling_days=handling, not_before=TODAY)

    promise, way = schedule.promise(units), schedule.way(units)

    assert [step.covers for step in way] == [False] * (len(way) - 1) + [promise is not None] * bool(way)
    assert [step.units_before for step in way] == [sum(s.supply.open for s in way[:at]) for at in range(len(way))]
    if promise is None:
        assert sum(step.supply.open for step in way) == schedule.units < units
    else:
        assert (way[-1].supply.id, max(step.due_on for step in way)) == (promise.supply_id, promise.by)


def entry(state: State, owned: int, reason: str | None = None) -> Entry:
    return Entry(state, Actor.SYSTEM, NOW, reason, owned)


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([entry(State.WAITING, 0)], []),
        ([entry(State.RESERVED, 2)], [(2, "placed")]),
        ([entry(State.WAITING, 1), entry(State.RESERVED, 3, "supply:7")], [(1, "placed"), (2, "supply:7")]),
        ([entry(State.RESERVED, 3), entry(State.WAITING, 1, "count")], [(3, "placed"), (-2, "count")]),
        (
            [entry(State.WAITING, 1), entry(State.WAITING, 0), entry(State.RESERVED, 1, "receipt")],
            [(1, "placed"), (1, "receipt")],
        ),
        ([entry(State.RESERVED, 2), entry(State.RELEASED, 0), entry(State.FULFILLED, 0)], [(2, "placed")]),
        ([entry(State.RESERVED, 2), entry(State.RESERVED, 2, "payment:1 EUR")], [(2, "placed")]),
        ([entry(State.RESERVED, 2), entry(State.CANCELLED, 0, "called us")], [(2, "placed"), (-2, "cancelled")]),
        ([entry(State.RESERVED, 2), entry(State.SWITCHED, 0, "switched to RED")], [(2, "placed"), (-2, "switched")]),
    ],
)
def test_what_came_and_went(history: list[Entry], expected: list[tuple[int, str]]) -> None:
    assert list(gains(history)) == [Gain(NOW, units, cause) for units, cause in expected]


@pytest.mark.parametrize(
    ("state", "owned", "promise_by", "word"),
    [
        (State.WAITING, 1, TODAY, Verdict.WAITS_FOR_SUPPLY),
        (State.WAITING, 1, None, Verdict.NO_SUPPLY),
        (State.RESERVED, 2, None, Verdict.COMPLETE),
        (State.CANCELLED, 0, None, Verdict.GONE),
        (State.SWITCHED, 0, None, Verdict.GONE),
    ],
)
def test_each_order_has_one_word(state: State, owned: int, promise_by: date | None, word: Verdict) -> None:
    order = Backorder(1, "1", 1, "MUG", 2, NOW, state, reserved_quantity=owned, promise_by=promise_by)

    assert verdict(order) is word
