"""Free text: understood, and answered with the page that was wished for. The only way for text that is no command."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot import refusals
from bot.callbacks import AskAlert, AskEndAlert, Meant
from bot.choosing import meant_from
from bot.filters import free_text
from bot.hearing import Hearing
from bot.names import Names
from bot.names import opened as named
from bot.openers import doubt, goods, table
from bot.openers.matter import Matter, Visitor
from bot.openers.reading import is_bare_answer, matters_of, units_meant
from bot.pages import alerting, smalltalk
from bot.pages import wishes as pages
from bot.said import acts_of, context, read
from bot.visiting import visiting
from domain.actors import Who
from domain.customers import Customer
from domain.refusals import Refusal
from services import subscriptions
from services.arrivals import Visit
from services.shop import Shop
from wording.pages import Page
from wording.words import Words


async def heard(message: Message, *, visitor: Visitor, visit: Visit, hearing: Hearing, names: Names) -> list[Page]:
    """One page for each wish, in the order in which they were written."""
    text = message.text or ""
    last = read(visit.before.acts, visit.before.at)
    if last.question is None and is_bare_answer(text):
        return [smalltalk.answer(text, visitor.person, visitor.t)]
    if units := units_meant(text, last):
        return [await opened(units, visitor)]
    parsed = await hearing.parse(text, visitor.t.language, context(last, visitor.goods), visitor.goods.catalogue)
    if act := names.mentioned(text, parsed):
        return [await named(act, visitor, visit)]
    parsed = meant_from(parsed, last, text, visitor.goods)
    wishes = matters_of(parsed, text, last, visitor.goods)
    if not parsed.act:
        return [await doubt.answer(wishes[0], parsed.ranked, visitor)]
    return [await opened(matter, visitor) for matter in wishes]


async def opened(matter: Matter, visitor: Visitor) -> Page:
    """A no to one wish leaves the other one alone. The same question again means that a tap was missing."""
    try:
        page = await table.page_of(matter, visitor)
    except Refusal as no:
        return refusals.page(no, visitor.t)
    asked_before = matter.last.question is not None and acts_of(page) == list(matter.last.acts)
    return pages.tap_wanted(page, visitor.t) if asked_before else page


async def meant(_: CallbackQuery, callback_data: Meant, visitor: Visitor) -> Page:
    return await table.page_of(doubt.chosen(callback_data), visitor)


async def ask_alert(_: CallbackQuery, callback_data: AskAlert, shop: Shop, person: Customer, t: Words) -> Page:
    return await goods.ask_alert(callback_data.product_id, callback_data.quantity, shop, person, t)


async def ask_end(_: CallbackQuery, callback_data: AskEndAlert, shop: Shop, who: Who, t: Words) -> Page:
    return alerting.ask_end(await subscriptions.one_alert(shop, callback_data.subscription_id, who), t)


def join(chat: Router, _: Router) -> None:
    chat.message.register(heard, free_text, visiting)
    chat.callback_query.register(meant, Meant.filter(F.intent.in_(table.OPENERS)), visiting)
    chat.callback_query.register(ask_alert, AskAlert.filter())
    chat.callback_query.register(ask_end, AskEndAlert.filter())
