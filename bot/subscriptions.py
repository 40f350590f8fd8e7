"""Restock alerts: seen, set, stopped, passed on."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import EndAlert, KeepAlert, MyAlerts, OpenAlert, PassOn, SetAlert, SignUp, WantUnits
from bot.pages import alerting
from bot.pages import subscriptions as pages
from bot.replies import Reply
from bot.turning import WhichAlert
from domain.actors import Who
from domain.customers import Customer
from services import products, subscriptions
from services.shop import Shop
from wording.pages import Page
from wording.words import Words


async def alerts(_: Message, shop: Shop, person: Customer, t: Words) -> Page:
    return pages.my_alerts(await subscriptions.alerts(shop, person.id), 0, t)


async def turn(_: CallbackQuery, callback_data: MyAlerts, shop: Shop, person: Customer, t: Words) -> Page:
    return pages.my_alerts(await subscriptions.alerts(shop, person.id), callback_data.page, t)


async def which_to_end(_: CallbackQuery, callback_data: WhichAlert, shop: Shop, person: Customer, t: Words) -> Page:
    mine = await subscriptions.alerts(shop, person.id)
    return alerting.which_to_end(mine, callback_data.page, t) if mine else pages.my_alerts(mine, 0, t)


async def show(_: CallbackQuery, callback_data: OpenAlert, shop: Shop, who: Who, t: Words) -> Page:
    alert = (await subscriptions.one_alert(shop, callback_data.subscription_id, who)).subscription
    return pages.one(alert, await products.read(shop, alert.sku), t)


async def sign_up(_: CallbackQuery, callback_data: SetAlert, shop: Shop, person: Customer, t: Words) -> Page:
    alert, fresh = await subscriptions.sign_up_in_chat(shop, person.id, callback_data.product_id)
    return pages.signed_up(alert, await products.by_id(shop, callback_data.product_id), t, fresh=fresh)


async def want(_: CallbackQuery, callback_data: WantUnits, shop: Shop, who: Who, t: Words) -> Page:
    alert = await subscriptions.want(shop, callback_data.subscription_id, callback_data.quantity, who)
    return pages.signed_up(alert, await products.read(shop, alert.sku), t, fresh=True)


async def keep(_: CallbackQuery, callback_data: KeepAlert, shop: Shop, who: Who, t: Words) -> Reply:
    alert = await subscriptions.keep(shop, callback_data.subscription_id, who)
    return Reply(pages.kept(alert, await products.read(shop, alert.sku), t), spent=True)


async def sign_up_for(_: CallbackQuery, callback_data: SignUp, shop: Shop, person: Customer, t: Words) -> Page:
    """For several units, all of them or none."""
    units = callback_data.quantity
    alert, fresh = await subscriptions.sign_up_in_chat(shop, person.id, callback_data.product_id, units)
    return pages.signed_up(alert, await products.by_id(shop, callback_data.product_id), t, fresh=fresh)


async def sign_off(
    _: CallbackQuery, callback_data: EndAlert, shop: Shop, person: Customer, who: Who, t: Words
) -> Reply:
    await subscriptions.sign_off(shop, callback_data.subscription_id, who)
    left = await subscriptions.alerts(shop, person.id)
    return Reply(pages.my_alerts(left, 0, t), t.plain("This alert is stopped."))


async def pass_on(_: CallbackQuery, callback_data: PassOn, shop: Shop, who: Who, t: Words) -> Reply:
    await subscriptions.pass_on(shop, callback_data.subscription_id, who)
    return Reply(pages.passed_on(t), spent=True)


def join(chat: Router, commands: Router) -> None:
    commands.message.register(alerts, Command("alerts"))
    chat.callback_query.register(turn, MyAlerts.filter())
    chat.callback_query.register(which_to_end, WhichAlert.filter())
    chat.callback_query.register(show, OpenAlert.filter())
    chat.callback_query.register(sign_up, SetAlert.filter())
    chat.callback_query.register(want, WantUnits.filter())
    chat.callback_query.register(keep, KeepAlert.filter())
    chat.callback_query.register(sign_up_for, SignUp.filter())
    chat.callback_query.register(sign_off, EndAlert.filter())
    chat.callback_query.register(pass_on, PassOn.filter())
