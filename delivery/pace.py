"""When the next message may leave: Telegram's limits, kept exactly, with people's replies going first.

A limit holds where Telegram counts, and between here and there a message takes some unknown moment. So a message
counts from the moment it may leave until one window after Telegram has *answered* it: whenever in between it was
counted over there, no window of theirs holds more than the limit. That costs a little speed (25 a second become
25 / (1 + latency)) and needs no guessed margin. Where Telegram asks for patience all the same, the tempo is
lowered for a while (`domain/tempo.py`).
"""

import asyncio
import heapq
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from math import inf

from domain.notices import Lane
from domain.tempo import Tempo

WINDOW = 1.0  # seconds; Telegram's limits are per second
OVERALL = 30  # messages within any window (Bot FAQ: "about 30 messages per second")
LETTERS = 25  # of them at most this many letters; five are kept for replies
LETTER_EVERY = WINDOW / LETTERS
PAID_EVERY = 0.00111  # seconds; paid broadcasts may have 1000 a second (Bot API: allow_paid_broadcast), 900 are used
PER_CHAT = 1.0  # seconds from one message to the next in one chat (Bot FAQ: "more than one message per second")
PER_GROUP = 3.0  # seconds in a group (Bot FAQ: "20 messages per minute")
LONGEST_FLIGHT = 5.0  # seconds; an unanswered message stops counting, or a few hanging ones would stop the whole bot
ONE_SILENCE = 5.0  # seconds; a halt that follows another so closely is the same one
CHATS_REMEMBERED = 10_000  # before idle ones are forgotten


class Rank(IntEnum):
    """Whose limits count. What is paid for has limits of its own and is in nobody's way."""

    REPLY = 0
    LETTER = 1
    PAID = 2


@dataclass(slots=True)
class Flight:
    """One message on its way; it counts until `counts_until`."""

    rank: Rank
    counts_until: float


@dataclass(order=True, slots=True)
class Waiter:
    """Somebody who wants to send: first lanes first, then in the order of asking."""

    rank: Rank
    lane: Lane
    number: int
    chat_id: int | None = field(compare=False)
    granted: asyncio.Future[Flight] = field(compare=False)


class Pace:
    """One per bot token, shared by the courier and by the bot's replies. `paced=False` lets everything through.

    `paid`: announcements are paid for, leave up to 900 times a second, and do not count among the others.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, paced: bool = True, paid: bool = False) -> None:
        self.paced = paced
        self.paid = paid
        self._clock = clock
        self._halted_until = -inf
        self._halted_since = -inf
        self._next_at = {Rank.LETTER: -inf, Rank.PAID: -inf}
        self._tempo = Tempo()
        self._flights: list[Flight] = []
        self._chat_free_at: dict[int, float] = {}
        self._waiting: dict[Rank, list[Waiter]] = {rank: [] for rank in Rank}
        self._asked = 0
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, chat_id: int | None, lane: Lane) -> AsyncIterator[None]:
        """Wait until one message may leave to that chat; send it inside the block, so that its answer is seen.

        None: it changes a message that stands there already, and takes no turn from those that the chat still gets.
        """
        if not self.paced and self._clock() >= self._halted_until:
            yield
            return
        flight = await self._granted(chat_id, lane)
        try:
            yield
        finally:
            self._landed(chat_id, flight)

    def halt(self, seconds: float, *, too_fast: bool = False) -> None:
        """Nothing leaves for so long, replies included; where it was too fast (429), a slower tempo follows."""
        now = self._clock()
        if now - self._halted_until > ONE_SILENCE:
            self._halted_since = now
        self._halted_until = max(self._halted_until, now + seconds)
        if too_fast:
            self._tempo = self._tempo.lowered(now)
        self._serve()

    @property
    def tempo(self) -> float:
        """The share of the full tempo that is kept now: 1 unless Telegram has asked for patience of late."""
        return self._tempo.at(self._clock())

    @property
    def used(self) -> float:
        """How much of what the bot may send within a second is taken, from 0 to 1."""
        now = self._clock()
        return sum(flight.counts_until > now for flight in self._flights) / OVERALL

    def _rank(self, lane: Lane) -> Rank:
        if lane is Lane.REPLIES:
            return Rank.REPLY
        return Rank.PAID if self.paid and lane is Lane.ANNOUNCEMENTS else Rank.LETTER

    @property
    def halted_for(self) -> float:
        """Seconds until Telegram wants to hear from the bot again; 0 when it does."""
        return max(0.0, self._halted_until - self._clock())

    @property
    def silent_for(self) -> float:
        """Seconds for which the bot has been halted, again and again if need be; 0 when it is not."""
        return self._clock() - self._halted_since if self.halted_for else 0.0

    async def _granted(self, chat_id: int | None, lane: Lane) -> Flight:
        self._asked += 1
        rank = self._rank(lane)
        waiter = Waiter(rank, lane, self._asked, chat_id, asyncio.get_running_loop().create_future())
        heapq.heappush(self._waiting[rank], waiter)
        self._serve()
        try:
            return await waiter.granted
        except asyncio.CancelledError:
            if waiter.granted.done() and not waiter.granted.cancelled():
                self._landed(chat_id, waiter.granted.result())
            raise

    def _landed(self, chat_id: int | None, flight: Flight) -> None:
        now = self._clock()
        flight.counts_until = min(flight.counts_until, now + WINDOW)
        if self.paced and chat_id is not None:
            self._chat_free_at[chat_id] = now + (PER_CHAT if chat_id > 0 else PER_GROUP)
        self._serve()

    def _serve(self) -> None:
        """Let go whoever may go now, and set the clock for the next one."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not any(self._waiting.values()):
            return
        now = self._clock()
        self._flights = [flight for flight in self._flights if flight.counts_until > now]
        again_at = min(self._let_go(rank, now) for rank in Rank)
        if again_at < inf:
            self._timer = asyncio.get_running_loop().call_later(again_at - now, self._serve)

    def _let_go(self, rank: Rank, now: float) -> float:
        """Grant turns, first lanes first; answers when it is worth looking again, `inf` where nobody waits."""
        again_at, passed_over, waiting = inf, [], self._waiting[rank]
        while waiting:
            if (open_at := self._open_at(rank, now)) > now:
                again_at = min(again_at, open_at)
                break
            waiter = heapq.heappop(waiting)
            if waiter.granted.done():
                continue
            if waiter.chat_id and (chat_free_at := self._chat_free_at.get(waiter.chat_id, -inf)) > now:
                again_at = min(again_at, chat_free_at)
                passed_over.append(waiter)
                continue
            waiter.granted.set_result(self._take_off(waiter, now))
        for waiter in passed_over:
            heapq.heappush(waiting, waiter)
        return again_at

    def _open_at(self, rank: Rank, now: float) -> float:
        """From when the bot as a whole may send one more of that rank."""
        if not self.paced:
            return self._halted_until
        if rank is Rank.PAID:
            return max(self._halted_until, self._next_at[rank])
        tempo = self._tempo.at(now)
        ends = sorted(flight.counts_until for flight in self._flights)
        open_at = max(self._halted_until, _room_at(ends, max(1, int(OVERALL * tempo))))
        if rank is Rank.REPLY:
            return open_at
        letter_ends = sorted(flight.counts_until for flight in self._flights if flight.rank is Rank.LETTER)
        # Letters leave evenly: a burst would gain nothing, and a crash would leave all of it unsettled.
        return max(open_at, _room_at(letter_ends, max(1, int(LETTERS * tempo))), self._next_at[rank])

    def _take_off(self, waiter: Waiter, now: float) -> Flight:
        flight = Flight(waiter.rank, now + LONGEST_FLIGHT + WINDOW)
        if self.paced:
            if waiter.rank is not Rank.PAID:
                self._flights.append(flight)
            if waiter.chat_id is not None:
                self._remember(waiter.chat_id, now + LONGEST_FLIGHT + PER_GROUP, now)
            if waiter.rank in self._next_at:
                every = PAID_EVERY if waiter.rank is Rank.PAID else LETTER_EVERY / self._tempo.at(now)
                # Timers are late by a little: that does not add up as long as it stays under one step.
                late = now - self._next_at[waiter.rank]
                self._next_at[waiter.rank] = every + (now if late > every else self._next_at[waiter.rank])
        return flight

    def _remember(self, chat_id: int, free_at: float, now: float) -> None:
        if len(self._chat_free_at) >= CHATS_REMEMBERED:
            self._chat_free_at = {chat: at for chat, at in self._chat_free_at.items() if at > now}
        self._chat_free_at[chat_id] = free_at


def _room_at(ends: list[float], most: int) -> float:
    """When fewer than `most` of the flights still count; they are given by their ends, in order."""
    return ends[len(ends) - most] if len(ends) >= most else -inf
