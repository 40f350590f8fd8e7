"""The bot as one dispatcher. Routers are made here, in a function: a module's router could join one dispatcher only."""

from typing import Any

from aiogram import Bot, Dispatcher, Router

from bot import (
    anything,
    backorders,
    consents,
    customers,
    dialogues,
    inline,
    linking,
    names,
    privacy,
    products,
    recalls,
    settings,
    subscriptions,
    suggestions,
    switching,
    team,
    topics,
    wishes,
)
from bot.catalogue import Assortment
from bot.chats import Chats
from bot.filters import a_command
from bot.hearing import Hearing
from bot.introduction import introduce
from bot.middlewares import AnswerMessage, AnswerPress, Apologising, Known, Once
from bot.names import Names
from bot.newest import Newest
from bot.polling import ALLOWED_UPDATES, poll, readable
from bot.putaway import PutAway
from bot.session import make_bot
from services.shop import Shop
from wording.words import Catalogues

__all__ = ["ALLOWED_UPDATES", "build", "feed", "introduce", "make_bot", "poll"]


# The order counts for messages: names of pages, typed answers, talks with the team, free text, the rest.
ROOMS = (
    linking,
    customers,
    settings,
    privacy,
    names,
    dialogues,
    team,
    consents,
    subscriptions,
    backorders,
    switching,
    recalls,
    inline,
    products,
    suggestions,
    wishes,
    anything,
)


def build(shop: Shop, *, catalogues: Catalogues, hearing: Hearing | None = None) -> Dispatcher:
    dispatcher = Dispatcher(
        disable_fsm=True,
        shop=shop,
        catalogues=catalogues,
        names=Names.of(catalogues),
        assortment=Assortment(shop),
        hearing=hearing or Hearing(),
        chats=Chats(),
    )
    newest = Newest(shop)
    dispatcher.update.outer_middleware(Apologising(catalogues, newest))
    dispatcher.update.outer_middleware(Once(shop, dispatcher["chats"]))
    for observer in (dispatcher.message, dispatcher.edited_message, dispatcher.callback_query):
        observer.outer_middleware(Known(shop, catalogues))
    dispatcher.message.middleware(AnswerMessage(newest))
    dispatcher.callback_query.middleware(AnswerPress(newest))
    for observer in (dispatcher.message, dispatcher.callback_query):
        observer.middleware(PutAway(newest))
    dispatcher.include_routers(topics.router(), *private_chats())
    return dispatcher


def private_chats() -> tuple[Router, Router]:
    """Two routers for all rooms: each more would be asked about every message, and a text is no command."""
    commands, chat = Router(name="commands"), Router(name="chat")
    commands.message.filter(a_command)
    for room in ROOMS:
        room.join(chat, commands)
    return commands, chat


async def feed(dispatcher: Dispatcher, bot: Bot, raw: dict[str, Any]) -> None:
    """One update from the webhook; when this returns it has been handled, or cannot be."""
    update = readable(raw, bot)
    if update is not None:
        await dispatcher.feed_update(bot, update)
