"""What people are told: frozen values, written down in the transaction that caused them and worded when they are sent.

One event makes one message per person; a message holds one or several pieces of news.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from domain.broadcasts import Announcement
from domain.money import Money
from domain.subscriptions import Outcome
from domain.talk import ConversationEnded, TalkNews, TeamMessage, TeamOutOfReach
from domain.texts import Texts


class Lane(IntEnum):
    """Who goes first when the post is busy."""

    REPLIES = 0
    SERVICE = 1
    ALERTS = 2
    ANNOUNCEMENTS = 3

    @property
    def label(self) -> str:
        return self.name.lower()


class Kind(StrEnum):
    """Names of the pieces of news, as the ledger shows them; the weightier stand first in a letter."""

    RECALLED = "recalled"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_SWITCHED = "order_switched"
    ORDER_PLACED = "order_placed"
    ORDER_RELEASED = "order_released"
    ORDER_COMPLETE = "order_complete"
    ORDER_PARTLY = "order_partly"
    PRODUCT_DISCONTINUED = "product_discontinued"
    UNITS_TAKEN_BACK = "units_taken_back"
    LONG_WAIT = "long_wait"
    DATE_CHANGED = "date_changed"
    BACK_IN_STOCK = "back_in_stock"
    HOLD_LOST = "hold_lost"
    ALERT_ENDING = "alert_ending"
    ANNOUNCEMENT = "announcement"
    TEAM_MESSAGE = "team_message"
    TEAM_OUT_OF_REACH = "team_out_of_reach"
    CONVERSATION_CLOSED = "conversation_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNews:
    """What every piece of news about an order says: which order, which product (one name per language).

    `pickup`: its owner comes for it.
    """

    backorder_id: int
    order_number: str
    product: Texts
    quantity: int
    pickup: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPlaced(OrderNews):
    """`place` of `of` and the date while it waits; all three None when every unit is reserved at once."""

    reserved: int
    place: int | None
    of: int | None
    promise_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderComplete(OrderNews):
    """All units are reserved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPartly(OrderNews):
    """`reserved` of `quantity` units are there now."""

    reserved: int
    promise_by: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateChanged(OrderNews):
    """The promise moved, appeared or vanished. `reason` is the merchant's own or a `Shortage`, where one was given.

    `goodwill` is what the customer is credited because it slipped.
    """

    old: date | None
    new: date | None
    reason: str | None = None
    goodwill: Money | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LongWait(OrderNews):
    """It takes longer than `days`, the longest wait: what does the customer want? `again` when nobody answered."""

    days: int
    promise_by: date | None
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitsTakenBack(OrderNews):
    """A count showed fewer units than were reserved; `lost` of them were this order's. `reason` as in DateChanged."""

    lost: int
    promise_by: date | None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCancelled(OrderNews):
    """The receipt of a cancellation. `at` in UTC; the refund with its last day where money had been paid."""

    at: datetime
    by_customer: bool
    refund: Money | None
    refund_due_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSwitched(OrderNews):
    """`product` is the new one. The refund with its last day where more had been paid than it costs."""

    instead_of: Texts
    reserved: int
    promise_by: date | None
    refund: Money | None = None
    refund_due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReleased(OrderNews):
    """`quantity` units left the house, or lie ready at `pickup_place`; `rest` are still to come."""

    rest: int
    pickup_place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductDiscontinued(OrderNews):
    """No more will come; the customer chooses between switching and cancelling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recalled:
    """The person owns `units` of something that must not be used. `reason` is the merchant's own word."""

    recall_id: int
    product: Texts
    units: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BackInStock:
    """Units for somebody who asked. `held_until` (UTC) where they are really held."""

    subscription_id: int
    sku: str
    product: Texts
    quantity: int
    url: str | None
    held_until: datetime | None


@dataclass(frozen=True, slots=True)
class Countdown:
    """The same message later, changed where it stands: `left` of the time, or what became of the units."""

    news: BackInStock
    left: timedelta
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLost:
    """A count showed that units held for somebody are not there; nobody else has got them."""

    subscription_id: int
    product: Texts
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEnding:
    """A sign-up ends at `ends_at` (UTC) unless the person says that it should go on."""

    subscription_id: int
    product: Texts
    ends_at: datetime


News = (
    OrderPlaced
    | OrderComplete
    | OrderPartly
    | DateChanged
    | LongWait
    | UnitsTakenBack
    | OrderCancelled
    | OrderSwitched
    | OrderReleased
    | ProductDiscontinued
    | Recalled
    | BackInStock
    | HoldLost
    | AlertEnding
    | Announcement
    | TalkNews
)

SharedNews = OrderComplete | DateChanged
"""News that many orders of one event may have in common, but for which order it is."""

CLASSES: dict[Kind, type[News]] = {
    Kind.ORDER_PLACED: OrderPlaced,
    Kind.ORDER_COMPLETE: OrderComplete,
    Kind.ORDER_PARTLY: OrderPartly,
    Kind.LONG_WAIT: LongWait,
    Kind.DATE_CHANGED: DateChanged,
    Kind.UNITS_TAKEN_BACK: UnitsTakenBack,
    Kind.ORDER_CANCELLED: OrderCancelled,
    Kind.ORDER_SWITCHED: OrderSwitched,
    Kind.ORDER_RELEASED: OrderReleased,
    Kind.PRODUCT_DISCONTINUED: ProductDiscontinued,
    Kind.RECALLED: Recalled,
    Kind.BACK_IN_STOCK: BackInStock,
    Kind.HOLD_LOST: HoldLost,
    Kind.ALERT_ENDING: AlertEnding,
    Kind.ANNOUNCEMENT: Announcement,
    Kind.TEAM_MESSAGE: TeamMessage,
    Kind.TEAM_OUT_OF_REACH: TeamOutOfReach,
    Kind.CONVERSATION_CLOSED: ConversationEnded,
}
KINDS = {news: kind for kind, news in CLASSES.items()}
WEIGHTS = {CLASSES[kind]: position for position, kind in enumerate(Kind)}


def kind_of(news: News) -> Kind:
    return KINDS[type(news)]


def rank(news: News) -> tuple[int, int]:
    """Where a piece stands among others in a letter: the weightiest first, and of the same kind the older order."""
    return WEIGHTS[type(news)], news.backorder_id if isinstance(news, OrderNews) else 0


def lane_of(news: News) -> Lane:
    match news:
        case OrderCancelled(by_customer=True) | OrderSwitched() | Announcement(test=True):
            return Lane.REPLIES  # somebody has just tapped, or asked, and waits for it
        case BackInStock() | HoldLost() | AlertEnding():
            return Lane.ALERTS
        case Announcement():
            return Lane.ANNOUNCEMENTS
        case _:
            return Lane.REPLIES if isinstance(news, TalkNews) else Lane.SERVICE


MOST_PER_LETTER = 8  # pieces of news that fit one message whatever they say (Telegram: 4096 characters)


@dataclass(frozen=True, slots=True)
class Letter:
    """One message for one person. `key` is unique: writing it twice is writing it once."""

    key: str
    customer_id: int
    news: tuple[News, ...]

    @property
    def kind(self) -> Kind:
        """The ledger files a letter under its first piece of news."""
        return kind_of(self.news[0])

    @property
    def lane(self) -> Lane:
        """A letter with order news travels as such, whatever else it holds."""
        return min(map(lane_of, self.news))


class MessageState(StrEnum):
    """Where a letter stands in the ledger."""

    DUE = "due"
    SENT = "sent"
    DROPPED = "dropped"
    FAILED = "failed"
    UNKNOWN = "unknown"
