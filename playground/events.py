"""What happens in the chats, as it happens: server-sent events for the page and for tests.

Each event is unnamed and its data one JSON object with `type` and, for private chats, `person`:
`message` and `edit` carry `message` (the shape of `/chat`), `delete` carries `message_id`, `answer` carries `text`,
`alert`, `message_id`, `date`, `typing` carries `action`, `block` carries `blocked`, `person` carries a person's card,
`bot` says that name, description or commands changed. In groups `group` stands in the place of `person`.
`reset` means that the reader was too slow and should load again.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import msgspec

MOST_WAITING = 2000  # events kept for one slow reader
HEARTBEAT = 15.0  # seconds; proxies close silent streams

_encode = msgspec.json.Encoder().encode


class Listener:
    """One open stream: all people of a bot, or one of them."""

    def __init__(self, bot: int, person: int | None) -> None:
        self.bot = bot
        self.person = person
        self._events: asyncio.Queue[bytes | None] = asyncio.Queue(MOST_WAITING)

    def offer(self, event: bytes) -> None:
        if self._events.full():
            self._drop_all()
            event = b'data: {"type":"reset"}\n\n'
        self._events.put_nowait(event)

    def end(self) -> None:
        if self._events.full():
            self._drop_all()
        self._events.put_nowait(None)

    async def next(self) -> bytes | None:
        """The next event, a comment when nothing happened for a while, None at the end."""
        try:
            return await asyncio.wait_for(self._events.get(), HEARTBEAT)
        except TimeoutError:
            return b": still here\n\n"

    def _drop_all(self) -> None:
        while not self._events.empty():
            self._events.get_nowait()


class Events:
    """Who listens, and what they hear."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._ended = False

    def tell(self, bot: int, kind: str, person: int | None = None, **facts: Any) -> None:
        if not self._listeners:
            return
        event: dict[str, Any] = {"type": kind} | ({"person": person} if person is not None else {}) | facts
        line = b"data: " + _encode(event) + b"\n\n"
        for listener in self._listeners:
            if listener.bot == bot and (listener.person is None or listener.person == person):
                listener.offer(line)

    @property
    def heard(self) -> bool:
        """Whether anybody listens; if not, nothing needs to be worded."""
        return bool(self._listeners)

    async def stream(self, bot: int, person: int | None) -> AsyncIterator[bytes]:
        listener = Listener(bot, person)
        self._listeners.add(listener)
        try:
            yield b"retry: 1000\n\n"
            while not self._ended and (event := await listener.next()) is not None:
                yield event
        finally:
            self._listeners.discard(listener)

    def end(self) -> None:
        """End every stream, now and later: the server stops."""
        self._ended = True
        for listener in self._listeners:
            listener.end()
