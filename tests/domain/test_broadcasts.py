"""Where a broadcast may go from where it stands, and which hour it is whose."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from delivery.pace import LETTERS, PAID_EVERY
from domain.broadcasts import (
    LETTERS_A_MINUTE,
    MOVES,
    PAID_A_MINUTE,
    Broadcast,
    BroadcastState,
    Content,
    Draft,
    minutes_for,
)
from domain.refusals import BroadcastMoveRefused

BERLIN, TOKYO, LOS_ANGELES = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")
NOW = datetime(2027, 1, 11, 11, 0, tzinfo=UTC)
TEN = datetime(2027, 3, 29, 10, 0, tzinfo=BERLIN)


@pytest.mark.parametrize("wanted", BroadcastState)
@pytest.mark.parametrize("state", BroadcastState)
def test_every_move_is_drawn_or_refused(state: BroadcastState, wanted: BroadcastState) -> None:
    broadcast = Broadcast(1, Draft("Spring", Content({})), "key", NOW, state)
    if wanted in MOVES[state]:
        assert broadcast.moved_to(wanted).state is wanted
    else:
        with pytest.raises(BroadcastMoveRefused):
            broadcast.moved_to(wanted)


def test_the_drawing_in_the_docs() -> None:
    """Draft → (awaiting approval) → scheduled → sending ⇄ paused → sent, cancelled from anywhere before the end."""
    ends = {BroadcastState.SENT, BroadcastState.CANCELLED}
    assert {state for state, moves in MOVES.items() if BroadcastState.CANCELLED in moves} == set(BroadcastState) - ends
    assert BroadcastState.SENDING not in MOVES[BroadcastState.DRAFT] | MOVES[BroadcastState.AWAITING_APPROVAL]


def test_one_moment_for_all_or_the_same_hour_on_every_clock() -> None:
    together = Draft("Spring", Content({}), send_at=TEN)
    each = Draft("Spring", Content({}), send_at=TEN, local_time=True)
    assert together.moment_in(TOKYO, BERLIN, NOW) == TEN
    assert each.moment_in(TOKYO, BERLIN, NOW) == datetime(2027, 3, 29, 1, 0, tzinfo=UTC)
    assert each.moment_in(BERLIN, BERLIN, NOW) == TEN
    assert each.moment_in(LOS_ANGELES, BERLIN, NOW) == datetime(2027, 3, 29, 17, 0, tzinfo=UTC)
    assert each.starts_at(NOW, BERLIN) == datetime(2027, 3, 28, 20, 0, tzinfo=UTC)
    assert together.starts_at(NOW, BERLIN) == TEN
    assert each.starts_at(TEN, BERLIN) == TEN
    assert Draft("Spring", Content({})).starts_at(NOW, BERLIN) == NOW


def test_an_hour_that_has_passed_comes_again_the_next_day_also_when_the_clocks_change() -> None:
    """New York goes to summer time in the night to 14 March 2027: nine on the clock is an hour earlier then."""
    new_york = ZoneInfo("America/New_York")
    nine = Draft("Spring", Content({}), send_at=datetime(2027, 3, 13, 9, 0, tzinfo=new_york), local_time=True)
    late = datetime(2027, 3, 13, 14, 1, tzinfo=UTC)
    assert nine.moment_in(new_york, new_york, late - timedelta(minutes=1)) == datetime(2027, 3, 13, 14, 0, tzinfo=UTC)
    assert nine.moment_in(new_york, new_york, late) == datetime(2027, 3, 14, 13, 0, tzinfo=UTC)
    assert nine.moment_in(TOKYO, new_york, late) == datetime(2027, 3, 14, 0, 0, tzinfo=UTC)


def test_minutes_follow_the_couriers_pace() -> None:
    assert LETTERS_A_MINUTE == LETTERS * 60
    assert PAID_A_MINUTE <= 60 / PAID_EVERY
    assert minutes_for(100_000, PAID_A_MINUTE) == 2
    assert [minutes_for(letters) for letters in (0, 1, 1500, 1501, 100_000)] == [0, 1, 1, 2, 67]
