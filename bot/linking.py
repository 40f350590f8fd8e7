"""/start, alone, with a one-time link or with a product; and the ways of a chat to its orders."""

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.types import CallbackQuery, Message

from bot.backorders import list_of
from bot.clues import Clue, own_number
from bot.joining import AskNumber, AskOrder, ShowLinking
from bot.pages import linking as pages
from bot.pages import menu
from bot.products import card_of
from domain.customers import Customer
from domain.dialogues import Topic
from domain.linking import Snag
from services import dialogues, linking
from services.linking import LINK_PREFIX, PRODUCT_PREFIX
from services.shop import Shop
from wording.pages import Page
from wording.words import Catalogues, Words

LARGEST_ID = 18  # digits; more do not fit the databases' 64 bits


async def link(_: Message, command: CommandObject, shop: Shop, person: Customer, catalogues: Catalogues) -> Page:
    return await connected(await linking.use(shop, command.args or "", person), shop, catalogues)


async def product(_: Message, command: CommandObject, shop: Shop, person: Customer, t: Words) -> Page:
    return await card_of(int((command.args or "").removeprefix(PRODUCT_PREFIX)), shop, person, t)


async def welcome(_: Message, person: Customer, t: Words) -> Page:
    return menu.welcome(person, t)


async def show(_: Message | CallbackQuery, person: Customer, t: Words) -> Page:
    return pages.already(t) if person.known_by_shop else pages.ways(t)


async def ask_number(_: CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return await number_please(pages.ask_number(t), shop, person, t)


async def shared(message: Message, shop: Shop, person: Customer, t: Words, catalogues: Catalogues) -> Page:
    """A contact, whoever's."""
    number = own_number(message)
    if number is None:
        return await number_please(pages.not_own(t), shop, person, t)
    found = await linking.by_phone(shop, number, person)
    return pages.number_snag(found, t) if isinstance(found, Snag) else await connected(found, shop, catalogues)


async def typed_number(_: Message, shop: Shop, person: Customer, t: Words) -> Page:
    return await number_please(pages.typed_number(t), shop, person, t)


async def ask_order(_: CallbackQuery, shop: Shop, person: Customer, t: Words, catalogues: Catalogues) -> Page:
    return await follow(Clue(), shop, person, t, catalogues)


async def typed(_: Message, clue: Clue, shop: Shop, person: Customer, *, t: Words, catalogues: Catalogues) -> Page:
    return await follow(clue, shop, person, t, catalogues)


async def typed_email(
    _: Message, clue: Clue, shop: Shop, person: Customer, *, t: Words, catalogues: Catalogues
) -> Page:
    if clue.email is None:
        return await email_please(pages.no_email(clue.number or "", t), clue.number, shop, person)
    return await follow(clue, shop, person, t, catalogues)


async def follow(clue: Clue, shop: Shop, person: Customer, t: Words, catalogues: Catalogues) -> Page:
    """Asks for what is missing of both; with both the chat is joined, or it is not."""
    if person.known_by_shop:
        return pages.already(t)
    if clue.number is None:
        await dialogues.ask(shop, person.id, Topic.ORDER, clue.email)
        return pages.ask_order(t)
    if clue.email is None:
        return await email_please(pages.ask_email(clue.number, t), clue.number, shop, person)
    found = await linking.by_order(shop, clue.number, clue.email, person)
    if isinstance(found, Snag):
        return pages.order_snag(found, clue.number, t)
    return await connected(found, shop, catalogues)


async def number_please(page: Page, shop: Shop, person: Customer, t: Words) -> Page:
    """The page has the keyboard that asks; it stands until something is done."""
    if person.known_by_shop:
        return pages.already(t)
    await dialogues.ask(shop, person.id, Topic.PHONE)
    return page


async def email_please(page: Page, number: str | None, shop: Shop, person: Customer) -> Page:
    await dialogues.ask(shop, person.id, Topic.EMAIL, number)
    return page


async def connected(joined: Customer, shop: Shop, catalogues: Catalogues) -> Page:
    # The shop may know another language than the chat did.
    t = catalogues.words(joined.locale, joined.timezone)
    return menu.connected(joined, await list_of(joined, shop, 0, t), t)


def join(chat: Router, commands: Router) -> None:
    commands.message.register(link, CommandStart(deep_link=True, magic=F.args.startswith(LINK_PREFIX)))
    number = F.args.regexp(rf"^{PRODUCT_PREFIX}[0-9]{{1,{LARGEST_ID}}}$")
    commands.message.register(product, CommandStart(deep_link=True, magic=number))
    commands.message.register(welcome, CommandStart())
    commands.message.register(show, Command("link"))
    chat.callback_query.register(show, ShowLinking.filter())
    chat.callback_query.register(ask_number, AskNumber.filter())
    chat.callback_query.register(ask_order, AskOrder.filter())
