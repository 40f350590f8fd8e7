"""Chats that something is happening in: one thing after another."""

import asyncio
from weakref import WeakValueDictionary


class Chats:
    """Of this process. Who changes a message in a chat holds its turn, so that no two answers cross."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    def turn(self, chat_id: int) -> asyncio.Lock:
        return self._locks.setdefault(chat_id, asyncio.Lock())
