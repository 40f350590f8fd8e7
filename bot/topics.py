"""The team's group: what is written in a customer's topic goes to the customer, commands apart."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog
from aiogram import BaseMiddleware, Bot, F, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import ChatMemberUpdated, Message, ReplyParameters, TelegramObject

from bot.anything import SENT_BY_PEOPLE
from bot.pages import topics as pages
from bot.remarks import by_a_member, spoken_of
from domain.refusals import ConversationClosed, Refusal
from services import canned, relays, topics
from services import remarks as written
from services.remarks import TEXT, Spoken
from services.shop import Shop
from wording.words import Catalogues, Words

log = structlog.get_logger()
Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class InTeamChat(Filter):
    async def __call__(self, event: Message | ChatMemberUpdated, shop: Shop) -> bool:
        return event.chat.id == shop.policy.team_chat


class InTopic(Filter):
    """Passes in a customer's topic, with the customer."""

    async def __call__(self, message: Message, shop: Shop) -> bool | dict[str, Any]:
        if not message.is_topic_message or message.message_thread_id is None:
            return False
        customer = await topics.customer_in(shop, message.chat.id, message.message_thread_id)
        return {"customer_id": customer} if customer is not None else False


class AnswerTopic(BaseMiddleware):
    """What a handler answers is said in the same topic; so is a no, and so is that something went wrong.

    A group hears twenty messages a minute: the answer waits for that, the next command does not.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> None:
        if not isinstance(event, Message):
            return
        t: Words = data["t"]
        try:
            said = await handler(event, data)
        except Refusal as no:
            said = pages.refused(no, t)
        except Exception:
            log.exception("a message of the team could not be handled")
            said = pages.went_wrong(t)
        if isinstance(said, str):
            data["turn"].afterwards.append(partial(_say, data["bot"], event, said))


async def _say(bot: Bot, event: Message, said: str) -> None:
    reply = ReplyParameters(message_id=event.message_id, allow_sending_without_reply=True)
    try:
        await bot.send_message(event.chat.id, said, message_thread_id=event.message_thread_id, reply_parameters=reply)
    except TelegramAPIError as error:
        log.warning("the team could not be answered", error=type(error).__name__)


async def say(message: Message, shop: Shop, customer_id: int) -> None:
    await topics.say(shop, customer_id, spoken_of(message))


async def correct(message: Message, shop: Shop, t: Words) -> str | None:
    if (message.text or "").startswith("/"):
        return pages.commands_stay(t)
    await written.correct(shop, message.chat.id, message.message_id, spoken_of(message).html)
    return None


async def say_canned(
    message: Message, command: CommandObject, *, shop: Shop, customer_id: int, catalogues: Catalogues, t: Words
) -> str:
    if not command.args:
        return pages.usage(t)
    draft = await canned.draft(shop, customer_id, command.args.strip().lower())
    text = pages.filled(draft, catalogues.words(draft.customer.locale, draft.customer.timezone))
    await topics.say(shop, customer_id, Spoken(TEXT, text, message.chat.id, message.message_id))
    return pages.sent(text, t)


async def note(message: Message, command: CommandObject, shop: Shop, customer_id: int, t: Words) -> str:
    if not command.args:
        return pages.usage(t)
    await topics.note(shop, customer_id, Spoken(TEXT, t.escape(command.args), message.chat.id, message.message_id))
    return pages.noted(t)


async def close(_: Message, shop: Shop, customer_id: int) -> None:
    await topics.close(shop, customer_id)


async def closed(_: Message, shop: Shop, customer_id: int) -> None:
    """Somebody has closed the topic itself; that means the same."""
    try:
        await topics.close(shop, customer_id)
    except ConversationClosed:
        return


async def take_back(message: Message, shop: Shop, customer_id: int, t: Words) -> str | None:
    replied = spoken_of(message).reply_to
    if replied is None:
        return pages.usage(t)
    taken = await topics.take_back(shop, customer_id, message.chat.id, replied)
    return None if taken else pages.nothing_to_take_back(t)


async def explain(_: Message, t: Words) -> str:
    return pages.usage(t)


async def ignore(_: Message) -> None:
    """What the team says among itself, and Telegram's own notes."""


async def allowed_again(_: ChatMemberUpdated, shop: Shop) -> None:
    await relays.hurry(shop)


def router() -> Router:
    """Joins first: nothing that is said in the team's group may reach the handlers of private chats."""
    router = Router(name="topics")
    for observer in (router.message, router.edited_message, router.my_chat_member):
        observer.filter(InTeamChat())
    for observer in (router.message, router.edited_message):
        observer.middleware(AnswerTopic())
    router.message.register(ignore, ~F.func(by_a_member))
    router.message.register(close, Command("close"), InTopic())
    router.message.register(note, Command("note"), InTopic())
    router.message.register(say_canned, Command("canned"), InTopic())
    router.message.register(take_back, Command("delete"), InTopic())
    router.message.register(explain, F.text.startswith("/"), InTopic())
    router.message.register(explain, Command("close", "note", "canned", "delete"))
    router.message.register(closed, F.forum_topic_closed, InTopic())
    router.message.register(say, F.text | F.content_type.in_(SENT_BY_PEOPLE), InTopic())
    router.message.register(ignore)
    router.edited_message.register(correct, F.func(by_a_member), InTopic())
    router.edited_message.register(ignore)
    router.my_chat_member.register(allowed_again)
    return router
