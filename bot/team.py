"""Talking to a person of the shop: the way there, what is said, the end, and how it was."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.anything import SENT_BY_PEOPLE
from bot.callbacks import EndConversation, RateConversation, TalkToPerson
from bot.filters import free_text, no_text
from bot.pages import team as pages
from bot.remarks import spoken_of
from bot.replies import Reply
from domain.actors import Who
from domain.backorders import OPEN
from domain.customers import Customer
from services import backorders, conversations, remarks
from services.arrivals import Visit
from services.remarks import TEXT, Spoken
from services.shop import Shop
from wording.pages import Page
from wording.words import Words


async def with_team(_: Message, visit: Visit) -> bool:
    """Passes while a person of the shop reads along."""
    return visit.with_team


async def call(message: Message, command: CommandObject, shop: Shop, person: Customer, t: Words) -> Page:
    """What stands behind the command is said at once."""
    said = Spoken(TEXT, t.escape(command.args), message.chat.id, message.message_id) if command.args else None
    return await way_to_a_person(shop, person, t, said)


async def talk(_: CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return await way_to_a_person(shop, person, t)


async def say(message: Message, shop: Shop, person: Customer, t: Words) -> Page | None:
    """The team answers; the bot only says at the beginning that it is heard."""
    reception, first = await conversations.hear(shop, person.id, spoken_of(message))
    return pages.passed_on(reception, shop.policy.contact, t) if first or reception.fresh else None


async def correct(message: Message, shop: Shop) -> None:
    await remarks.correct(shop, message.chat.id, message.message_id, spoken_of(message).html)


async def end(_: CallbackQuery, callback_data: EndConversation, shop: Shop, who: Who, t: Words) -> Page:
    return pages.ended(await conversations.end(shop, callback_data.conversation_id, who), t)


async def rate(_: CallbackQuery, callback_data: RateConversation, shop: Shop, who: Who, t: Words) -> Reply:
    await conversations.rate(shop, callback_data.conversation_id, callback_data.stars, who)
    return Reply(toast=pages.thanks(t), alert=True)


async def way_to_a_person(shop: Shop, person: Customer, t: Words, said: Spoken | None = None) -> Page:
    """Opens the conversation, and asks about which order it is where there are several things to ask about."""
    reception = await conversations.ask(shop, person.id, said)
    found = await backorders.of_customer(shop, person.id)
    return pages.way_to_a_person(reception, shop.policy.contact, [v for v in found if v.order.state in OPEN], t)


def join(chat: Router, commands: Router) -> None:
    commands.message.register(call, Command("person", "human"))
    chat.callback_query.register(talk, TalkToPerson.filter())
    chat.callback_query.register(end, EndConversation.filter())
    chat.callback_query.register(rate, RateConversation.filter())
    chat.message.register(say, free_text, with_team)
    chat.message.register(say, with_team, no_text, F.content_type.in_(SENT_BY_PEOPLE))
    chat.edited_message.register(correct)
