"""The pace, on a clock that only moves when everybody sleeps: what Telegram counts never goes over its limits."""

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delivery.pace import CHATS_REMEMBERED, LETTER_EVERY, LETTERS, OVERALL, PER_CHAT, PER_GROUP, WINDOW, Pace
from domain.notices import Lane
from domain.tempo import RECOVERS_WITHIN, SLOWER


class Standing(selectors.SelectSelector):
    """Instead of waiting, it says how long it would have waited."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        self.now += timeout or 0.0
        return super().select(0)


class Dream(asyncio.SelectorEventLoop):
    """An event loop in which a minute passes at once."""

    def __init__(self) -> None:
        self._dreamed = Standing()
        super().__init__(self._dreamed)

    def time(self) -> float:
        return self._dreamed.now


@contextmanager
def dreaming() -> Iterator[Dream]:
    loop = Dream()
    try:
        yield loop
    finally:
        loop.close()


def dream(story: Callable[[Pace], Awaitable[None]], *, paid: bool = False) -> None:
    with dreaming() as loop:

        async def told() -> None:
            await story(Pace(clock=loop.time, paid=paid))

        loop.run_until_complete(told())


Counted = list[tuple[float, int, Lane]]


async def deliver(pace: Pace, counted: Counted, chat_id: int, lane: Lane, *, there: float = 0, back: float = 0) -> None:
    """A message that Telegram counts after `there` seconds and answers after `back` more."""
    async with pace.turn(chat_id, lane):
        await asyncio.sleep(there)
        counted.append((asyncio.get_running_loop().time(), chat_id, lane))
        await asyncio.sleep(back)


def most_in_a_window(moments: list[float], seconds: float = WINDOW) -> int:
    moments = sorted(moments)
    # Half-open, as a limit "per second" is; a millionth less, because sums of floats are.
    return max((sum(start <= at < start + seconds - 1e-6 for at in moments) for start in moments), default=0)


Errands = st.lists(
    st.tuples(
        st.floats(0, 3),  # asked for at
        st.integers(1, 40),  # chat
        st.sampled_from([Lane.REPLIES, Lane.SERVICE, Lane.ALERTS]),
        st.floats(0, 0.8),  # seconds there
        st.floats(0, 0.8),  # seconds back
    ),
    max_size=120,
)


@given(Errands)
@settings(max_examples=60, deadline=None)
def test_telegram_never_counts_more_than_it_allows(errands: list[tuple[float, int, Lane, float, float]]) -> None:
    counted: Counted = []

    async def story(pace: Pace) -> None:
        async def later(at: float, chat_id: int, lane: Lane, there: float, back: float) -> None:
            await asyncio.sleep(at)
            await deliver(pace, counted, chat_id, lane, there=there, back=back)

        async with asyncio.TaskGroup() as group:
            for errand in errands:
                group.create_task(later(*errand))

    dream(story)
    assert len(counted) == len(errands)
    assert most_in_a_window([at for at, _, _ in counted]) <= OVERALL
    assert most_in_a_window([at for at, _, lane in counted if lane is not Lane.REPLIES]) <= LETTERS
    for chat_id in {chat for _, chat, _ in counted}:
        assert most_in_a_window([at for at, chat, _ in counted if chat == chat_id], PER_CHAT) <= 1


def test_a_change_of_a_message_takes_no_turn_from_its_chat() -> None:
    moments: list[float] = []

    async def story(pace: Pace) -> None:
        for chat_id in (1, None, 1):
            async with pace.turn(chat_id, Lane.ALERTS if chat_id is None else Lane.REPLIES):
                moments.append(asyncio.get_running_loop().time())

    dream(story)
    assert moments == [0, 0, pytest.approx(PER_CHAT)]


async def everybody(pace: Pace, counted: Counted, errands: list[tuple[int, Lane]]) -> None:
    async with asyncio.TaskGroup() as group:
        for chat_id, lane in errands:
            group.create_task(deliver(pace, counted, chat_id, lane))


def test_letters_leave_evenly_and_as_fast_as_allowed() -> None:
    counted: Counted = []

    async def story(pace: Pace) -> None:
        await everybody(pace, counted, [(chat_id, Lane.SERVICE) for chat_id in range(1, 251)])

    dream(story)
    moments = [at for at, _, _ in counted]
    assert moments[-1] == pytest.approx(249 / LETTERS, abs=0.01)
    assert all(later - earlier == pytest.approx(1 / LETTERS, abs=0.001) for earlier, later in pairwise(moments))


def test_replies_go_before_letters_that_have_waited_longer() -> None:
    counted: Counted = []

    async def story(pace: Pace) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(everybody(pace, counted, [(chat_id, Lane.SERVICE) for chat_id in range(1, 200)]))
            await asyncio.sleep(2)
            group.create_task(everybody(pace, counted, [(chat_id, Lane.REPLIES) for chat_id in range(1001, 1021)]))

    dream(story)
    replies = [at for at, _, lane in counted if lane is Lane.REPLIES]
    assert replies[4] == 2.0  # five are always free
    assert replies[-1] < 2.7


def test_one_busy_chat_holds_nobody_else_up() -> None:
    counted: Counted = []

    async def story(pace: Pace) -> None:
        errands = [(1, Lane.REPLIES)] * 5 + [(2, Lane.REPLIES), (3, Lane.SERVICE)]
        await everybody(pace, counted, errands)

    dream(story)
    assert [at for at, chat_id, _ in counted if chat_id == 1] == pytest.approx([0, 1, 2, 3, 4])
    assert [at for at, chat_id, _ in counted if chat_id != 1] == [0, 0]


def test_a_group_hears_less_often() -> None:
    counted: Counted = []

    async def story(pace: Pace) -> None:
        await everybody(pace, counted, [(-100, Lane.REPLIES)] * 3)

    dream(story)
    assert [at for at, _, _ in counted] == pytest.approx([0, PER_GROUP, 2 * PER_GROUP])


@pytest.mark.parametrize("paced", [True, False])
def test_a_halt_stops_everybody(paced: bool) -> None:  # noqa: FBT001
    counted: Counted = []
    with dreaming() as loop:

        async def story() -> None:
            pace = Pace(clock=loop.time, paced=paced)
            pace.halt(30)
            pace.halt(5)
            assert pace.halted_for == 30
            await everybody(pace, counted, [(1, Lane.REPLIES), (2, Lane.SERVICE)])
            assert pace.halted_for == 0

        loop.run_until_complete(story())
    assert [at for at, _, _ in counted] == [30, 30]


def test_without_a_pace_nobody_waits() -> None:
    counted: Counted = []
    with dreaming() as loop:
        loop.run_until_complete(everybody(Pace(clock=loop.time, paced=False), counted, [(1, Lane.SERVICE)] * 1000))
    assert {at for at, _, _ in counted} == {0}


def test_a_few_hanging_messages_do_not_stop_the_bot() -> None:
    counted: Counted = []

    async def story(pace: Pace) -> None:
        async with asyncio.TaskGroup() as group:
            for chat_id in range(1, OVERALL + 1):
                group.create_task(deliver(pace, counted, chat_id, Lane.REPLIES, there=3600))
            await asyncio.sleep(7)
            await deliver(pace, counted, 99, Lane.REPLIES)

    dream(story)
    assert counted[0][:2] == (7, 99)


def test_whoever_stops_waiting_takes_nobodys_turn() -> None:
    counted: Counted = []

    async def story(pace: Pace) -> None:
        await deliver(pace, counted, 1, Lane.REPLIES)
        async with asyncio.TaskGroup() as group:
            impatient = group.create_task(deliver(pace, counted, 1, Lane.REPLIES))
            await asyncio.sleep(0.5)
            impatient.cancel()
            group.create_task(deliver(pace, counted, 1, Lane.REPLIES))

    dream(story)
    assert [at for at, _, _ in counted] == pytest.approx([0, 1])


def test_idle_chats_are_forgotten() -> None:
    async def story(pace: Pace) -> None:
        for chat_id in range(1, CHATS_REMEMBERED + 100):
            async with pace.turn(chat_id, Lane.REPLIES):
                pass
        assert len(pace._chat_free_at) <= CHATS_REMEMBERED

    dream(story)


def test_after_a_429_everything_is_slower_for_a_while() -> None:
    counted: Counted = []

    async def story(pace: Pace) -> None:
        pace.halt(1, too_fast=True)
        pace.halt(1, too_fast=True)
        assert pace.tempo == pytest.approx(SLOWER)
        await everybody(pace, counted, [(chat_id, Lane.SERVICE) for chat_id in range(1, 101)])
        first = [at for at, _, _ in counted]
        assert first[0] == 1
        assert 20 * SLOWER < 99 / (first[-1] - first[0]) < 25 * SLOWER + 1
        counted.clear()
        await asyncio.sleep(RECOVERS_WITHIN.total_seconds())
        await everybody(pace, counted, [(chat_id, Lane.SERVICE) for chat_id in range(1, 101)])

    dream(story)
    moments = [at for at, _, _ in counted]
    assert moments[-1] - moments[0] == pytest.approx(99 / LETTERS, abs=0.01)


def test_a_halt_that_was_not_for_speed_slows_nobody() -> None:
    async def story(pace: Pace) -> None:
        pace.halt(5)
        assert pace.tempo == 1.0

    dream(story)


def test_what_is_paid_for_is_fast_and_in_nobodys_way() -> None:
    counted: Counted = []

    async def story(pace: Pace) -> None:
        async with asyncio.TaskGroup() as group:
            paid = [(chat_id, Lane.ANNOUNCEMENTS) for chat_id in range(1, 1801)]
            group.create_task(everybody(pace, counted, paid))
            group.create_task(everybody(pace, counted, [(chat_id, Lane.SERVICE) for chat_id in range(5001, 5051)]))

    dream(story, paid=True)
    announced = [at for at, _, lane in counted if lane is Lane.ANNOUNCEMENTS]
    served = [at for at, _, lane in counted if lane is Lane.SERVICE]
    assert announced[-1] == pytest.approx(2, abs=0.1)
    assert most_in_a_window(announced) <= 1000
    assert served[-1] == pytest.approx(49 / LETTERS, abs=0.1)
    assert most_in_a_window(served) <= LETTERS


def test_a_reply_waits_for_no_announcement() -> None:
    """Two thousand announcements, and two replies a second beside them."""
    counted: Counted = []
    waited: list[float] = []

    async def reply(pace: Pace, chat_id: int, at: float) -> None:
        await asyncio.sleep(at)
        began = asyncio.get_running_loop().time()
        async with pace.turn(chat_id, Lane.REPLIES):
            waited.append(asyncio.get_running_loop().time() - began)
            await asyncio.sleep(0.05)

    async def story(pace: Pace) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(everybody(pace, counted, [(chat, Lane.ANNOUNCEMENTS) for chat in range(1, 2001)]))
            for n in range(160):
                group.create_task(reply(pace, 10_000 + n, n / 2 + 0.013 * (n % 7)))

    dream(story)
    assert len(counted) == 2000
    assert max(waited) <= LETTER_EVERY


def test_order_news_waits_for_no_announcement_and_no_alert() -> None:
    """Fifty announcements and fifty alerts queue for the pace, as they do while a campaign runs."""
    counted: Counted = []

    async def story(pace: Pace) -> None:
        async with asyncio.TaskGroup() as group:
            for lane in (Lane.ANNOUNCEMENTS, Lane.ALERTS):
                group.create_task(everybody(pace, counted, [(100 * lane + chat, lane) for chat in range(1, 51)]))
            await asyncio.sleep(1.01)
            group.create_task(everybody(pace, counted, [(chat, Lane.SERVICE) for chat in range(1, 4)]))

    dream(story)
    served = [at for at, _, lane in counted if lane is Lane.SERVICE]
    assert served[0] - 1.01 <= LETTER_EVERY
    assert served[-1] - served[0] == pytest.approx(2 * LETTER_EVERY)
    last_alert = max(at for at, _, lane in counted if lane is Lane.ALERTS)
    assert sum(lane is Lane.ANNOUNCEMENTS and at < last_alert for at, _, lane in counted) <= 1
