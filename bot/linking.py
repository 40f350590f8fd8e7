"""/start: alone, with a one-time link, or with a product."""

from aiogram import F, Router
from aiogram.filters import CommandObject, CommandStart
from aiogram.types import Message

from bot.backorders import list_of
from bot.pages import menu as pages
from bot.products import card_of
from domain.customers import Customer
from services import linking
from services.linking import LINK_PREFIX, PRODUCT_PREFIX
from services.shop import Shop
from wording.pages import Page
from wording.words import Catalogues, Words

LARGEST_ID = 18  # digits; more do not fit the databases' 64 bits


async def link(_: Message, command: CommandObject, shop: Shop, person: Customer, catalogues: Catalogues) -> Page:
    joined = await linking.use(shop, command.args or "", person)
    # The shop may know another language than the chat did.
    t = catalogues.words(joined.locale, joined.timezone)
    return pages.connected(joined, await list_of(joined, shop, 0, t), t)


async def product(_: Message, command: CommandObject, shop: Shop, person: Customer, t: Words) -> Page:
    return await card_of(int((command.args or "").removeprefix(PRODUCT_PREFIX)), shop, person, t)


async def welcome(_: Message, person: Customer, t: Words) -> Page:
    return pages.welcome(person, t)


def router() -> Router:
    router = Router(name="linking")
    router.message.register(link, CommandStart(deep_link=True, magic=F.args.startswith(LINK_PREFIX)))
    number = F.args.regexp(rf"^{PRODUCT_PREFIX}[0-9]{{1,{LARGEST_ID}}}$")
    router.message.register(product, CommandStart(deep_link=True, magic=number))
    router.message.register(welcome, CommandStart())
    return router
