"""Recalls: read, and said so."""

from aiogram import Router
from aiogram.types import CallbackQuery

from bot.callbacks import Acknowledge
from bot.replies import Reply
from domain.customers import Customer
from services import recalls
from services.shop import Shop
from wording.words import Words


async def acknowledge(_: CallbackQuery, callback_data: Acknowledge, shop: Shop, person: Customer, t: Words) -> Reply:
    await recalls.acknowledge(shop, callback_data.recall_id, person.id)
    return Reply(toast=t.plain("Thank you for letting us know."), alert=True, spent=True)


def join(chat: Router, _: Router) -> None:
    chat.callback_query.register(acknowledge, Acknowledge.filter())
