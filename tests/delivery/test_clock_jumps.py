"""A clock that is set while the post goes on: nothing comes twice, nothing is left lying."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from delivery.courier import LEASE
from delivery.pace import Pace
from domain.notices import MessageState
from tests.delivery.cast import CHATS, Post, Telegram, now, placed, until

AHEAD = timedelta(hours=1)
SHORT = timedelta(seconds=2)
EACH = 4
"""Letters to each person: so many take some seconds."""


@dataclass
class Wall:
    """The clock on the wall."""

    wrong_by: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return now() + self.wrong_by


async def test_what_was_claimed_under_the_wrong_time_is_not_left_lying_for_an_hour(post: Post) -> None:
    await post.write((await post.person(CHATS[0]), placed(1)))
    async with post.store.begin() as tx:
        wrong = now() + AHEAD
        assert await tx.outbox.claim(now=wrong, lease_until=wrong + LEASE, most=10)

    async with post.on_duty():
        [line] = await post.settled()

    assert line.state is MessageState.SENT


async def test_a_clock_that_is_set_in_the_middle_brings_nothing_twice(post: Post, telegram: Telegram) -> None:
    """Forward, what is in the courier's hands would be due again at once; back, it would be so in an hour."""
    wall = Wall()
    people = [await post.person(chat) for chat in CHATS]
    await post.write(*((person, placed(n)) for n in range(EACH) for person in people))
    total = EACH * len(people)

    async with post.on_duty(post.courier(pace=Pace(), lease=SHORT, now=wall)):
        for carried, wrong_by in ((total // 4, AHEAD), (total // 2, timedelta(0))):
            await until(sent_more_than(post, carried), 30)
            wall.wrong_by = wrong_by
        lines = await post.settled(60)

    assert {line.state for line in lines} == {MessageState.SENT}
    assert [len(await telegram.orders_read(chat)) for chat in CHATS] == [EACH] * len(CHATS)


def sent_more_than(post: Post, count: int) -> Callable[[], Awaitable[bool]]:
    async def so_many() -> bool:
        return (await post.states()).count("sent") >= count

    return so_many
