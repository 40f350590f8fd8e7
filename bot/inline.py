"""A product's card for any other chat: written after the bot's name, without opening the bot."""

from aiogram import Router
from aiogram.types import InlineQuery

from bot.pages import inline as pages
from domain.customers import Customer
from services import customers, products, subscriptions
from services.products import ProductView
from services.shop import Shop
from wording.words import Catalogues

MOST_OFFERED = 10
CACHED_FOR = 10  # seconds; Telegram's default of five minutes would show stock that is gone


async def offer(query: InlineQuery, shop: Shop, catalogues: Catalogues) -> None:
    """What the words find; without words, what the person waits to hear about."""
    person = await customers.known_in_chat(shop, query.from_user.id)
    t = catalogues.words(person.locale if person else query.from_user.language_code)
    found = await products.search(shop, query.query, MOST_OFFERED) if query.query else await own(shop, person)
    await query.answer([pages.card(view, t) for view in found], cache_time=CACHED_FOR, is_personal=True)


async def own(shop: Shop, person: Customer | None) -> list[ProductView]:
    """The products of somebody's alerts."""
    if person is None:
        return []
    alerts = await subscriptions.of_customer(shop, person.id)
    return [await products.read(shop, alert.sku) for alert in alerts[:MOST_OFFERED]]


def join(chat: Router, _: Router) -> None:
    chat.inline_query.register(offer)
