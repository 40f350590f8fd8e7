"""Wishes about goods: look, be told, stop being told."""

from collections.abc import Sequence

from bot.openers import around
from bot.openers.matter import Matter, Visitor
from bot.openers.meant import named, orders_of
from bot.pages import alerting as pages
from bot.pages import backorders
from bot.pages import consents as consent_pages
from bot.pages import preferences as preference_pages
from bot.pages import products as product_pages
from bot.pages import subscriptions as alert_pages
from bot.pages import suggestions as suggestion_pages
from bot.products import MOST_FOUND, card_of, looked_up
from domain.backorders import OPEN
from domain.customers import Customer
from domain.subscriptions import SubscriptionState
from services import consents, preferences, products, subscriptions, suggestions
from services.shop import Shop
from services.subscriptions import AlertView
from understanding.content import content_words
from wording.pages import Page
from wording.words import Words


async def search(matter: Matter, visitor: Visitor) -> Page:
    """What was recognised; else what a search for the words that are no ordinary ones finds."""
    found = _each(matter)
    if found and (own := await _own_order(matter, visitor)):
        return own
    if len(found) == 1:
        return await card_of(found[0], visitor.shop, visitor.person, visitor.t)
    if found:
        views = [await products.by_id(visitor.shop, number) for number in found]
        return product_pages.found(views, matter.text, visitor.t)
    if page := await around.look(matter, visitor):
        return page
    words = content_words(matter.text)
    if not words:
        return product_pages.ask_for_product(visitor.t)
    return await looked_up(" ".join(words), visitor.shop, visitor.person, visitor.t)


async def fitting(_: Matter, visitor: Visitor) -> Page:
    return suggestion_pages.suggestions(await suggestions.in_chat(visitor.shop, visitor.person.id), visitor.t)


async def likes(_: Matter, visitor: Visitor) -> Page:
    return preference_pages.preferences(await preferences.read(visitor.shop, visitor.person.id), 0, visitor.t)


async def ask(_: Matter, visitor: Visitor) -> Page:
    return product_pages.ask_for_product(visitor.t)


async def _own_order(matter: Matter, visitor: Visitor) -> Page | None:
    """`And the kettle?`, while orders are talked about, means the kettle that was ordered."""
    if not matter.last.orders:
        return None
    ordered = named(matter, await orders_of(visitor), visitor)
    still_open = [view for view in ordered if view.order.state in OPEN]
    return backorders.my_orders(still_open, 0, visitor.t) if still_open else None


async def subscribe(matter: Matter, visitor: Visitor) -> Page:
    """The question whether to be told; which of several first, where several can be meant."""
    if matter.alerts:
        if matter.last.offers_units:  # asked how many, a number is the answer
            alert = await subscriptions.want(visitor.shop, matter.alerts[0], matter.quantity, visitor.who)
            view = await products.read(visitor.shop, alert.sku)
            return alert_pages.signed_up(alert, view, visitor.t, fresh=True)
        return await _units_of(matter.alerts[0], matter.quantity, visitor)
    found = _each(matter) or [number for number in (matter.last.product,) if number]
    if len(found) == 1:
        return await ask_alert(found[0], matter.quantity, visitor.shop, visitor.person, visitor.t)
    if found:
        views = [await products.by_id(visitor.shop, number) for number in found]
        return pages.which(views, matter.quantity, visitor.t)
    return pages.what(visitor.t)


async def ask_alert(product_id: int, quantity: int, shop: Shop, person: Customer, t: Words) -> Page:
    view = await products.by_id(shop, product_id)
    return pages.ask(view, await subscriptions.on_product(shop, person.id, view.product.sku), quantity, t)


async def unsubscribe(matter: Matter, visitor: Visitor) -> Page:
    """One alert that can be meant is asked about; several are listed; without any, announcements are what can stop."""
    mine = await subscriptions.alerts(visitor.shop, visitor.person.id)
    if not mine and (known := await consents.marketing(visitor.shop, visitor.person.id)) and known.given:
        return consent_pages.announcements(known, visitor.t)
    found = _meant(matter, mine, visitor)
    if len(found) == 1:
        return pages.ask_end(found[0], visitor.t)
    return pages.which_to_end(found, 0, visitor.t) if found else alert_pages.my_alerts([], 0, visitor.t)


async def alerts(matter: Matter, visitor: Visitor) -> Page:
    """All of them; of one that was named its page, and with a number of units the question whether so many."""
    mine = await subscriptions.alerts(visitor.shop, visitor.person.id)
    named = bool(matter.alerts or matter.products or matter.quantity > 1)
    found = _meant(matter, mine, visitor) if named else mine
    if named and len(found) == 1:
        return await _units_of(found[0].subscription.id, matter.quantity, visitor)
    return alert_pages.my_alerts(mine, 0, visitor.t)


async def _units_of(alert_id: int, quantity: int, visitor: Visitor) -> Page:
    """The alert's page, or the question whether it should be for so many."""
    alert = (await subscriptions.one_alert(visitor.shop, alert_id, visitor.who)).subscription
    view = await products.read(visitor.shop, alert.sku)
    if alert.state is SubscriptionState.ACTIVE and alert.quantity != quantity > 1:
        return pages.ask_units(view, alert, quantity, visitor.t)
    return alert_pages.one(alert, view, visitor.t)


def _meant(matter: Matter, mine: Sequence[AlertView], visitor: Visitor) -> list[AlertView]:
    skus = {visitor.goods.skus.get(number) for number in _each(matter)}
    chosen = [one for one in mine if one.subscription.id in matter.alerts]
    return chosen or [one for one in mine if one.subscription.sku in skus] or list(mine)


def _each(matter: Matter) -> list[int]:
    """Every variant that may be meant, as many as a list shows."""
    return list(dict.fromkeys(number for variants in matter.products for number in variants))[:MOST_FOUND]
