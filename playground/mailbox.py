"""The updates that wait for a bot: in order, numbered, on disk until the bot has confirmed them."""

import asyncio
from collections import defaultdict
from collections.abc import Callable
from itertools import islice
from typing import Any, NamedTuple

import msgspec

from playground.journal import Journal

MOST_WAITING = 100_000  # updates; the oldest go first, as Telegram forgets them after a day

_encode = msgspec.json.Encoder().encode


class Update(NamedTuple):
    id: int
    lane: int
    body: bytes


class Mailbox:
    """Numbers grow by one and are never used twice, not after a restart either."""

    def __init__(self, bot: int, journal: Journal) -> None:
        self._bot = bot
        self._journal = journal
        self._waiting: dict[int, Update] = {}
        self._lanes: dict[int, dict[int, Update]] = defaultdict(dict)
        self.last = max((last for (last,) in journal.read("SELECT last FROM counted WHERE bot = ?", bot)), default=0)
        self._news: asyncio.Future[None] | None = None
        self.arrived: Callable[[int], None] | None = None
        for number, lane, body in journal.read("SELECT id, lane, body FROM pending WHERE bot = ? ORDER BY id", bot):
            self._keep(Update(number, lane, body))

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def lanes(self) -> list[int]:
        return list(self._lanes)

    def put(self, lane: int, kind: str, content: Any) -> None:
        """Queue an update; `lane` is the chat whose order it must keep."""
        update = Update(self.last + 1, lane, _encode({"update_id": self.last + 1, kind: content}))
        self._keep(update)
        self._journal.write(
            "INSERT INTO pending (bot, id, lane, body) VALUES (?, ?, ?, ?)", self._bot, update.id, lane, update.body
        )
        if len(self._waiting) > MOST_WAITING:
            self.done(next(iter(self._waiting.values())))
        self.wake()
        if self.arrived:
            self.arrived(lane)

    def first(self, lane: int) -> Update | None:
        return next(iter(self._lanes.get(lane, {}).values()), None)

    def done(self, update: Update) -> None:
        """One update was delivered."""
        self._forget(update)
        self._journal.write("DELETE FROM pending WHERE bot = ? AND id = ?", self._bot, update.id)
        self._count()

    def confirm(self, offset: int) -> None:
        """Forget what lies before the offset; a negative one keeps that many from the end."""
        if offset < 0:
            offset = next(islice(reversed(self._waiting), -offset - 1, None), 0)
        gone = self._before(offset)
        for update in gone:
            self._forget(update)
        if gone:
            self._journal.write("DELETE FROM pending WHERE bot = ? AND id < ?", self._bot, offset)
            self._count()

    def drop(self) -> None:
        self._waiting.clear()
        self._lanes.clear()
        self._journal.write("DELETE FROM pending WHERE bot = ?", self._bot)
        self._count()

    def batch(self, limit: int) -> list[Update]:
        return list(islice(self._waiting.values(), limit))

    async def news(self, seconds: float) -> None:
        """Return when something arrives, when woken, or after so many seconds."""
        self._news = asyncio.get_running_loop().create_future()
        news = self._news
        try:
            await asyncio.wait_for(asyncio.shield(news), seconds)
        except TimeoutError:
            pass
        finally:
            if self._news is news:
                self._news = None

    def wake(self) -> None:
        if self._news and not self._news.done():
            self._news.set_result(None)

    def interrupt(self, error: Exception) -> None:
        """End a waiting poll with an error."""
        if self._news and not self._news.done():
            self._news.set_exception(error)
        self._news = None

    def _count(self) -> None:
        """Keep the last number where forgotten updates cannot tell it any more."""
        self._journal.write("INSERT OR REPLACE INTO counted (bot, last) VALUES (?, ?)", self._bot, self.last)

    def _before(self, offset: int) -> list[Update]:
        before = []
        for update in self._waiting.values():
            if update.id >= offset:
                break
            before.append(update)
        return before

    def _keep(self, update: Update) -> None:
        self._waiting[update.id] = update
        self._lanes[update.lane][update.id] = update
        self.last = max(self.last, update.id)

    def _forget(self, update: Update) -> None:
        self._waiting.pop(update.id, None)
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.pop(update.id, None)
            if not lane:
                del self._lanes[update.lane]
