"""Answers that are typed: what somebody writes after the bot has asked them for it."""

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot import settings
from bot.filters import free_text
from domain.dialogues import Dialogue, Topic


class Answers(Filter):
    """Passes where the message is the answer to a question about `topic`."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic

    async def __call__(self, _: Message, asked: Dialogue | None = None) -> bool:
        return asked is not None and asked.topic is self._topic


def router() -> Router:
    """Joins before everything that reads free text. Commands are no answers."""
    router = Router(name="dialogues")
    router.message.register(settings.typed_zone, free_text, Answers(Topic.ZONE))
    return router
