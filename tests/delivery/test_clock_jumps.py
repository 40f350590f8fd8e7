"""A clock that was an hour ahead for a moment, and is right again."""

from datetime import timedelta

from delivery.courier import LEASE
from domain.notices import MessageState
from tests.delivery.cast import CHATS, Post, now, placed

AHEAD = timedelta(hours=1)


async def test_what_was_claimed_under_the_wrong_time_is_not_left_lying_for_an_hour(post: Post) -> None:
    await post.write((await post.person(CHATS[0]), placed(1)))
    async with post.store.begin() as tx:
        wrong = now() + AHEAD
        await tx.leases.take("courier:4242", "dead", now=wrong, until=wrong + LEASE)
        assert await tx.outbox.claim(now=wrong, lease_until=wrong + LEASE, most=10)

    async with post.on_duty():
        [line] = await post.settled()

    assert line.state is MessageState.SENT


async def test_a_lease_that_runs_as_it_should_is_respected(post: Post) -> None:
    async with post.store.begin() as tx:
        assert await tx.leases.take("duty", "ada", now=now(), until=now() + LEASE)
        assert not await tx.leases.take("duty", "ben", now=now(), until=now() + LEASE)
