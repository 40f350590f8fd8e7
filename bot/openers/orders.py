"""Wishes about orders: the page of the one that is meant, or the question which."""

from collections.abc import Sequence

from bot.openers.matter import Matter, Visitor
from bot.openers.meant import meant, named, nothing, orders_of, product_of
from bot.pages import backorders as pages
from bot.pages import cancelling, history, payments, switching, which
from bot.turning import Purpose
from domain.backorders import OPEN
from domain.slips import Choice
from services import answers, backorders
from services import switching as switches
from services.views import BackorderView
from wording.pages import Page

MOST_COMPARED = 5
"""Orders, newest first, that a product is compared with which was named alone."""


async def show(matter: Matter, visitor: Visitor) -> Page:
    """The order that was named, or all of them."""
    mine = await orders_of(visitor)
    found = named(matter, mine, visitor) or ([] if matter.numbers else mine)
    if not found:
        return await nothing(matter, mine, visitor)
    return pages.my_orders(found, 0, visitor.t, product_of(found, mine, visitor))


async def cancel(matter: Matter, visitor: Visitor) -> Page:
    found = await meant(matter, mine := await orders_of(visitor), visitor)
    if len(found) != 1:
        return asked(Purpose.CANCEL, found, mine, visitor) if found else await nothing(matter, mine, visitor)
    order, owed = await backorders.before_cancelling(visitor.shop, found[0].order.id, visitor.who)
    return cancelling.ask_cancel(order, owed, visitor.t)


async def switch(matter: Matter, visitor: Visitor) -> Page:
    """Where the other product was named, too, and may be had: the question whether to take it."""
    found = await meant(matter, mine := await orders_of(visitor), visitor)
    if page := await _switch_of(found, matter, visitor) or await switch_to(matter, mine, visitor):
        return page
    if len(found) != 1:
        return asked(Purpose.SWITCH, found, mine, visitor) if found else await nothing(matter, mine, visitor)
    order = await backorders.before_switching(visitor.shop, found[0].order.id, visitor.who)
    offers = await switches.alternatives(visitor.shop, order.order.id, visitor.who)
    return switching.alternatives(order, offers, visitor.t)


async def switch_to(matter: Matter, mine: Sequence[BackorderView], visitor: Visitor) -> Page | None:
    """The same question, where one order can be meant: the one that was named, or the only one it would do for."""
    chosen = named(matter, mine, visitor)
    others = [] if matter.numbers or matter.orders else mine
    return await _switch_of(chosen, matter, visitor) or await _switch_of(others, matter, visitor)


async def _switch_of(views: Sequence[BackorderView], matter: Matter, visitor: Visitor) -> Page | None:
    """None unless one of them may be switched to one product that was named."""
    found = []
    for view in [view for view in views if view.order.state in OPEN][:MOST_COMPARED]:
        left = visitor.goods.ids.get(view.order.sku)
        wanted = {number for variants in matter.products if left not in variants for number in variants}
        offers = await switches.alternatives(visitor.shop, view.order.id, visitor.who) if wanted else []
        found += [(view, offer) for offer in offers if offer.product_id in wanted and not offer.dearer]
    return switching.ask_switch(*found[0], visitor.t) if len(found) == 1 else None


async def keep(matter: Matter, visitor: Visitor) -> Page:
    """Staying in line costs nobody anything: where one order can be meant, the answer is kept at once."""
    found = await meant(matter, mine := await orders_of(visitor), visitor)
    if len(found) != 1:
        return which.kept(visitor.t) if found else await nothing(matter, mine, visitor)
    return pages.kept(await answers.answer(visitor.shop, found[0].order.id, Choice.WAIT, visitor.who), visitor.t)


async def money(matter: Matter, visitor: Visitor) -> Page:
    """What was paid, what is owed in either direction, and by when."""
    mine = await orders_of(visitor)
    found = named(matter, mine, visitor) or ([] if matter.numbers else mine)
    if not found:
        return await nothing(matter, mine, visitor)
    return payments.owed(found, visitor.t, product_id=product_of(found, mine, visitor))


async def past(matter: Matter, visitor: Visitor) -> Page:
    """Of an order that is over as well."""
    mine = await orders_of(visitor)
    if not mine:
        return await nothing(matter, mine, visitor)
    found = mine if len(mine) == 1 else await meant(matter, mine, visitor)
    if len(found) != 1:
        return asked(Purpose.HISTORY, mine, mine, visitor)
    return history.history(await backorders.past(visitor.shop, found[0].order.id, visitor.who), visitor.t)


async def deliver(matter: Matter, visitor: Visitor) -> Page:
    found = await meant(matter, mine := await orders_of(visitor), visitor)
    if not found:
        return await nothing(matter, mine, visitor)
    if found[0].pickup_place is None:
        return asked(Purpose.ADDRESS, found, mine, visitor)
    if len(found) > 1:
        return asked(Purpose.DELIVERY, found, mine, visitor)
    return which.delivery_of_one(found[0], visitor.t)


def asked(purpose: Purpose, found: Sequence[BackorderView], mine: Sequence[BackorderView], visitor: Visitor) -> Page:
    """Which of those that are still open; what is over is shown, and nothing is offered for it."""
    if not any(view.order.state in OPEN for view in found):
        return pages.my_orders(found, 0, visitor.t)
    return which.order(purpose, found, visitor.t, product_id=product_of(found, mine, visitor))
