"""Wishes about orders: which order is meant, and its page."""

from collections.abc import Callable, Sequence

from bot.mentions import mentions
from bot.openers.matter import Matter, Visitor
from bot.pages import backorders as pages
from bot.pages import cancelling, payments, switching, which
from domain.backorders import OPEN
from domain.slips import Choice
from services import answers, backorders
from services import switching as switches
from services.views import BackorderView
from understanding.figures import order_number
from wording.pages import Page


async def show(matter: Matter, visitor: Visitor) -> Page:
    """The order that was named, or all of them."""
    mine = await of(visitor)
    found = named(matter, mine, visitor) or ([] if matter.numbers else mine)
    return pages.my_orders(found, 0, visitor.t) if found else unknown(matter, mine, visitor)


async def cancel(matter: Matter, visitor: Visitor) -> Page:
    found = meant(matter, mine := await of(visitor), visitor)
    if len(found) != 1:
        return which.to_cancel(found, visitor.t) if found else unknown(matter, mine, visitor)
    order, owed = await backorders.before_cancelling(visitor.shop, found[0].order.id, visitor.who)
    return cancelling.ask_cancel(order, owed, visitor.t)


async def switch(matter: Matter, visitor: Visitor) -> Page:
    """Where the other product was named, too, and may be had: the question whether to take it."""
    found = meant(matter, mine := await of(visitor), visitor)
    if len(found) != 1:
        return which.to_switch(found, visitor.t) if found else unknown(matter, mine, visitor)
    order = await backorders.before_switching(visitor.shop, found[0].order.id, visitor.who)
    offers = await switches.alternatives(visitor.shop, order.order.id, visitor.who)
    wanted = {number for variants in matter.products for number in variants}
    chosen = [offer for offer in offers if offer.product_id in wanted and not offer.dearer]
    if len(chosen) == 1:
        return switching.ask_switch(order, chosen[0], visitor.t)
    return switching.alternatives(order, offers, visitor.t)


async def keep(matter: Matter, visitor: Visitor) -> Page:
    """Staying in line costs nobody anything: where one order can be meant, the answer is kept at once."""
    found = meant(matter, mine := await of(visitor), visitor)
    if len(found) != 1:
        return which.kept(visitor.t) if found else unknown(matter, mine, visitor)
    return pages.kept(await answers.answer(visitor.shop, found[0].order.id, Choice.WAIT, visitor.who), visitor.t)


async def money(matter: Matter, visitor: Visitor) -> Page:
    """What was paid, what is owed in either direction, and by when."""
    mine = await of(visitor)
    found = named(matter, mine, visitor) or ([] if matter.numbers else mine)
    return payments.owed(found, visitor.t) if found else unknown(matter, mine, visitor)


async def deliver(matter: Matter, visitor: Visitor) -> Page:
    found = meant(matter, mine := await of(visitor), visitor)
    return which.to_change(found, visitor.t) if found else unknown(matter, mine, visitor)


async def of(visitor: Visitor) -> list[BackorderView]:
    return await backorders.of_customer(visitor.shop, visitor.person.id)


def meant(matter: Matter, mine: Sequence[BackorderView], visitor: Visitor) -> list[BackorderView]:
    """Named ones first; else the one that the bot has just talked about; else every order that is still open."""
    chosen = named(matter, mine, visitor)
    still_open = [view for view in chosen or mine if view.order.state in OPEN]
    if chosen or matter.numbers:
        return still_open if chosen and still_open else chosen
    before = [view for view in still_open if view.order.id == matter.last.order]
    return before or still_open


def named(matter: Matter, mine: Sequence[BackorderView], visitor: Visitor) -> list[BackorderView]:
    """By choice from a list, by number, or by what was ordered."""
    skus = {visitor.goods.skus.get(number) for variants in matter.products for number in variants}
    ways: tuple[Callable[[BackorderView], bool], ...] = (
        lambda view: view.order.id in matter.orders,
        lambda view: by_number(matter, view),
        lambda view: view.order.sku in skus,
    )
    return next((found for way in ways if (found := [view for view in mine if way(view)])), [])


def by_number(matter: Matter, view: BackorderView) -> bool:
    """As the engine reads numbers, and, for a shop whose numbers look like nothing, as it stands."""
    number = view.order.order_number
    return order_number(number) in matter.numbers or mentions(matter.text, number)


def unknown(matter: Matter, mine: Sequence[BackorderView], visitor: Visitor) -> Page:
    """Nothing that this matter could be about. Whether a number exists among other people's is never looked at."""
    if matter.numbers and not named(matter, mine, visitor):
        return which.not_yours(matter.numbers[0], visitor.t)
    return which.nothing_open(visitor.t) if mine else pages.no_orders(visitor.person, visitor.t)
