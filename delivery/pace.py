"""When the next message may leave: Telegram's limits, kept exactly, with people's replies going first.

A limit holds where Telegram counts, and between here and there a message takes some unknown moment. So a message
counts from the moment it may leave until one window after Telegram has *answered* it: whenever in between it was
counted over there, no window of theirs holds more than the limit. That costs a little speed (25 a second become
25 / (1 + latency)) and needs no guessed margin.
"""

import asyncio
import heapq
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from math import inf

from domain.notices import Lane

WINDOW = 1.0  # seconds; Telegram's limits are per second
OVERALL = 30  # messages within any window (Bot FAQ: "about 30 messages per second")
LETTERS = 25  # of them at most this many letters; five are kept for replies
LETTER_EVERY = WINDOW / LETTERS
PER_CHAT = 1.0  # seconds from one message to the next in one chat (Bot FAQ: "more than one message per second")
PER_GROUP = 3.0  # seconds in a group (Bot FAQ: "20 messages per minute")
LONGEST_FLIGHT = 5.0  # seconds; an unanswered message stops counting, or a few hanging ones would stop the whole bot
CHATS_REMEMBERED = 10_000  # before idle ones are forgotten


@dataclass(slots=True)
class Flight:
    """One message on its way; it counts until `counts_until`."""

    letter: bool
    counts_until: float


@dataclass(order=True, slots=True)
class Waiter:
    """Somebody who wants to send: replies first, then in the order of asking."""

    letter: bool
    number: int
    chat_id: int = field(compare=False)
    granted: asyncio.Future[Flight] = field(compare=False)


class Pace:
    """One per bot token, shared by the courier and by the bot's replies. `paced=False` lets everything through."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic, paced: bool = True) -> None:
        self.paced = paced
        self._clock = clock
        self._halted_until = -inf
        self._next_letter_at = -inf
        self._flights: list[Flight] = []
        self._chat_free_at: dict[int, float] = {}
        self._waiting: list[Waiter] = []
        self._asked = 0
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, chat_id: int, lane: Lane) -> AsyncIterator[None]:
        """Wait until one message may leave to that chat; send it inside the block, so that its answer is seen."""
        if not self.paced and self._clock() >= self._halted_until:
            yield
            return
        flight = await self._granted(chat_id, letter=lane is not Lane.REPLIES)
        try:
            yield
        finally:
            self._landed(chat_id, flight)

    def halt(self, seconds: float) -> None:
        """Nothing leaves for so long, replies included: Telegram said so (429, `retry_after`)."""
        self._halted_until = max(self._halted_until, self._clock() + seconds)
        self._serve()

    @property
    def halted_for(self) -> float:
        """Seconds until Telegram wants to hear from the bot again; 0 when it does."""
        return max(0.0, self._halted_until - self._clock())

    async def _granted(self, chat_id: int, *, letter: bool) -> Flight:
        self._asked += 1
        waiter = Waiter(letter, self._asked, chat_id, asyncio.get_running_loop().create_future())
        heapq.heappush(self._waiting, waiter)
        self._serve()
        try:
            return await waiter.granted
        except asyncio.CancelledError:
            if waiter.granted.done() and not waiter.granted.cancelled():
                self._landed(chat_id, waiter.granted.result())
            raise

    def _landed(self, chat_id: int, flight: Flight) -> None:
        now = self._clock()
        flight.counts_until = min(flight.counts_until, now + WINDOW)
        if self.paced:
            self._chat_free_at[chat_id] = now + (PER_CHAT if chat_id > 0 else PER_GROUP)
        self._serve()

    def _serve(self) -> None:
        """Let go whoever may go now, and set the clock for the next one."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if not self._waiting:
            return
        now = self._clock()
        self._flights = [flight for flight in self._flights if flight.counts_until > now]
        again_at = self._let_go(now)
        if self._waiting and again_at < inf:
            self._timer = asyncio.get_running_loop().call_later(again_at - now, self._serve)

    def _let_go(self, now: float) -> float:
        """Grant turns in order of rank; answers when it is worth looking again."""
        again_at, passed_over = inf, []
        open_at = self._open_at()
        while self._waiting:
            if (open_for_this := open_at[self._waiting[0].letter]) > now:
                again_at = min(again_at, open_for_this)
                break
            waiter = heapq.heappop(self._waiting)
            if waiter.granted.done():
                continue
            if (chat_free_at := self._chat_free_at.get(waiter.chat_id, -inf)) > now:
                again_at = min(again_at, chat_free_at)
                passed_over.append(waiter)
                continue
            waiter.granted.set_result(self._take_off(waiter, now))
            open_at = self._open_at()
        for waiter in passed_over:
            heapq.heappush(self._waiting, waiter)
        return again_at

    def _open_at(self) -> tuple[float, float]:
        """From when the bot as a whole may send one more reply, one more letter."""
        if not self.paced:
            return self._halted_until, self._halted_until
        ends = sorted(flight.counts_until for flight in self._flights)
        reply = max(self._halted_until, _room_at(ends, OVERALL))
        letter_ends = sorted(flight.counts_until for flight in self._flights if flight.letter)
        # Letters leave evenly: a burst would gain nothing, and a crash would leave all of it unsettled.
        return reply, max(reply, _room_at(letter_ends, LETTERS), self._next_letter_at)

    def _take_off(self, waiter: Waiter, now: float) -> Flight:
        flight = Flight(waiter.letter, now + LONGEST_FLIGHT + WINDOW)
        if self.paced:
            self._flights.append(flight)
            self._remember(waiter.chat_id, now + LONGEST_FLIGHT + PER_GROUP, now)
            if waiter.letter:
                # Timers are late by a little: that does not add up as long as it stays under one step.
                late = now - self._next_letter_at
                self._next_letter_at = LETTER_EVERY + (now if late > LETTER_EVERY else self._next_letter_at)
        return flight

    def _remember(self, chat_id: int, free_at: float, now: float) -> None:
        if len(self._chat_free_at) >= CHATS_REMEMBERED:
            self._chat_free_at = {chat: at for chat, at in self._chat_free_at.items() if at > now}
        self._chat_free_at[chat_id] = free_at


def _room_at(ends: list[float], most: int) -> float:
    """When fewer than `most` of the flights still count; they are given by their ends, in order."""
    return ends[len(ends) - most] if len(ends) >= most else -inf
