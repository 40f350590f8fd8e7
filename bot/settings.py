"""A person's settings: language, form of address, zone, quiet hours, announcements, and the link to the shop."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.callbacks import ChooseAddress, ChooseQuiet, ChooseZone, KeepQuiet, LiveIn, SayDu, ShowSettings, WriteZone
from bot.joining import AskUnlink, ConfirmUnlink
from bot.pages import settings as pages
from bot.replies import Reply
from domain.customers import Customer
from domain.dialogues import Topic
from domain.policy import NEVER_QUIET, hours_of
from services import customers, dialogues, linking
from services.shop import Shop
from wording.pages import Page
from wording.places import zones_called
from wording.words import Catalogues, Words


async def show(_: Message | CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return pages.settings(person, shop.policy, t)


async def choose_address(_: CallbackQuery, person: Customer, t: Words) -> Page:
    return pages.choose_address(person, t)


async def say_du(_: CallbackQuery, callback_data: SayDu, shop: Shop, person: Customer, catalogues: Catalogues) -> Page:
    addressed = await customers.set_address(shop, person.id, informal=callback_data.informal)
    return pages.settings(addressed, shop.policy, catalogues.words(addressed.locale, addressed.timezone))


async def choose_zone(_: CallbackQuery, shop: Shop, t: Words) -> Page:
    return pages.choose_zone(shop.policy, t)


async def live_in(
    _: CallbackQuery, callback_data: LiveIn, shop: Shop, person: Customer, catalogues: Catalogues
) -> Page:
    return await moved_to(callback_data.zone, shop, person, catalogues)


async def write_zone(_: CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    await dialogues.ask(shop, person.id, Topic.ZONE)
    return pages.write_zone(t)


async def typed_zone(message: Message, shop: Shop, person: Customer, t: Words, catalogues: Catalogues) -> Page:
    found = zones_called(message.text or "")
    if len(found) == 1:
        return await moved_to(found[0], shop, person, catalogues)
    return pages.zones(found, t) if found else pages.unknown_place(t)


async def moved_to(zone: str, shop: Shop, person: Customer, catalogues: Catalogues) -> Page:
    moved = await customers.set_timezone(shop, person.id, zone)
    return pages.settings(moved, shop.policy, catalogues.words(moved.locale, moved.timezone))


async def choose_quiet(_: CallbackQuery, shop: Shop, t: Words) -> Page:
    return pages.choose_quiet(shop.policy, t)


async def keep_quiet(_: CallbackQuery, callback_data: KeepQuiet, shop: Shop, person: Customer, t: Words) -> Page:
    changed = await customers.set_quiet_hours(shop, person.id, own_hours(callback_data.hours))
    return pages.settings(changed, shop.policy, t)


def own_hours(chosen: str) -> str | None:
    """What a button carries, as it is kept."""
    if not chosen or chosen == NEVER_QUIET:
        return chosen or None
    return hours_of(chosen).written


async def ask_unlink(_: CallbackQuery, shop: Shop, person: Customer, t: Words) -> Page:
    return pages.ask_unlink(t) if person.known_by_shop else pages.settings(person, shop.policy, t)


async def unlink(_: CallbackQuery, shop: Shop, person: Customer, t: Words) -> Reply:
    parted = await linking.unlink(shop, person.id)
    return Reply(pages.unlinked(t) if person.known_by_shop else pages.settings(parted, shop.policy, t))


def join(chat: Router, commands: Router) -> None:
    commands.message.register(show, Command("settings"))
    chat.callback_query.register(show, ShowSettings.filter())
    chat.callback_query.register(choose_address, ChooseAddress.filter())
    chat.callback_query.register(say_du, SayDu.filter())
    chat.callback_query.register(choose_zone, ChooseZone.filter())
    chat.callback_query.register(live_in, LiveIn.filter())
    chat.callback_query.register(write_zone, WriteZone.filter())
    chat.callback_query.register(choose_quiet, ChooseQuiet.filter())
    chat.callback_query.register(keep_quiet, KeepQuiet.filter())
    chat.callback_query.register(ask_unlink, AskUnlink.filter())
    chat.callback_query.register(unlink, ConfirmUnlink.filter())
