"""Intent to opener, and act to opener: every matter and every name of a page has its page."""

from collections.abc import Awaitable, Callable, Mapping

from bot.browsing import ShowPreferences, ShowSuggestions
from bot.callbacks import (
    AskForget,
    ChooseAddress,
    ChooseLanguage,
    ChooseQuiet,
    ChooseZone,
    FindProduct,
    Meant,
    MyAlerts,
    MyOrders,
    SayDu,
    SendExport,
    ShowAnnouncements,
    ShowHelp,
    ShowImprint,
    ShowMenu,
    ShowPrivacy,
    ShowSettings,
    TalkToPerson,
    WriteZone,
)
from bot.joining import AskNumber, AskOrder, AskUnlink, ShowLinking
from bot.openers import goods, house, orders, settings
from bot.openers.matter import Matter, Visitor
from bot.turning import Purpose, WhichOrder
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

PAGES: Mapping[str, Opener] = {
    ShowMenu().pack(): house.everything,
    ShowHelp().pack(): house.advice,
    MyOrders().pack(): orders.show,
    FindProduct().pack(): goods.ask,
    ShowSuggestions().pack(): goods.fitting,
    ShowPreferences().pack(): goods.likes,
    MyAlerts().pack(): goods.alerts,
    TalkToPerson().pack(): house.person,
    ShowLinking().pack(): house.link,
    AskNumber().pack(): house.number,
    AskOrder().pack(): house.order_and_email,
    ShowSettings().pack(): settings.show,
    ChooseLanguage().pack(): house.language,
    ChooseAddress().pack(): settings.address,
    SayDu(informal=True).pack(): settings.du,
    SayDu(informal=False).pack(): settings.sie,
    ChooseZone().pack(): settings.zone,
    WriteZone().pack(): settings.zone_in_words,
    ChooseQuiet().pack(): settings.quiet,
    ShowAnnouncements().pack(): house.announcements,
    AskUnlink().pack(): settings.unlink,
    ShowPrivacy().pack(): house.privacy,
    SendExport().pack(): house.export,
    AskForget().pack(): house.forget,
    ShowImprint().pack(): house.who,
    WhichOrder(purpose=Purpose.HISTORY).pack(): orders.past,
    **{Meant(intent=intent).pack(): opener for intent, opener in OPENERS.items()},
}
"""What stands on buttons that lead to the same page for everybody, wherever they stand."""


async def page_of(matter: Matter, visitor: Visitor) -> Page:
    return await OPENERS[matter.intent](matter, visitor)
