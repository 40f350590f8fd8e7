"""What is kept about a person: looked at, handed over, forgotten. And who the shop is."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AskForget, ConfirmForget, SendExport, ShowImprint, ShowPrivacy
from bot.pages import exports, imprint
from bot.pages import privacy as pages
from domain.customers import Customer
from services import privacy
from services.shop import Shop
from wording.pages import Page
from wording.words import Words


async def show(_: Message | CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return pages.privacy(await privacy.overview(shop, person.id), shop.policy, t)


async def export(_: Message | CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return exports.export(await privacy.everything(shop, person.id), shop.now(), t)


async def ask_forget(_: Message | CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return pages.ask_forget((await privacy.overview(shop, person.id)).remainder, shop.policy, t)


async def forget(_: CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return pages.forgotten(await privacy.forget(shop, person), shop.policy, shop.now(), t)


async def show_imprint(_: Message | CallbackQuery, shop: Shop, t: Words) -> Page:
    return imprint.imprint(shop.policy.contact, t)


def join(chat: Router, commands: Router) -> None:
    commands.message.register(show, Command("privacy"))
    commands.message.register(export, Command("export"))
    commands.message.register(ask_forget, Command("forget"))
    commands.message.register(show_imprint, Command("imprint"))
    chat.callback_query.register(show, ShowPrivacy.filter())
    chat.callback_query.register(export, SendExport.filter())
    chat.callback_query.register(ask_forget, AskForget.filter())
    chat.callback_query.register(forget, ConfirmForget.filter())
    chat.callback_query.register(show_imprint, ShowImprint.filter())
