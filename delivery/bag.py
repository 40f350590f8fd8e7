"""The letters in a courier's hands: one person is visited by one at a time, and reads in the order of writing."""

import asyncio
import heapq
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.notices import Lane
from storage.outbox import Posted
from wording.words import Words


@dataclass(frozen=True, slots=True)
class Errand:
    """A claimed letter, the chat it goes to, and its reader's words as of the moment it was claimed."""

    letter: Posted
    chat_id: int
    words: Words


class Bag:
    def __init__(self) -> None:
        self.waiting = 0
        self.held: dict[int, Posted] = {}
        """Every letter whose fate is open, by id: waiting here, or on its way."""
        self._rounds: dict[int, deque[Errand]] = {}
        self._visited: set[int] = set()
        # One entry per letter: lane, letter, person. An entry may outlive its letter; `_foremost` throws it away then.
        self._order: list[tuple[Lane, int, int]] = []
        self._filled = asyncio.Event()
        self._closed = False

    def put(self, errands: Iterable[Errand]) -> None:
        for errand in sorted(errands, key=lambda errand: errand.letter.id):
            letter = errand.letter
            self.held[letter.id] = letter
            self.waiting += 1
            self._rounds.setdefault(letter.customer_id, deque()).append(errand)
            heapq.heappush(self._order, (letter.lane, letter.id, letter.customer_id))
        self._filled.set()

    async def take(self, last_lane: Lane = Lane.ANNOUNCEMENTS) -> Errand | None:
        """The next letter to set out with, of that lane or an earlier one, first lanes first.

        None once the bag is closed.
        """
        while not self._closed:
            foremost = self._foremost()
            if foremost and foremost[0] <= last_lane:
                person = heapq.heappop(self._order)[2]
                self._visited.add(person)
                self.waiting -= 1
                return self._rounds[person].popleft()
            self._filled.clear()
            await self._filled.wait()
        return None

    def back(self, errand: Errand) -> None:
        """Its fate is known; the person may be visited again."""
        person = errand.letter.customer_id
        self.held.pop(errand.letter.id, None)
        self._visited.discard(person)
        rest = self._rounds.get(person)
        if not rest:
            self._rounds.pop(person, None)
            return
        lane = min(one.letter.lane for one in rest)
        heapq.heappush(self._order, (lane, rest[0].letter.id, person))
        self._filled.set()

    def give_up_on(self, person: int) -> Sequence[Posted]:
        """Take out what still waits for a person who cannot be reached now."""
        rest = [errand.letter for errand in self._rounds.pop(person, ())]
        self.waiting -= len(rest)
        for letter in rest:
            self.held.pop(letter.id, None)
        return rest

    def close(self) -> None:
        """Hand out nothing more."""
        self._closed = True
        self._filled.set()

    def _foremost(self) -> tuple[Lane, int, int] | None:
        while self._order:
            person = self._order[0][2]
            if self._rounds.get(person) and person not in self._visited:
                return self._order[0]
            heapq.heappop(self._order)
        return None
