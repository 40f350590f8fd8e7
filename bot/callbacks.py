"""What buttons carry: an act and ids, nothing else. The prefixes of notices' buttons stand in wording/acts.py."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import AfterValidator, Field

from bot.browsing import ShowPreferences, ShowSuggestions
from bot.joining import AskOrder, ShowLinking
from domain.backorders import LeavingReason
from domain.policy import NEVER_QUIET, hours_of
from understanding.intents import Intent
from wording import acts

HERE = "*"
"""Ends the data of a button on one of the bot's own pages: such a page may be redrawn where it stands.

News from the courier stays as it was, and what its buttons open comes as a new message. So does what leads ELSEWHERE,
once something newer stands below the page.
"""

Id = Annotated[int, Field(ge=1, lt=2**63)]
Units = Annotated[int, Field(ge=1, lt=1000)]
"""More than that nobody writes into a chat."""
PageNumber = Annotated[int, Field(ge=0, lt=10_000)]


def _of_a_day(hours: str) -> str:
    """Raises ValueError for what is no span of a day: no button of ours says such a thing."""
    if hours and hours != NEVER_QUIET:
        hours_of(hours)
    return hours


class OnOrder(CallbackData, prefix="on-order"):
    """Whatever is about one order: when the answer is no, the order's card shows what holds now."""

    backorder_id: Id


class ShowOrder(OnOrder, prefix=acts.ORDER):
    """Back to the card, on the card's own message."""


class OpenOrder(OnOrder, prefix="open"):
    """The card, from somewhere else: a list, another order."""


class AskCancel(OnOrder, prefix=acts.CANCEL):
    pass


class ConfirmCancel(OnOrder, prefix="cancel-yes"):
    pass


class GiveReason(OnOrder, prefix="because"):
    """Why it was cancelled."""

    reason: LeavingReason


class ChoosePickup(OnOrder, prefix="pickup"):
    pickup: bool


class ShowHistory(OnOrder, prefix="past"):
    pass


class ShowAlternatives(OnOrder, prefix=acts.SWITCH):
    pass


class AllAlternatives(OnOrder, prefix="switch-all"):
    pass


class PickAlternative(OnOrder, prefix="pick"):
    product_id: Id


class ConfirmSwitch(OnOrder, prefix="pick-yes"):
    product_id: Id


class KeepWaiting(OnOrder, prefix=acts.KEEP):
    pass


class AskPerson(OnOrder, prefix=acts.ASK):
    pass


class MyOrders(CallbackData, prefix=acts.ORDERS):
    page: PageNumber = 0


class OnProduct(CallbackData, prefix="on-product"):
    """Whatever is about one product."""

    product_id: Id


class ShowProduct(OnProduct, prefix="product"):
    pass


class SetAlert(OnProduct, prefix="alert"):
    pass


class AskAlert(OnProduct, prefix="alert-ask"):
    """Whether to be told, for so many units."""

    quantity: Units = 1


class SignUp(OnProduct, prefix="alert-yes"):
    quantity: Units


class MyAlerts(CallbackData, prefix="alerts"):
    page: PageNumber = 0


class EndAlert(CallbackData, prefix=acts.END_ALERT):
    subscription_id: Id


class KeepAlert(CallbackData, prefix=acts.KEEP_ALERT):
    subscription_id: Id


class OpenAlert(CallbackData, prefix="my-alert"):
    """One alert with everything that can be done about it."""

    subscription_id: Id


class WantUnits(CallbackData, prefix="alert-n"):
    """So many units make somebody happy; fewer are not worth a message."""

    subscription_id: Id
    quantity: Units


class AskEndAlert(CallbackData, prefix="unalert-ask"):
    subscription_id: Id


class PassOn(CallbackData, prefix=acts.HAND_ON):
    subscription_id: Id


class Acknowledge(CallbackData, prefix=acts.ACKNOWLEDGE):
    recall_id: Id


class ShowAnnouncements(CallbackData, prefix="announcements"):
    pass


class AgreeToAnnouncements(CallbackData, prefix="agree"):
    """`asked` marks the wording that the yes answers."""

    asked: Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")]


class DeclineAnnouncements(CallbackData, prefix="decline"):
    pass


class StopAnnouncements(CallbackData, prefix=acts.NO_MORE):
    """`broadcast_id` of the announcement under which it was tapped, or 0."""

    broadcast_id: Annotated[int, Field(ge=0, lt=2**63)] = 0


class ChooseLanguage(CallbackData, prefix="language"):
    pass


class SpeakLanguage(CallbackData, prefix="lang"):
    code: Annotated[str, Field(max_length=2)]


class ShowSettings(CallbackData, prefix="settings"):
    pass


class ChooseAddress(CallbackData, prefix="address"):
    pass


class SayDu(CallbackData, prefix="du"):
    informal: bool


class ChooseZone(CallbackData, prefix="zones"):
    pass


class LiveIn(CallbackData, prefix="zone"):
    zone: Annotated[str, Field(max_length=40)]


class WriteZone(CallbackData, prefix="zone-else"):
    """The person types where they are."""


class ChooseQuiet(CallbackData, prefix="quiet"):
    pass


class KeepQuiet(CallbackData, prefix="hush"):
    """`hours` as `21-08`, `off`, or nothing for the shop's."""

    hours: Annotated[str, Field(pattern=r"^(\d\d-\d\d|off|)$"), AfterValidator(_of_a_day)]


class FindProduct(CallbackData, prefix="find"):
    pass


class TalkToPerson(CallbackData, prefix="human"):
    """Somebody of the shop's team, please."""


class EndConversation(CallbackData, prefix="end-talk"):
    conversation_id: Id


class RateConversation(CallbackData, prefix=acts.RATE):
    conversation_id: Id
    stars: Annotated[int, Field(ge=1, le=5)]


class ShowPrivacy(CallbackData, prefix="privacy"):
    pass


class SendExport(CallbackData, prefix="export"):
    pass


class AskForget(CallbackData, prefix="forget"):
    pass


class ConfirmForget(CallbackData, prefix="forget-yes"):
    pass


class ShowImprint(CallbackData, prefix="imprint"):
    pass


class ShowHelp(CallbackData, prefix="help"):
    pass


class Meant(CallbackData, prefix="meant"):
    """One of several things that a text may have meant. `thing`: the order or product it named, or 0."""

    intent: Intent
    thing: Annotated[int, Field(ge=0, lt=2**63)] = 0
    quantity: Units = 1


class ShowMenu(CallbackData, prefix=acts.MENU):
    pass


ELSEWHERE = (
    ShowAnnouncements,
    ShowMenu,
    MyOrders,
    OpenOrder,
    FindProduct,
    ShowProduct,
    ShowSuggestions,
    ShowPreferences,
    AskAlert,
    MyAlerts,
    OpenAlert,
    ChooseLanguage,
    ShowSettings,
    ShowLinking,
    AskOrder,
    ShowPrivacy,
    SendExport,
    ShowImprint,
    ShowHelp,
    TalkToPerson,
    Meant,
)
"""Lead away from where they stand. Every other act belongs to its card, and its card shows what came of it."""
