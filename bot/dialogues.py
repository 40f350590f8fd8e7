"""Answers that are typed: what somebody writes after the bot has asked them for it."""

from aiogram import Router
from aiogram.filters import Filter
from aiogram.types import Message

from bot import linking, settings
from bot.clues import Clues, typed_number
from bot.filters import contact, free_text
from bot.pages.linking import no_thanks
from domain.dialogues import Dialogue, Topic
from wording.words import Words


class Answers(Filter):
    """Passes where the message is the answer to a question about `topic`."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic

    async def __call__(self, _: Message, asked: Dialogue | None = None) -> bool:
        return asked is not None and asked.topic is self._topic


class NoThanks(Filter):
    """Passes for the key that shares nothing."""

    async def __call__(self, message: Message, t: Words) -> bool:
        return message.text == no_thanks(t)


def join(chat: Router, _: Router) -> None:
    """Joins before everything that reads free text. Commands are no answers."""
    chat.message.register(settings.typed_zone, free_text, Answers(Topic.ZONE))
    chat.message.register(linking.shared, Answers(Topic.PHONE), contact)
    chat.message.register(linking.show, free_text, Answers(Topic.PHONE), NoThanks())
    chat.message.register(linking.typed_number, free_text, Answers(Topic.PHONE), typed_number)
    chat.message.register(linking.typed, free_text, Clues(Topic.ORDER))
    chat.message.register(linking.typed_email, free_text, Clues(Topic.EMAIL))
