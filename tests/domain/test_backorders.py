"""States and their moves: every pair."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from domain.backorders import MOVES, Backorder, State
from domain.money import Money
from domain.refusals import MoveRefused


def order(state: State = State.WAITING, paid: int | None = None) -> Backorder:
    placed_at = datetime(2027, 1, 11, tzinfo=UTC)
    return Backorder(1, "1001", 1, "MUG", 2, placed_at, state, paid=Money(paid, "EUR") if paid is not None else None)


@pytest.mark.parametrize(("before", "after"), list(product(State, State)))
def test_a_move_that_is_not_drawn_is_refused(before: State, after: State) -> None:
    if after in MOVES[before]:
        assert order(before).moved_to(after).state is after
    else:
        with pytest.raises(MoveRefused) as refused:
            order(before).moved_to(after)
        assert (refused.value.state, refused.value.wanted) == (before, after)


def test_what_was_paid_is_due_back_within_fourteen_days() -> None:
    cancelled = order(paid=2580).left(State.CANCELLED, date(2028, 2, 20))

    assert cancelled.refund is not None
    assert (cancelled.refund.money, cancelled.refund.due_on) == (Money(2580, "EUR"), date(2028, 3, 5))


@pytest.mark.parametrize("paid", [None, 0])
def test_nothing_paid_is_nothing_due(paid: int | None) -> None:
    assert order(paid=paid).left(State.CANCELLED, date(2027, 1, 11)).refund is None


def test_who_switches_gets_goods_and_no_money() -> None:
    assert order(paid=2580).left(State.SWITCHED, date(2027, 1, 11)).refund is None
