"""The courier's books: the lease on the bot, the leases on its letters, and what became of each."""

import asyncio
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

import structlog

from delivery.fates import Fate, released
from delivery.steady import Steady
from delivery.verdict import LONGEST_BACKOFF, trouble
from domain.notices import MessageState
from storage.leases import Watch
from storage.outbox import Posted, Settled
from storage.store import Store, Tx

log = structlog.get_logger()

RENEWALS_PER_LEASE = 4
BATCH_EVERY = 0.05  # seconds at Telegram's pace: a crash repeats a letter or two, and not each costs a transaction
HURRIED_BATCH_EVERY = 0.1  # seconds without a pace: a hundred letters share one transaction
MOST_OPEN = 400  # sent and not yet settled; with more, nothing leaves until the books have caught up
ENOUGH = 200  # of them for a batch: while it is written, the rest of the room is for more
NEVER_ARRIVES = frozenset({MessageState.DROPPED, MessageState.FAILED})
AFTER_FAILURE = 0.5  # seconds until a database that failed is tried again


@dataclass(frozen=True, slots=True)
class Farewell:
    """A letter that may go once only, and whether the books say that it may leave now."""

    letter: Posted
    may_leave: asyncio.Future[bool]


class Clerk:
    """`name` is what may be done by one process only, `owner` names this one.

    `now` is the time that letters are claimed by. Where the wall clock was set, it follows together with the leases of
    all letters in hand: they would be claimed twice, or lie for as long as the jump was.
    """

    def __init__(
        self,
        store: Store,
        *,
        name: str,
        owner: str,
        lease: timedelta,
        now: Callable[[], datetime],
        clock: Callable[[], float],
        batch_every: float = BATCH_EVERY,
    ) -> None:
        self._store = store
        self._watch = Watch(name, owner, lease, clock)
        self.lease = lease
        self.now = Steady(now, clock)
        self.same_time = asyncio.Lock()
        """Held while letters are claimed, and while the time changes."""
        self._clock = clock
        self._batch_every = batch_every
        self._lease_ends = -inf
        self._fates: list[Fate] = []
        self._farewells: list[Farewell] = []
        self._open = 0
        self.behind = False
        """Whether the last try to write failed: what is sent now might be sent again by the next courier."""
        self._noted = asyncio.Event()
        self._caught_up = asyncio.Event()
        self._last_noted = asyncio.Event()

    @property
    def holds_lease(self) -> bool:
        return self._clock() < self._lease_ends

    def lease_until(self) -> datetime:
        return self.now() + self.lease

    async def take_lease(self) -> bool:
        self.now.follow()
        await self._write(tuple)
        if self.holds_lease:
            async with self._store.begin() as tx:
                interrupted = await tx.outbox.mark_interrupted()
                await self._free_strays(tx, self.now())
            if interrupted:
                log.error("alarm", alarm="outcomes_unknown", letters=interrupted)
        return self.holds_lease

    def note(self, fates: Iterable[Fate]) -> None:
        """Remember what became of letters; it is written down in the next batch."""
        new = list(fates)
        self._fates += new
        self._open += len(new)
        self._noted.set()
        if self._open >= ENOUGH:
            self._last_noted.set()

    async def may_leave(self, letter: Posted) -> bool:
        """Write down that a letter leaves, before it does: after a crash nobody sends it again without being asked.

        False where it must not leave any more. Whoever asks meanwhile shares the next transaction.
        """
        farewell = Farewell(letter, asyncio.get_running_loop().create_future())
        self._farewells.append(farewell)
        self._noted.set()
        self._last_noted.set()
        return await farewell.may_leave

    def that_was_the_last(self) -> None:
        """Nothing is under way: what is noted need not wait for company."""
        self._last_noted.set()

    async def keeping_up(self) -> None:
        """Wait while too many letters are sent and not settled, or none can be: a crash would repeat those."""
        while self.behind or self._open >= MOST_OPEN:
            self._caught_up.clear()
            await self._caught_up.wait()

    async def keep_books(self, held: Callable[[], Collection[Posted]], settled: Callable[[], None]) -> None:
        """Settle what is noted and renew every lease in time; returns when the lease is lost.

        `settled` is called after each batch: a letter may have waited for its elder.
        """
        every = self.lease.total_seconds() / RENEWALS_PER_LEASE
        renew_at = self._clock() + every
        while self.holds_lease:
            await self._something_noted(renew_at - self._clock())
            renewing = self._clock() >= renew_at
            if await self._written(held if renewing else None):
                renew_at = self._clock() + every if renewing else renew_at
                settled()
                await self._rest()
            else:
                await asyncio.sleep(AFTER_FAILURE)

    async def close(self, unsent: Iterable[Posted]) -> None:
        """Settle the last, let go what nobody set out with, and give the lease back."""
        self.note(released(letter) for letter in unsent)
        await self._write(None)
        async with self._store.begin() as tx:
            await tx.leases.give_back(self._watch.name, self._watch.owner)
        self._lease_ends = -inf

    async def _something_noted(self, most: float) -> None:
        try:
            async with asyncio.timeout(max(0.0, most)):
                await self._noted.wait()
        except TimeoutError:
            return

    async def _rest(self) -> None:
        """Let a batch gather, unless there is one already or nothing more will come."""
        if self._farewells or self._open >= ENOUGH:
            return
        self._last_noted.clear()
        try:
            async with asyncio.timeout(self._batch_every):
                await self._last_noted.wait()
        except TimeoutError:
            return

    async def _written(self, held: Callable[[], Collection[Posted]] | None) -> bool:
        try:
            await self._write(held)
        except Exception as error:  # noqa: BLE001 - whatever the database says, the books are kept and tried again
            log.warning("books_not_written", **trouble(error))
            self.behind = True
            return False
        return True

    async def _write(self, held: Callable[[], Collection[Posted]] | None) -> None:
        """What is noted; with `held`, every lease is renewed as well, by the right time."""
        if held is None or (jump := self.now.jump) is None:
            await self._write_by(self.now(), held, jumped=False)
            return
        log.warning("clock_jumped", seconds=round(jump.total_seconds()))
        async with self.same_time:
            await self._write_by(self.now.wall(), held, jumped=True)
            self.now.follow()

    async def _write_by(self, now: datetime, held: Callable[[], Collection[Posted]] | None, *, jumped: bool) -> None:
        renewing = None if held is None else held()
        fates, self._fates = self._fates, []
        farewells = [one for one in self._farewells if not one.may_leave.done()]
        self._farewells = []
        self._noted.clear()
        if not fates and not farewells and renewing is None:
            return
        lease_ends = self._lease_ends
        try:
            async with self._store.begin() as tx:
                if renewing is not None:
                    lease_ends = await self._watch.take(tx.leases, now + self.lease)
                renewals = [_renewal(letter, now + self.lease) for letter in renewing or ()]
                await tx.outbox.settle([fate.settled for fate in fates] + renewals, now)
                await _learn(tx, fates, now)
                leaving = await tx.outbox.mark_leaving([one.letter for one in farewells], now)
                if jumped:
                    await self._free_strays(tx, now)
        except BaseException:
            self._fates = fates + self._fates
            self._farewells = farewells + self._farewells
            self._noted.set()
            raise
        self._lease_ends, self.behind = lease_ends, False
        self._open -= len(fates)
        self._caught_up.set()
        for one in farewells:
            if not one.may_leave.done():
                one.may_leave.set_result(one.letter.id in leaving)

    async def _free_strays(self, tx: Tx, now: datetime) -> None:
        if strays := await tx.outbox.free_strays(now, LONGEST_BACKOFF + self.lease):
            log.warning("letters_freed", letters=strays)


def _renewal(letter: Posted, until: datetime) -> Settled:
    return Settled(letter.id, letter.attempt, MessageState.DUE, due_at=until, renews=True)


async def _learn(tx: Tx, fates: Iterable[Fate], now: datetime) -> None:
    lost = []
    await tx.withdrawals.of_unread([fate.settled.id for fate in fates if fate.settled.state is MessageState.DROPPED])
    for fate in fates:
        if fate.blocked is not None:
            await tx.customers.set_blocked(fate.blocked, blocked=True)
            await tx.relays.note_blocked(fate.blocked, now, blocked=True)
        elif fate.settled.state in NEVER_ARRIVES:
            lost.append(fate.settled.id)
        if fate.moved is not None:
            await tx.customers.move_chat(*fate.moved)
    await tx.attempts.add([fate.tried for fate in fates if fate.tried is not None])
    await tx.relays.note_undelivered(lost, now)
