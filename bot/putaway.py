"""The keyboard that asks for a number goes with whatever its reader does next."""

from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.middlewares.user_context import EVENT_CONTEXT_KEY
from aiogram.types import Message, TelegramObject

from bot.clues import own_number, typed_number
from bot.joining import AskNumber
from bot.middlewares import Handler
from bot.newest import Newest
from bot.pages import linking as pages
from bot.replies import send
from domain.dialogues import Topic


class PutAway(BaseMiddleware):
    """A message of its own takes it away: one with buttons under it cannot."""

    def __init__(self, newest: Newest) -> None:
        self._newest = newest

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        asked = data.get("asked")
        if asked is not None and asked.topic is Topic.PHONE and not await asks_again(event, data):
            given = isinstance(event, Message) and event.contact is not None
            page = pages.thanks_for_number(data["t"]) if given else pages.without_number(data["t"])
            await send(data["bot"], data[EVENT_CONTEXT_KEY].chat.id, page, self._newest)
        return await handler(event, data)


async def asks_again(event: TelegramObject, data: dict[str, Any]) -> bool:
    """Whether the answer brings the same keyboard anew."""
    if isinstance(event, Message):
        return await typed_number(event) or (event.contact is not None and own_number(event) is None)
    return isinstance(data.get("callback_data"), AskNumber)
