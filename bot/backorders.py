"""My orders: looked at, cancelled, kept."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import (
    AskCancel,
    AskPerson,
    ChoosePickup,
    ConfirmCancel,
    GiveReason,
    KeepWaiting,
    MyOrders,
    OnOrder,
    OpenOrder,
    ShowHistory,
    ShowOrder,
)
from bot.pages import backorders as pages
from bot.pages import cancelling, history, payments, team, which
from bot.replies import Reply
from bot.turning import OrdersOf, Purpose, ShowPayments, WhichOrder
from domain.actors import Who
from domain.backorders import OPEN
from domain.customers import Customer
from domain.slips import Choice
from services import answers, backorders, conversations, pickups, products
from services.shop import Shop
from services.views import BackorderView
from wording.pages import Page
from wording.words import Words


async def orders(_: Message, shop: Shop, person: Customer, t: Words) -> Page:
    return await list_of(person, shop, 0, t)


async def turn(_: CallbackQuery, callback_data: MyOrders, shop: Shop, person: Customer, t: Words) -> Page:
    return await list_of(person, shop, callback_data.page, t)


async def show(_: CallbackQuery, callback_data: OnOrder, shop: Shop, who: Who, t: Words) -> Page:
    return await card_of(callback_data.backorder_id, shop, who, t)


async def ask_cancel(_: CallbackQuery, callback_data: AskCancel, shop: Shop, who: Who, t: Words) -> Page:
    order, owed = await backorders.before_cancelling(shop, callback_data.backorder_id, who)
    return cancelling.ask_cancel(order, owed, t)


async def cancel(_: CallbackQuery, callback_data: ConfirmCancel, shop: Shop, who: Who, t: Words) -> Page:
    return cancelling.cancelled(await backorders.cancel(shop, callback_data.backorder_id, who), t)


async def because(_: CallbackQuery, callback_data: GiveReason, shop: Shop, who: Who, t: Words) -> Page:
    return cancelling.thanks(await backorders.explain(shop, callback_data.backorder_id, callback_data.reason, who), t)


async def choose_pickup(_: CallbackQuery, callback_data: ChoosePickup, shop: Shop, who: Who, t: Words) -> Page:
    chosen = await pickups.choose(shop, callback_data.backorder_id, who, pickup=callback_data.pickup)
    return pages.card(chosen, t)


async def past(_: CallbackQuery, callback_data: ShowHistory, shop: Shop, who: Who, t: Words) -> Page:
    return history.history(await backorders.past(shop, callback_data.backorder_id, who), t)


async def keep(_: CallbackQuery, callback_data: KeepWaiting, shop: Shop, who: Who, t: Words) -> Reply:
    return Reply(pages.kept(await answers.answer(shop, callback_data.backorder_id, Choice.WAIT, who), t), spent=True)


async def ask_a_person(
    _: CallbackQuery, callback_data: AskPerson, *, shop: Shop, person: Customer, who: Who, t: Words
) -> Reply:
    found = await answers.answer(shop, callback_data.backorder_id, Choice.ASK, who)
    reception = await conversations.ask(shop, person.id)
    return Reply(team.about_an_order(found, replace(reception, fresh=True), shop.policy.contact, t), spent=True)


async def turn_of(_: CallbackQuery, callback_data: OrdersOf, shop: Shop, person: Customer, t: Words) -> Page:
    found = await mine_of(callback_data.product_id, shop, person)
    if not found:
        return pages.no_orders(person, t)
    return pages.my_orders(found, callback_data.page, t, callback_data.product_id)


async def which_order(_: CallbackQuery, callback_data: WhichOrder, shop: Shop, person: Customer, t: Words) -> Page:
    found = await mine_of(callback_data.product_id, shop, person)
    over_as_well = callback_data.purpose is Purpose.HISTORY
    choosable = [view for view in found if over_as_well or view.order.state in OPEN]
    if not choosable:
        return which.nothing_open(t)
    return which.order(callback_data.purpose, choosable, t, callback_data.page, callback_data.product_id)


async def payments_of(_: CallbackQuery, callback_data: ShowPayments, shop: Shop, person: Customer, t: Words) -> Page:
    found = await mine_of(callback_data.product_id, shop, person)
    if not found:
        return pages.no_orders(person, t)
    return payments.owed(found, t, callback_data.page, callback_data.product_id)


async def mine_of(product_id: int, shop: Shop, person: Customer) -> list[BackorderView]:
    """Orders of one product, or with 0 of any."""
    found = await backorders.of_customer(shop, person.id)
    if product_id == 0:
        return found
    sku = (await products.by_id(shop, product_id)).product.sku
    return [view for view in found if view.order.sku == sku]


async def list_of(person: Customer, shop: Shop, page: int, t: Words) -> Page:
    found = await backorders.of_customer(shop, person.id)
    return pages.my_orders(found, page, t) if found else pages.no_orders(person, t)


async def card_of(backorder_id: int, shop: Shop, who: Who, t: Words) -> Page:
    return pages.card(await backorders.read(shop, backorder_id, who), t)


def join(chat: Router, commands: Router) -> None:
    commands.message.register(orders, Command("orders"))
    chat.callback_query.register(turn, MyOrders.filter())
    chat.callback_query.register(turn_of, OrdersOf.filter())
    chat.callback_query.register(which_order, WhichOrder.filter())
    chat.callback_query.register(payments_of, ShowPayments.filter())
    chat.callback_query.register(show, ShowOrder.filter())
    chat.callback_query.register(show, OpenOrder.filter())
    chat.callback_query.register(ask_cancel, AskCancel.filter())
    chat.callback_query.register(cancel, ConfirmCancel.filter())
    chat.callback_query.register(because, GiveReason.filter())
    chat.callback_query.register(choose_pickup, ChoosePickup.filter())
    chat.callback_query.register(past, ShowHistory.filter())
    chat.callback_query.register(keep, KeepWaiting.filter())
    chat.callback_query.register(ask_a_person, AskPerson.filter())
