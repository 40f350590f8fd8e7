"""Every *no* of the API as RFC 9457 problem details. The only file with status codes for refusals.

`type` is stable; docs/api.md lists every one and a test compares the two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from litestar.response import Response
from msgspec import Struct

from api.mistakes import SAYS_OF_MISTAKE, SAYS_OF_TEXT
from domain import refusals
from domain.mistakes import Mistake
from domain.refusals import Refusal

log = structlog.get_logger()

MEDIA_TYPE = "application/problem+json"
NAMESPACE = "urn:nachschub:problem:"


class Fault(Struct, frozen=True):
    """One thing that is wrong with one field, parameter or header."""

    field: str
    detail: str


class Problem(Struct, frozen=True, omit_defaults=True):
    """RFC 9457 problem details. Some types carry further members, such as `limit_left`."""

    type: str
    title: str
    status: int
    detail: str
    errors: Sequence[Fault] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of problem. `says` is filled with the refusal's values; `field` is what the client may change."""

    status: int
    slug: str
    title: str
    says: str = ""
    field: str | None = None

    @property
    def type(self) -> str:
        return NAMESPACE + self.slug


INVALID = Kind(400, "invalid-request", "The request is not valid")
UNREADABLE_FILE = Kind(400, "unreadable-file", "The file cannot be read")
UNAUTHORIZED = Kind(401, "unauthorized", "An API key is needed")
FORBIDDEN = Kind(403, "missing-scope", "The API key may not do this")
NO_ADDRESS = Kind(404, "no-such-address", "There is nothing at this address")
BAD_CURSOR = Kind(404, "no-such-page", "No page follows this cursor")
NO_METHOD = Kind(405, "method-not-allowed", "This address does not take this method")
MISMATCH = Kind(409, "address-mismatch", "Body and address name different things")
IN_PROGRESS = Kind(409, "idempotency-in-progress", "The first request with this key has no answer yet")
CLASH = Kind(409, "changed-meanwhile", "Somebody else was faster")
TOO_LARGE = Kind(413, "too-large", "The body is too large")
MEDIA = Kind(415, "unsupported-media-type", "The body is of the wrong type")
KEY_REUSED = Kind(422, "idempotency-key-reused", "This key belongs to another request")
TOO_MANY_REQUESTS = Kind(429, "too-many-requests", "Too many requests")
INTERNAL = Kind(500, "internal", "Something went wrong on our side")
NOT_READY = Kind(503, "not-ready", "Not ready yet")

GENERAL = (
    INVALID,
    UNREADABLE_FILE,
    UNAUTHORIZED,
    FORBIDDEN,
    NO_ADDRESS,
    BAD_CURSOR,
    NO_METHOD,
    MISMATCH,
    IN_PROGRESS,
    CLASH,
    TOO_LARGE,
    MEDIA,
    KEY_REUSED,
    TOO_MANY_REQUESTS,
    INTERNAL,
    NOT_READY,
)
BY_STATUS = {kind.status: kind for kind in (INVALID, UNAUTHORIZED, FORBIDDEN, NO_ADDRESS, NO_METHOD, TOO_LARGE, MEDIA)}

REFUSALS: Mapping[type[Refusal], Kind] = {
    refusals.NotFound: Kind(404, "not-found", "Not found", "There is no {noun} “{key}”."),
    refusals.MoveRefused: Kind(
        409, "move-refused", "The backorder's state does not allow this", "It is {state}; it cannot become {wanted}."
    ),
    refusals.OrderTaken: Kind(
        409,
        "order-taken",
        "This order line exists",
        "Order {order_number} already has an open line for {sku}.",
        "order_number",
    ),
    refusals.PlacedInFuture: Kind(
        409, "placed-in-future", "Not placed yet", "An order cannot have been placed later than now.", "placed_at"
    ),
    refusals.Discontinued: Kind(409, "discontinued", "Not sold any more", "{sku} has been discontinued.", "sku"),
    refusals.BackorderDenied: Kind(
        409,
        "backorder-denied",
        "No backorders for this product",
        "{sku} takes no backorders; {available} units are available.",
        "quantity",
    ),
    refusals.LimitReached: Kind(
        409,
        "limit-reached",
        "Too many units are waiting already",
        "At most {limit} units of {sku} may wait; {limit_left} more would be taken.",
        "quantity",
    ),
    refusals.CapReached: Kind(
        409,
        "cap-reached",
        "This customer has ordered enough",
        "One customer may have {per_customer} units of {sku} in open orders; {left} more would be taken.",
        "quantity",
    ),
    refusals.WaitTooLong: Kind(
        409,
        "wait-too-long",
        "The wait would be too long",
        "The earliest date for {sku} is {promise_by}, beyond the longest wait of {max_wait_days} days.",
        "quantity",
    ),
    refusals.CurrencyMismatch: Kind(
        409, "currency-mismatch", "One order line has one currency", "Expected {expected}, got {given}."
    ),
    refusals.TooMuchMoney: Kind(
        409,
        "too-much-money",
        "More than there is to pay",
        "{field} takes at most {most}, in minor units of {currency}; {amount} were given.",
    ),
    refusals.NotEnoughUnits: Kind(
        409, "not-enough-units", "Not enough units", "{wanted} of {sku} wanted, {available} available.", "quantity"
    ),
    refusals.CountTooLow: Kind(
        409,
        "count-too-low",
        "The count cannot be right",
        "{counted} of {sku} counted, but {bound} are bound.",
        "quantity",
    ),
    refusals.SupplyClosed: Kind(
        409, "supply-closed", "Nothing more is expected", "Supply {supply_id} is {state}.", "supply_id"
    ),
    refusals.SupplyMismatch: Kind(
        409, "supply-mismatch", "Another product's supply", "Supply {supply_id} is not for {sku}.", "supply_id"
    ),
    refusals.NotAnAlternative: Kind(
        409, "not-an-alternative", "Cannot be switched to", "{sku} is no alternative here: {why}.", "sku"
    ),
    refusals.NoPickup: Kind(
        409, "no-pickup", "Nothing can be picked up", "The shop has no place for it (NACHSCHUB_PICKUP_PLACE).", "pickup"
    ),
    refusals.LinkUnusable: Kind(
        409, "link-unusable", "The link does not work", "The link is unknown, used or expired.", "payload"
    ),
    refusals.NothingHeld: Kind(
        409, "nothing-held", "Nothing is held", "Subscription {subscription_id} holds no units.", "subscription_id"
    ),
    refusals.ReservedName: Kind(
        409, "reserved-name", "This name is reserved", "“{external_id}” belongs to the chat.", "external_id"
    ),
    refusals.MessageSettled: Kind(
        409,
        "message-settled",
        "There is nothing to decide",
        "Message {message_id} is {state}; only what failed or is unknown can be resent or left.",
    ),
    refusals.ConversationClosed: Kind(
        409, "conversation-closed", "The conversation has ended", "Conversation {conversation_id} has ended."
    ),
    refusals.OutOfReach: Kind(409, "out-of-reach", "Nothing can be sent", "{customer} cannot be reached: {why}."),
    refusals.NotInLanguage: Kind(
        409, "not-in-language", "No text in this language", "Canned answer “{name}” has no text in “{language}”."
    ),
    refusals.GapUnfilled: Kind(
        409, "gap-unfilled", "A gap stays empty", "Nothing can stand for “{gap}” in canned answer “{name}”."
    ),
    refusals.BroadcastMoveRefused: Kind(
        409,
        "broadcast-move-refused",
        "The broadcast's state does not allow this",
        "It is {state}; from there it cannot become {wanted}.",
    ),
    refusals.BroadcastPaused: Kind(
        409,
        "broadcast-paused",
        "The broadcast is paused",
        "It was sent already; `resume` lets it go on where it stopped.",
    ),
    refusals.BroadcastOver: Kind(
        409,
        "broadcast-over",
        "Nothing of this broadcast may leave any more",
        "Its broadcast is over ({why}); message {message_id} stays as it is, or can be left.",
    ),
    refusals.BroadcastFaulty: Kind(
        409, "broadcast-faulty", "The text has problems", "Something has to be mended before it can be sent."
    ),
    refusals.SecondPersonNeeded: Kind(
        409,
        "second-person-needed",
        "Somebody else must approve this",
        "Broadcast {broadcast_id} needs the key of a second person.",
    ),
    refusals.NoConsent: Kind(
        409,
        "no-consent",
        "This person has not agreed",
        "{customer} must say yes to announcements in the chat first.",
        "customer",
    ),
    refusals.TextRefused: Kind(
        422, "text-refused", "These words cannot be used", "“{found}” in “{field}” cannot be used: {why}."
    ),
    refusals.TooMany: Kind(409, "too-many", "The list is too long", "{field} takes at most {most}."),
}


def says(refusal: Refusal) -> str:
    """The detail, in one sentence."""
    words = REFUSALS[type(refusal)].says
    if isinstance(refusal, refusals.TextRefused):
        words = SAYS_OF_TEXT.get(refusal.why, words)
    return words.format(**vars(refusal))


def fault_of(mistake: Mistake) -> Fault:
    """A mistake in an announcement, named by its field."""
    return Fault(mistake.field, SAYS_OF_MISTAKE[mistake.kind].format(found=mistake.found))


@dataclass
class ProblemRaised(Exception):
    """The request ends here, with this answer."""

    kind: Kind
    detail: str
    errors: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, Any] = field(default_factory=dict)

    def response(self) -> Response[Any]:
        kind = self.kind
        body: dict[str, Any] = {"type": kind.type, "title": kind.title, "status": kind.status, "detail": self.detail}
        if self.errors:
            body["errors"] = self.errors
        return Response(
            body | {name: value for name, value in self.members.items() if name not in body},
            status_code=kind.status,
            media_type=MEDIA_TYPE,
            headers=dict(self.headers),
        )


def invalid(where: str, detail: str) -> ProblemRaised:
    return ProblemRaised(INVALID, detail, [Fault(where, detail)])


def in_progress() -> ProblemRaised:
    return ProblemRaised(
        IN_PROGRESS,
        "The work is being done, or was done and its answer was lost. Ask again in a moment, or look what is there.",
        [Fault("Idempotency-Key", "in use")],
        {"Retry-After": "1"},
    )


def must_match(where: str, in_body: str | None, in_address: str) -> None:
    """A PUT may repeat its address in the body, but not contradict it."""
    if in_body is not None and in_body != in_address:
        detail = f"The body says “{in_body}”, the address “{in_address}”."
        raise ProblemRaised(MISMATCH, detail, [Fault(where, detail)])
