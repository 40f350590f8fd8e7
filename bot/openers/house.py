"""Wishes about everything else: people, language, privacy, announcements, and a friendly word."""

from bot import linking
from bot.clues import Clue
from bot.introduction import introduce_in_chat
from bot.openers.matter import Matter, Visitor
from bot.openers.meant import clue_of, named, orders_of
from bot.pages import backorders, exports, house, imprint, menu, smalltalk, team
from bot.pages import consents as consent_pages
from bot.pages import linking as linking_pages
from bot.pages import privacy as privacy_pages
from domain.backorders import OPEN
from domain.texts import LANGUAGES
from services import consents, conversations, customers
from services import privacy as privacy_of
from services.remarks import TEXT, Spoken
from wording.pages import Page


async def person(matter: Matter, visitor: Visitor) -> Page:
    """The team reads what was written; about the order that was named, or whatever it is about."""
    mine = [view for view in await orders_of(visitor) if view.order.state in OPEN]
    spoken = Spoken(TEXT, visitor.t.escape(matter.text)) if matter.text else None
    reception = await conversations.ask(visitor.shop, visitor.person.id, spoken)
    meant = named(matter, mine, visitor) or mine
    return team.way_to_a_person(reception, visitor.shop.policy.contact, meant, visitor.t)


async def language(matter: Matter, visitor: Visitor) -> Page:
    """The one that was asked for, at once: whoever reads the other one would not find the button."""
    if matter.language not in LANGUAGES:
        return menu.choose_language(visitor.t)
    speaker = await customers.set_language(visitor.shop, visitor.person.id, matter.language)
    t = visitor.catalogues.words(speaker.locale, speaker.timezone)
    await introduce_in_chat(visitor.bot, speaker.chat_id or 0, t)
    return menu.language_chosen(t)


async def link(matter: Matter, visitor: Visitor) -> Page:
    """With what was said of an order; one's own is shown."""
    if found := named(matter, await orders_of(visitor), visitor):
        return backorders.my_orders(found, 0, visitor.t)
    clue = clue_of(matter)
    if clue == Clue():
        return linking_pages.already(visitor.t) if visitor.person.known_by_shop else linking_pages.ways(visitor.t)
    return await linking.follow(clue, visitor.shop, visitor.person, visitor.t, visitor.catalogues)


async def privacy(_: Matter, visitor: Visitor) -> Page:
    found = await privacy_of.overview(visitor.shop, visitor.person.id)
    return privacy_pages.privacy(found, visitor.shop.policy, visitor.t)


async def export(_: Matter, visitor: Visitor) -> Page:
    return exports.export(await privacy_of.everything(visitor.shop, visitor.person.id), visitor.shop.now(), visitor.t)


async def forget(_: Matter, visitor: Visitor) -> Page:
    """A question."""
    found = await privacy_of.overview(visitor.shop, visitor.person.id)
    return privacy_pages.ask_forget(found.remainder, visitor.shop.policy, visitor.t)


async def announcements(_: Matter, visitor: Visitor) -> Page:
    """Whether the shop may send them; a yes and a no are taps."""
    return consent_pages.announcements(await consents.marketing(visitor.shop, visitor.person.id), visitor.t)


async def discount(_: Matter, visitor: Visitor) -> Page:
    return house.discount(visitor.t)


async def who(_: Matter, visitor: Visitor) -> Page:
    return imprint.imprint(visitor.shop.policy.contact, visitor.t)


async def everything(_: Matter, visitor: Visitor) -> Page:
    return menu.menu_page(visitor.t)


async def advice(_: Matter, visitor: Visitor) -> Page:
    return menu.help_page(visitor.t)


async def number(_: Matter, visitor: Visitor) -> Page:
    page = linking_pages.ask_number(visitor.t)
    return await linking.number_please(page, visitor.shop, visitor.person, visitor.t)


async def order_and_email(_: Matter, visitor: Visitor) -> Page:
    return await linking.follow(Clue(), visitor.shop, visitor.person, visitor.t, visitor.catalogues)


async def talk(matter: Matter, visitor: Visitor) -> Page:
    return smalltalk.answer(matter.text, visitor.person, visitor.t)
