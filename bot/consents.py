"""Announcements: asked for, agreed to, stopped."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import AgreeToAnnouncements, DeclineAnnouncements, ShowAnnouncements, StopAnnouncements
from bot.pages import consents as pages
from bot.replies import Reply
from domain.customers import Customer
from services import consents
from services.shop import Shop
from wording.announcements import no_more
from wording.pages import Page
from wording.words import Catalogues, Words


async def show(_: Message | CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return pages.announcements(await consents.marketing(shop, person.id), t)


async def agree(
    _: CallbackQuery,
    callback_data: AgreeToAnnouncements,
    *,
    shop: Shop,
    person: Customer,
    t: Words,
    catalogues: Catalogues,
) -> Reply:
    read = pages.question_read(callback_data.asked, (t, *catalogues.every()))
    if read is None:
        return Reply(pages.question(t), t.plain("We ask in other words now. Please answer once more."))
    said = await consents.say(shop, person.id, given=True, wording=read.wording, language=read.language)
    return Reply(pages.announcements(said, t), t.plain("Thank you!"))


async def decline(_: CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    said = await consents.say(shop, person.id, given=False, wording=pages.asked(t), language=t.language)
    return pages.announcements(said, t)


async def stop(_: CallbackQuery, callback_data: StopAnnouncements, shop: Shop, person: Customer, t: Words) -> Reply:
    under, read = callback_data.broadcast_id or None, no_more(t)
    said = await consents.say(shop, person.id, given=False, wording=read, language=t.language, broadcast_id=under)
    return Reply(pages.announcements(said, t), t.plain("You get no more announcements."), spent=True)


def join(chat: Router, commands: Router) -> None:
    commands.message.register(show, Command("announcements"))
    chat.callback_query.register(show, ShowAnnouncements.filter())
    chat.callback_query.register(agree, AgreeToAnnouncements.filter())
    chat.callback_query.register(decline, DeclineAnnouncements.filter())
    chat.callback_query.register(stop, StopAnnouncements.filter())
