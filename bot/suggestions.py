"""What else there is, for those who look; and what they like."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.browsing import Like, ShowPreferences, ShowSuggestions
from bot.pages import preferences as preference_pages
from bot.pages import suggestions as pages
from domain.customers import Customer
from services import preferences, suggestions
from services.shop import Shop
from wording.pages import Page
from wording.words import Words


async def show(_: Message | CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return pages.suggestions(await suggestions.in_chat(shop, person.id), t)


async def likes(_: CallbackQuery, callback_data: ShowPreferences, shop: Shop, person: Customer, t: Words) -> Page:
    return preference_pages.preferences(await preferences.read(shop, person.id), callback_data.page, t)


async def like(_: CallbackQuery, callback_data: Like, shop: Shop, person: Customer, t: Words) -> Page:
    found = await preferences.choose(shop, person.id, callback_data.mark, liked=callback_data.liked)
    return preference_pages.preferences(found, callback_data.page, t)


def join(chat: Router, commands: Router) -> None:
    commands.message.register(show, Command("suggestions"))
    chat.callback_query.register(show, ShowSuggestions.filter())
    chat.callback_query.register(likes, ShowPreferences.filter())
    chat.callback_query.register(like, Like.filter())
