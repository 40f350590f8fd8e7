"""Every *no* the rules can say. A refusal carries values; each edge has its own words and codes for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.mistakes import Mistake


class Refusal(Exception):
    """The rules say no. Nothing was changed."""


@dataclass
class NotFound(Refusal):
    """There is no such thing, or it is not the asker's to see: both answers look the same."""

    noun: str
    key: str


@dataclass
class MoveRefused(Refusal):
    """The backorder is in a state from which the wanted move is not drawn."""

    state: str
    wanted: str


@dataclass
class OrderTaken(Refusal):
    """Another open backorder already has this order number and sku."""

    order_number: str
    sku: str


@dataclass
class PlacedInFuture(Refusal):
    """An order cannot have been placed later than now."""

    field: str = "placed_at"


@dataclass
class Discontinued(Refusal):
    """The product is not sold any more."""

    sku: str


@dataclass
class BackorderDenied(Refusal):
    """The product does not take backorders; only `available` units can be ordered."""

    sku: str
    available: int


@dataclass
class LimitReached(Refusal):
    """Too many units are waiting already; `limit_left` more would be taken."""

    sku: str
    limit: int
    limit_left: int


@dataclass
class CapReached(Refusal):
    """One customer may have `per_customer` units in open orders; `left` more would be taken."""

    sku: str
    per_customer: int
    left: int


@dataclass
class WaitTooLong(Refusal):
    """The earliest honest date lies beyond the longest wait this product allows."""

    sku: str
    max_wait_days: int
    promise_by: date | None


@dataclass
class CurrencyMismatch(Refusal):
    """One order line has one currency."""

    expected: str
    given: str
    field: str = "paid"


@dataclass
class TooMuchMoney(Refusal):
    """More than there is to pay: `most` minor units would be taken, `amount` were given."""

    field: str
    amount: int
    most: int
    currency: str


@dataclass
class NotEnoughUnits(Refusal):
    """More units were asked for than are available."""

    sku: str
    wanted: int
    available: int


@dataclass
class CountTooLow(Refusal):
    """The counted units cannot cover what was released or is held for people who were told."""

    sku: str
    counted: int
    bound: int


@dataclass
class SupplyClosed(Refusal):
    """Nothing more is expected from this supply."""

    supply_id: int
    state: str


@dataclass
class SupplyMismatch(Refusal):
    """The supply is for another product."""

    supply_id: int
    sku: str


@dataclass
class NotAnAlternative(Refusal):
    """The target cannot be switched to. `why`: same, dearer, not_available, no_price, discontinued."""

    sku: str
    why: str


@dataclass
class NoPickup(Refusal):
    """The shop has no place where orders are picked up."""

    field: str = "pickup"


@dataclass
class LinkUnusable(Refusal):
    """A link that is unknown, used or expired: one answer for all three, so that guessing teaches nothing."""


@dataclass
class NothingHeld(Refusal):
    """The hold has lapsed or was passed on already."""

    subscription_id: int


@dataclass
class ReservedName(Refusal):
    """Customer numbers that begin with `chat:` belong to people who only exist in the chat."""

    external_id: str


@dataclass
class MessageSettled(Refusal):
    """Only what failed or has an unknown outcome is there to be decided."""

    message_id: int
    state: str


@dataclass
class TextRefused(Refusal):
    """The merchant's own words would not do, in the language `field`. `found` is what is wrong with them.

    `why`: empty, too_long, broken_placeholder, unknown_placeholder, missing_placeholder, broken_html, vague_date,
    counts_nothing, line_break.
    """

    field: str
    why: str
    found: str


@dataclass
class TooMany(Refusal):
    """A list in the request is longer than the rules allow."""

    field: str
    most: int


@dataclass
class ConversationClosed(Refusal):
    """Nothing more can be said in it; whoever writes again begins another."""

    conversation_id: int


@dataclass
class OutOfReach(Refusal):
    """Nothing can be sent to this customer. `why`: blocked, not_linked."""

    customer: str
    why: str


@dataclass
class NotInLanguage(Refusal):
    """A canned answer has no text in the language of its reader."""

    name: str
    language: str


@dataclass
class GapUnfilled(Refusal):
    """A canned answer speaks of something that this customer does not have, such as the date of an order."""

    name: str
    gap: str


@dataclass
class BroadcastMoveRefused(Refusal):
    """The broadcast is in a state from which the wanted move is not drawn."""

    state: str
    wanted: str


@dataclass
class BroadcastPaused(Refusal):
    """It has been sent already and is held back: only `resume` lets it go on."""

    broadcast_id: int


@dataclass
class BroadcastOver(Refusal):
    """A letter of a broadcast of which nothing may leave any more. `why`: cancelled, too_late."""

    message_id: int
    why: str


@dataclass
class BroadcastFaulty(Refusal):
    """Something in the text would go wrong, or must not be said: all of it."""

    problems: Sequence[Mistake]


@dataclass
class SecondPersonNeeded(Refusal):
    """Whoever wrote some of a broadcast, or asked for it to be sent, cannot be the one who approves it."""

    broadcast_id: int


@dataclass
class NoConsent(Refusal):
    """Announcements go to people who have agreed to them, tests included."""

    customer: str


EVERY_REFUSAL: tuple[type[Refusal], ...] = tuple(Refusal.__subclasses__())
"""For the test that proves that each edge has words for every refusal."""
