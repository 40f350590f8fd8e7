"""A person's own settings, and whether they let the bot in."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import KICKED, MEMBER, ChatMemberUpdatedFilter, Command
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.callbacks import ChooseLanguage, SpeakLanguage
from bot.introduction import introduce_in_chat
from bot.pages import menu as pages
from domain.customers import Customer
from domain.texts import LANGUAGES
from services import customers
from services.shop import Shop
from wording.pages import Page
from wording.words import Catalogues, Words


async def choose_language(_: Message | CallbackQuery, t: Words) -> Page:
    return pages.choose_language(t)


async def speak(
    press: CallbackQuery,
    callback_data: SpeakLanguage,
    *,
    bot: Bot,
    shop: Shop,
    person: Customer,
    catalogues: Catalogues,
) -> Page:
    speaker = await customers.set_language(shop, person.id, callback_data.code)
    t = catalogues.words(speaker.locale, speaker.timezone)
    await introduce_in_chat(bot, press.from_user.id, t)
    return pages.language_chosen(t)


async def blocked(event: ChatMemberUpdated, shop: Shop) -> None:
    await customers.set_blocked(shop, event.chat.id, blocked=True)


async def unblocked(event: ChatMemberUpdated, shop: Shop) -> None:
    await customers.set_blocked(shop, event.chat.id, blocked=False)


def join(chat: Router, commands: Router) -> None:
    private = F.chat.type == ChatType.PRIVATE
    chat.my_chat_member.register(blocked, private, ChatMemberUpdatedFilter(KICKED))
    chat.my_chat_member.register(unblocked, private, ChatMemberUpdatedFilter(MEMBER))
    commands.message.register(choose_language, Command("language"))
    chat.callback_query.register(choose_language, ChooseLanguage.filter())
    chat.callback_query.register(speak, SpeakLanguage.filter(F.code.in_(LANGUAGES)))
