"""Who writes or taps, ready for whatever opens pages."""

from aiogram import Bot
from aiogram.types import TelegramObject

from bot.catalogue import Assortment
from bot.openers.matter import Visitor
from domain.customers import Customer
from services.arrivals import Visit
from services.shop import Shop
from wording.words import Catalogues, Words


async def visiting(
    _: TelegramObject,
    *,
    bot: Bot,
    shop: Shop,
    person: Customer,
    visit: Visit,
    t: Words,
    catalogues: Catalogues,
    assortment: Assortment,
) -> dict[str, Visitor]:
    """Always passes, and hands on the `visitor`, with the goods as they are now: the last filter of a handler."""
    return {"visitor": Visitor(bot, shop, person, t, catalogues, await assortment.goods(visit.before.newest))}
