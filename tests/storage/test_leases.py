"""One process at a time: taken, renewed, given back, and taken over from somebody who has gone."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf

from storage.leases import Watch
from storage.store import Store

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)
SPAN = timedelta(seconds=8)


@dataclass
class Ticks:
    """Seconds that nobody can set."""

    at: float = 100.0

    def __call__(self) -> float:
        return self.at


async def looks(store: Store, watch: Watch, wall: datetime) -> bool:
    """One look of a process whose clock on the wall says so."""
    async with store.begin() as tx:
        return await watch.take(tx.leases, wall + watch.span) > -inf


async def test_it_is_renewed_and_given_back(store: Store) -> None:
    ada, ben = Watch("post", "ada", SPAN), Watch("post", "ben", SPAN)
    assert await looks(store, ada, NOON)
    assert not await looks(store, ben, NOON)
    assert await looks(store, ada, NOON + timedelta(seconds=2))

    async with store.begin() as tx:
        await tx.leases.give_back("post", "ada")

    assert await looks(store, ben, NOON)


async def test_it_ends_with_its_span_by_the_holders_own_clock(store: Store) -> None:
    ticks = Ticks()
    async with store.begin() as tx:
        assert await Watch("post", "ada", SPAN, ticks).take(tx.leases, NOON + SPAN) == ticks.at + SPAN.total_seconds()


async def test_who_has_gone_is_followed_once_nothing_has_moved_for_the_whole_span(store: Store) -> None:
    ticks = Ticks()
    ben = Watch("post", "ben", SPAN, ticks)
    assert await looks(store, Watch("post", "ada", SPAN), NOON)

    assert not await looks(store, ben, NOON)
    ticks.at += SPAN.total_seconds() - 0.1
    assert not await looks(store, ben, NOON)
    ticks.at += 0.1
    assert await looks(store, ben, NOON)


async def test_a_clock_that_is_wrong_takes_nothing_away(store: Store) -> None:
    ticks = Ticks()
    ada, ben = Watch("post", "ada", SPAN), Watch("post", "ben", SPAN, ticks)
    for second in range(20):
        assert await looks(store, ada, NOON + timedelta(seconds=second))
        ticks.at += 1.0
        assert not await looks(store, ben, NOON + timedelta(hours=1))


async def test_of_two_who_wait_one_follows(store: Store) -> None:
    ticks = Ticks()
    ben, eve = Watch("post", "ben", SPAN, ticks), Watch("post", "eve", SPAN, ticks)
    assert await looks(store, Watch("post", "ada", SPAN), NOON)
    assert [await looks(store, ben, NOON), await looks(store, eve, NOON)] == [False, False]

    ticks.at += SPAN.total_seconds()

    assert [await looks(store, ben, NOON), await looks(store, eve, NOON)] == [True, False]
