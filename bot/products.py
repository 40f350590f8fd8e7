"""Products, found by name or by link."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, Message

from bot.callbacks import FindProduct, ShowProduct
from bot.pages import products as pages
from domain.customers import Customer
from services import products, subscriptions
from services.shop import Shop
from wording.pages import Page
from wording.words import Words

MOST_FOUND = 8
"""Products offered at once: as many buttons as a phone shows without scrolling."""


async def find(_: Message, command: CommandObject, shop: Shop, person: Customer, t: Words) -> Page:
    return await looked_up(command.args or "", shop, person, t)


async def ask(_: CallbackQuery | Message, t: Words) -> Page:
    return pages.ask_for_product(t)


async def show(_: CallbackQuery, callback_data: ShowProduct, shop: Shop, person: Customer, t: Words) -> Page:
    return await card_of(callback_data.product_id, shop, person, t)


async def looked_up(text: str, shop: Shop, person: Customer, t: Words) -> Page:
    found = await products.search(shop, text, MOST_FOUND)
    if len(found) == 1:
        return await card_of(found[0].id, shop, person, t)
    return pages.found(found, text, t)


async def card_of(product_id: int, shop: Shop, person: Customer, t: Words) -> Page:
    product = await products.by_id(shop, product_id)
    return pages.card(product, await subscriptions.on_product(shop, person.id, product.product.sku), t)


def join(chat: Router, commands: Router) -> None:
    commands.message.register(find, Command("find", "search", magic=F.args))
    commands.message.register(ask, Command("find", "search"))
    chat.callback_query.register(ask, FindProduct.filter())
    chat.callback_query.register(show, ShowProduct.filter())
