"""What happens around every handler: once, by whom, in which language, and an answer in any case."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot
from aiogram.dispatcher.middlewares.user_context import EVENT_CONTEXT_KEY, EventContext
from aiogram.enums import ChatType
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.types import CallbackQuery, Chat, Message, TelegramObject, Update, User

from bot import apologies, refusals
from bot.callbacks import ELSEWHERE, HERE
from bot.chats import Chats
from bot.newest import Newest
from bot.replies import Reply, redraw, send, settle, take_away
from bot.said import Turn
from domain.actors import Who
from domain.backorders import Actor
from domain.refusals import Refusal
from services import arrivals
from services.shop import Shop
from services.updates import Notebook
from wording.pages import Page
from wording.words import Catalogues

UNREACHABLE = (
    ClientDecodeError,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramServerError,
    TelegramRetryAfter,
)
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
log = structlog.get_logger()


class Apologising(BaseMiddleware):
    """Whatever goes wrong is written down with its trace, and the person is not left without an answer."""

    def __init__(self, catalogues: Catalogues, newest: Newest) -> None:
        self._catalogues = catalogues
        self._newest = newest

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        try:
            return await handler(event, data)
        except UNREACHABLE as error:
            # The bot is blocked, or Telegram is out of reach: there is no way to apologise.
            log.warning("reply not delivered", error=type(error).__name__)
            await self._end_press(event)
        except Exception:
            log.exception("an update could not be handled")
            await self._say_sorry(event, data)
        return None

    async def _say_sorry(self, event: TelegramObject, data: dict[str, Any]) -> None:
        context: EventContext = data[EVENT_CONTEXT_KEY]
        update = event if isinstance(event, Update) else None
        if update is None or context.chat is None or context.chat.type != ChatType.PRIVATE:
            return
        user = context.user
        t = data.get("t") or self._catalogues.words(user.language_code if user else None)
        try:
            if update.callback_query is not None:
                await settle(update.callback_query, apologies.short(t), alert=True)
            elif update.message is not None:
                await send(data["bot"], context.chat.id, apologies.page(t), self._newest)
        except TelegramAPIError as error:
            log.warning("apology not delivered", error=type(error).__name__)

    async def _end_press(self, event: TelegramObject) -> None:
        if isinstance(event, Update) and event.callback_query is not None:
            with suppress(TelegramAPIError):
                await settle(event.callback_query, None)


class Once(BaseMiddleware):
    """An update is handled once, and one chat's updates one after another, in the order they came.

    What is to be said `afterwards` waits for nobody's turn but Telegram's: what was done is done by then.
    """

    def __init__(self, shop: Shop, chats: Chats) -> None:
        self._shop = shop
        self._notebook = Notebook(shop)
        self._chats = chats

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not isinstance(event, Update):
            return await handler(event, data)
        bot: Bot = data["bot"]
        chat: Chat | None = data[EVENT_CONTEXT_KEY].chat
        async with self._chats.turn(chat.id if chat else 0):
            arrival = await arrivals.look(self._shop, chat.id if chat else 0, bot.id, event.update_id)
            if arrival.handled:
                return None
            data["arrival"], turn = arrival, Turn(arrival.chat_id)
            data["turn"] = turn
            answer = await handler(event, data)
            await self._notebook.note(bot.id, event.update_id, turn.said(), turn.drawn)
        for say in turn.afterwards:
            await say()
        return answer


class Known(BaseMiddleware):
    """Who is it, and which language do they read. The bot is silent in groups, but for the team's own."""

    def __init__(self, shop: Shop, catalogues: Catalogues) -> None:
        self._shop = shop
        self._catalogues = catalogues

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        context: EventContext = data[EVENT_CONTEXT_KEY]
        user: User | None = context.user
        if context.chat is not None and context.chat.id == self._shop.policy.team_chat:
            data["t"] = self._catalogues.words(self._shop.policy.team_language)
            return None if isinstance(event, CallbackQuery) else await handler(event, data)
        if context.chat is None or context.chat.type != ChatType.PRIVATE or user is None:
            return None
        if isinstance(event, Message) and event.via_bot is not None and event.via_bot.id == data["bot"].id:
            return None  # a card that somebody shares: our own words, and no question
        visit = await arrivals.meet(self._shop, data["arrival"], user.language_code)
        person = visit.person
        data["visit"], data["person"], data["asked"] = visit, person, visit.asked
        data["who"] = Who(Actor.CUSTOMER, person.id)
        data["t"] = self._catalogues.words(person.locale, person.timezone)
        if isinstance(event, CallbackQuery):
            data["here"] = (event.data or "").endswith(HERE)
            event = event.model_copy(update={"data": (event.data or "").removesuffix(HERE)})
        return await handler(event, data)


class AnswerMessage(BaseMiddleware):
    """The page that a handler answers becomes a message, and each of several its own; a no is one too."""

    def __init__(self, newest: Newest) -> None:
        self._newest = newest

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
        if not isinstance(event, Message):
            return
        self._newest.note(event.chat.id, event.message_id)
        try:
            found = await handler(event, data)
        except Refusal as no:
            found = refusals.page(no, data["t"])
        for page in found if isinstance(found, list) else [found]:
            if isinstance(page, Page):
                drawn = await send(data["bot"], event.chat.id, page, self._newest)
                data["turn"].shows(page, drawn)


class AnswerPress(BaseMiddleware):
    """A press is always answered. The page behind it replaces the bot's own page, or comes at the chat's end."""

    def __init__(self, newest: Newest) -> None:
        self._newest = newest

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
        if not isinstance(event, CallbackQuery):
            return
        try:
            found = await handler(event, data)
        except Refusal as no:
            found = await refusals.reply(no, data)
        reply = Reply(found) if isinstance(found, Page) else found
        if reply.spent and not data["here"]:
            await take_away(event)
        changed = reply.page is None or await self._shown(event, reply.page, data)
        toast = reply.toast or (None if changed else data["t"].plain("Nothing has changed."))
        await settle(event, toast, alert=reply.alert)

    async def _shown(self, press: CallbackQuery, page: Page, data: dict[str, Any]) -> bool:
        turn: Turn = data["turn"]
        if data["here"] and await self._stays(press, data):
            drawn, changed = await redraw(data["bot"], press, page, self._newest)
            turn.shows(page, drawn, again=True)
            return changed
        turn.shows(page, await send(data["bot"], press.from_user.id, page, self._newest))
        return True

    async def _stays(self, press: CallbackQuery, data: dict[str, Any]) -> bool:
        """A card changes where it stands. What leads elsewhere would go unseen above newer messages."""
        return not isinstance(data.get("callback_data"), ELSEWHERE) or await self._newest.is_last(press, data["person"])
