"""Wishes about what a person has chosen for themselves."""

from bot.openers.matter import Matter, Visitor
from bot.pages import settings as pages
from domain.customers import Customer
from domain.dialogues import Topic
from services import customers, dialogues
from wording.pages import Page
from wording.words import INFORMAL


async def show(_: Matter, visitor: Visitor) -> Page:
    return _of(visitor.person, visitor)


async def address(_: Matter, visitor: Visitor) -> Page:
    if visitor.t.language not in INFORMAL:
        return _of(visitor.person, visitor)
    return pages.choose_address(visitor.person, visitor.t)


async def du(_: Matter, visitor: Visitor) -> Page:
    return await _addressed(visitor, informal=True)


async def sie(_: Matter, visitor: Visitor) -> Page:
    return await _addressed(visitor, informal=False)


async def zone(_: Matter, visitor: Visitor) -> Page:
    return pages.choose_zone(visitor.shop.policy, visitor.t)


async def zone_in_words(_: Matter, visitor: Visitor) -> Page:
    await dialogues.ask(visitor.shop, visitor.person.id, Topic.ZONE)
    return pages.write_zone(visitor.t)


async def quiet(_: Matter, visitor: Visitor) -> Page:
    return pages.choose_quiet(visitor.shop.policy, visitor.t)


async def unlink(_: Matter, visitor: Visitor) -> Page:
    """A question; without a link the settings say that there is none."""
    return pages.ask_unlink(visitor.t) if visitor.person.known_by_shop else _of(visitor.person, visitor)


async def _addressed(visitor: Visitor, *, informal: bool) -> Page:
    """At once, as it was asked for; the settings say what holds now, and lead back."""
    if visitor.t.language not in INFORMAL:
        return _of(visitor.person, visitor)
    return _of(await customers.set_address(visitor.shop, visitor.person.id, informal=informal), visitor)


def _of(person: Customer, visitor: Visitor) -> Page:
    t = visitor.catalogues.words(person.locale, person.timezone)
    return pages.settings(person, visitor.shop.policy, t)
