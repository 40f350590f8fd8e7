"""Intent to opener: every matter has its page."""

from collections.abc import Awaitable, Callable, Mapping

from bot.openers import goods, house, orders
from bot.openers.matter import Matter, Visitor
from understanding.intents import Intent
from wording.pages import Page

Opener = Callable[[Matter, Visitor], Awaitable[Page]]

OPENERS: Mapping[Intent, Opener] = {
    Intent.ORDER_STATUS: orders.show,
    Intent.CANCEL_BACKORDER: orders.cancel,
    Intent.SWITCH_ALTERNATIVE: orders.switch,
    Intent.KEEP_WAITING: orders.keep,
    Intent.REFUND_PAYMENT: orders.money,
    Intent.CHANGE_DELIVERY: orders.deliver,
    Intent.PRODUCT_SEARCH: goods.search,
    Intent.SUBSCRIBE_RESTOCK: goods.subscribe,
    Intent.UNSUBSCRIBE: goods.unsubscribe,
    Intent.LIST_SUBSCRIPTIONS: goods.alerts,
    Intent.HUMAN_AGENT: house.person,
    Intent.CHANGE_LANGUAGE: house.language,
    Intent.LINK_ORDER: house.link,
    Intent.PRIVACY: house.privacy,
    Intent.ANNOUNCEMENTS: house.announcements,
    Intent.DISCOUNT_REQUEST: house.discount,
    Intent.SMALLTALK: house.talk,
}
"""Out of scope opens nothing: it is answered with what the bot can do."""


async def page_of(matter: Matter, visitor: Visitor) -> Page:
    return await OPENERS[matter.intent](matter, visitor)
