"""Switching a waiting order to another product: look, choose, confirm."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.backorders import card_of
from bot.callbacks import AllAlternatives, ConfirmSwitch, PickAlternative, ShowAlternatives
from bot.pages import switching as pages
from domain.actors import Who
from services import backorders, switching
from services.shop import Shop
from wording.pages import Page
from wording.words import Words


async def alternatives(_: CallbackQuery, callback_data: ShowAlternatives, shop: Shop, who: Who, t: Words) -> Page:
    order = await backorders.before_switching(shop, callback_data.backorder_id, who)
    return pages.alternatives(order, await switching.alternatives(shop, callback_data.backorder_id, who), t)


async def all_of_them(_: CallbackQuery, callback_data: AllAlternatives, shop: Shop, who: Who, t: Words) -> Page:
    order = await backorders.before_switching(shop, callback_data.backorder_id, who)
    offers = await switching.alternatives(shop, callback_data.backorder_id, who)
    return pages.alternatives(order, offers, t, most=len(offers))


async def pick(_: CallbackQuery, callback_data: PickAlternative, shop: Shop, who: Who, t: Words) -> Page:
    order = await backorders.before_switching(shop, callback_data.backorder_id, who)
    offer = await switching.offered(shop, callback_data.backorder_id, callback_data.product_id, who)
    return pages.ask_switch(order, offer, t)


async def confirm(_: CallbackQuery, callback_data: ConfirmSwitch, shop: Shop, who: Who, t: Words) -> Page:
    new = await switching.switch_in_chat(shop, callback_data.backorder_id, callback_data.product_id, who)
    return await card_of(new, shop, who, t)


def join(chat: Router, _: Router) -> None:
    chat.callback_query.register(alternatives, ShowAlternatives.filter())
    chat.callback_query.register(all_of_them, AllAlternatives.filter())
    chat.callback_query.register(pick, PickAlternative.filter())
    chat.callback_query.register(confirm, ConfirmSwitch.filter())
