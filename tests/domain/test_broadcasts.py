"""Where a broadcast may go from where it stands, and which hour it is whose."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from delivery.pace import LETTERS
from domain.broadcasts import LETTERS_A_MINUTE, MOVES, Broadcast, BroadcastState, Content, Draft, minutes_for
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
    assert together.moment_in(TOKYO, BERLIN) == TEN
    assert each.moment_in(TOKYO, BERLIN) == datetime(2027, 3, 29, 1, 0, tzinfo=UTC)
    assert each.moment_in(BERLIN, BERLIN) == TEN
    assert each.moment_in(LOS_ANGELES, BERLIN) == datetime(2027, 3, 29, 17, 0, tzinfo=UTC)
    assert each.starts_at(NOW, BERLIN) == datetime(2027, 3, 28, 20, 0, tzinfo=UTC)
    assert together.starts_at(NOW, BERLIN) == TEN
    assert Draft("Spring", Content({})).starts_at(NOW, BERLIN) == NOW


def test_minutes_follow_the_couriers_pace() -> None:
    assert LETTERS_A_MINUTE == LETTERS * 60
    assert [minutes_for(letters) for letters in (0, 1, 1500, 1501, 100_000)] == [0, 1, 1, 2, 67]
