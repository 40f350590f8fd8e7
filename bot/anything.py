"""The menu, help, and whatever else a person can send."""

from aiogram import F, Router
from aiogram.enums import ContentType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot import linking
from bot.callbacks import ShowHelp, ShowMenu
from bot.filters import contact
from bot.pages import menu as pages
from bot.replies import Reply
from wording.pages import Page
from wording.words import Words

SENT_BY_PEOPLE = {
    ContentType.ANIMATION,
    ContentType.AUDIO,
    ContentType.CONTACT,
    ContentType.DICE,
    ContentType.DOCUMENT,
    ContentType.GAME,
    ContentType.LOCATION,
    ContentType.PAID_MEDIA,
    ContentType.PHOTO,
    ContentType.POLL,
    ContentType.STICKER,
    ContentType.STORY,
    ContentType.VENUE,
    ContentType.VIDEO,
    ContentType.VIDEO_NOTE,
    ContentType.VOICE,
}
"""Everything else (pins, timers, wallpapers …) is Telegram's own note in the chat; nobody waits for an answer to it."""


async def show_menu(_: Message | CallbackQuery, t: Words) -> Page:
    return pages.menu_page(t)


async def show_help(_: Message | CallbackQuery, t: Words) -> Page:
    return pages.help_page(t)


async def unknown_command(_: Message, t: Words) -> Page:
    return pages.unknown_command(t)


async def only_text(_: Message, t: Words) -> Page:
    return pages.only_text(t)


async def old_button(_: CallbackQuery, t: Words) -> Reply:
    return Reply(toast=pages.old_button(t), alert=True)


def join(chat: Router, commands: Router) -> None:
    """Joins last: it takes what nobody else wanted."""
    commands.message.register(show_menu, Command("menu"))
    commands.message.register(show_help, Command("help"))
    chat.callback_query.register(show_help, ShowHelp.filter())
    chat.callback_query.register(show_menu, ShowMenu.filter())
    commands.message.register(unknown_command, F.text.startswith("/"))
    chat.message.register(linking.shared, contact)
    chat.message.register(only_text, F.content_type.in_(SENT_BY_PEOPLE))
    chat.callback_query.register(old_button)
