"""Wishes about orders: the page of the one that is meant, or the question which."""

from collections.abc import Sequence

from bot.openers.matter import Matter, Visitor
from bot.openers.meant import meant, named, nothing, orders_of, product_of
from bot.pages import backorders as pages
from bot.pages import cancelling, payments, switching, which
from bot.turning import Purpose
from domain.backorders import OPEN
from domain.slips import Choice
from services import answers, backorders
from services import switching as switches
from services.views import BackorderView
from wording.pages import Page


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
    if len(found) != 1:
        return asked(Purpose.SWITCH, found, mine, visitor) if found else await nothing(matter, mine, visitor)
    order = await backorders.before_switching(visitor.shop, found[0].order.id, visitor.who)
    offers = await switches.alternatives(visitor.shop, order.order.id, visitor.who)
    left = visitor.goods.ids.get(order.order.sku)
    wanted = {number for variants in matter.products if left not in variants for number in variants}
    chosen = [offer for offer in offers if offer.product_id in wanted and not offer.dearer]
    if len(chosen) == 1:
        return switching.ask_switch(order, chosen[0], visitor.t)
    return switching.alternatives(order, offers, visitor.t)


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
