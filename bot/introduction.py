"""How the bot introduces itself in Telegram's apps, in each language; English for readers of any other."""

from collections.abc import Awaitable

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.types import BotCommand, BotCommandScopeChat

from domain.texts import LANGUAGES
from wording.words import Catalogues, Words

log = structlog.get_logger()


async def introduce(bot: Bot, catalogues: Catalogues) -> None:
    """Sets what differs from what stands already: Telegram allows few such changes a day.

    A server that lacks one of these methods is no reason not to start.
    """
    for tag in (None, *LANGUAGES[1:]):
        t = catalogues.words(tag)
        for step in (name, description, short_description, commands):
            await _tolerant(step(bot, t, tag), step.__name__)


async def introduce_in_chat(bot: Bot, chat_id: int, t: Words) -> None:
    """The menu of commands in the language a person has chosen here, whatever their app is set to."""
    scope = BotCommandScopeChat(chat_id=chat_id)
    await _tolerant(bot.set_my_commands(_commands(t), scope=scope), "commands in chat")


async def name(bot: Bot, t: Words, tag: str | None) -> None:
    wanted = t.plain("Nachschub: your orders")
    if (await bot.get_my_name(language_code=tag)).name != wanted:
        await bot.set_my_name(wanted, language_code=tag)


async def description(bot: Bot, t: Words, tag: str | None) -> None:
    wanted = t.plain(
        "See when your order comes and where you stand in line, cancel it or switch to another product, and be told "
        "when something is back in stock."
    )
    if (await bot.get_my_description(language_code=tag)).description != wanted:
        await bot.set_my_description(wanted, language_code=tag)


async def short_description(bot: Bot, t: Words, tag: str | None) -> None:
    wanted = t.plain("Dates, places in line and restock alerts for your orders.")
    if (await bot.get_my_short_description(language_code=tag)).short_description != wanted:
        await bot.set_my_short_description(wanted, language_code=tag)


async def commands(bot: Bot, t: Words, tag: str | None) -> None:
    if await bot.get_my_commands(language_code=tag) != _commands(t):
        await bot.set_my_commands(_commands(t), language_code=tag)


def _commands(t: Words) -> list[BotCommand]:
    return [
        BotCommand(command="orders", description=t.plain("My orders")),
        BotCommand(command="link", description=t.plain("Connect my order")),
        BotCommand(command="find", description=t.plain("Find a product")),
        BotCommand(command="suggestions", description=t.plain("What else is in stock")),
        BotCommand(command="alerts", description=t.plain("My alerts")),
        BotCommand(command="alternatives", description=t.plain("Take another product instead")),
        BotCommand(command="announcements", description=t.plain("Announcements: yes or no")),
        BotCommand(command="settings", description=t.plain("Settings")),
        BotCommand(command="privacy", description=t.plain("My data")),
        BotCommand(command="person", description=t.plain("Talk to a person")),
        BotCommand(command="help", description=t.plain("Help")),
        BotCommand(command="menu", description=t.plain("Menu")),
    ]


async def _tolerant(step: Awaitable[object], name: str) -> None:
    try:
        await step
    except AiogramError as error:
        log.warning("introduction incomplete", step=name, error=type(error).__name__)
