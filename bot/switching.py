"""Switching a waiting order to another product: look, choose, confirm."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.backorders import card_of
from bot.callbacks import AllAlternatives, ConfirmSwitch, PickAlternative, ShowAlternatives
from bot.pages import backorders as order_pages
from bot.pages import switching as pages
from bot.pages import which
from bot.turning import Purpose
from domain.actors import Who
from domain.backorders import OPEN
from domain.customers import Customer
from services import backorders, switching
from services.shop import Shop
from wording.pages import Page
from wording.words import Words


async def command(_: Message, shop: Shop, person: Customer, who: Who, t: Words) -> Page:
    """Of the only order that waits; of several it is asked which one is meant."""
    mine = await backorders.of_customer(shop, person.id)
    still_open = [view for view in mine if view.order.state in OPEN]
    if len(still_open) == 1:
        return await alternatives_of(still_open[0].order.id, shop, who, t)
    if still_open:
        return which.order(Purpose.SWITCH, still_open, t)
    return which.nothing_open(t) if mine else order_pages.no_orders(person, t)


async def alternatives(_: CallbackQuery, callback_data: ShowAlternatives, shop: Shop, who: Who, t: Words) -> Page:
    return await alternatives_of(callback_data.backorder_id, shop, who, t)


async def alternatives_of(backorder_id: int, shop: Shop, who: Who, t: Words) -> Page:
    order = await backorders.before_switching(shop, backorder_id, who)
    return pages.alternatives(order, await switching.alternatives(shop, backorder_id, who), t)


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


def join(chat: Router, commands: Router) -> None:
    commands.message.register(command, Command("alternatives"))
    chat.callback_query.register(alternatives, ShowAlternatives.filter())
    chat.callback_query.register(all_of_them, AllAlternatives.filter())
    chat.callback_query.register(pick, PickAlternative.filter())
    chat.callback_query.register(confirm, ConfirmSwitch.filter())
