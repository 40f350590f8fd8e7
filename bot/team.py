"""The way to a person of the shop."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import TalkToPerson
from bot.pages import team as pages
from domain.backorders import OPEN
from domain.customers import Customer
from services import backorders
from services.shop import Shop
from wording.pages import Page
from wording.words import Words


async def talk(_: Message | CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return await way_to_a_person(shop, person, t)


async def way_to_a_person(shop: Shop, person: Customer, t: Words) -> Page:
    found = await backorders.of_customer(shop, person.id)
    return pages.way_to_a_person([view for view in found if view.order.state in OPEN], t)


def router() -> Router:
    router = Router(name="team")
    router.message.register(talk, Command("person"))
    router.callback_query.register(talk, TalkToPerson.filter())
    return router
