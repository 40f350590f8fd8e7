"""Customers on the wire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from api.shapes import backorders, conversations, messages, subscriptions
from api.shapes.backorders import BackorderOut
from api.shapes.conversations import ConversationDetail
from api.shapes.messages import MessageOut
from api.shapes.subscriptions import SubscriptionOut
from api.shapes.values import Email, ExternalId, Line, Locale, Phone, Preferences, Tags, timezones
from domain.consents import Consent, Purpose
from domain.customers import Customer
from services.customers import Belongings, Profile
from services.linking import Link

ZONES = "|".join(sorted(timezones())).replace("+", r"\+")
Timezone = Annotated[str, Meta(extra_json_schema={"pattern": f"^({ZONES})$"}, examples=["Europe/Berlin"])]


class CustomerIn(Struct, forbid_unknown_fields=True, frozen=True):
    """What the shop knows of a person. Language and zone stay as they are where they are left out."""

    external_id: Annotated[ExternalId | None, Meta(description="May be left out; must equal the address's.")] = None
    name: Line | None = None
    email: Email | None = None
    phone: Phone | None = None
    locale: Annotated[Locale | None, Meta(description="BCP 47.")] = None
    timezone: Annotated[Timezone | None, Meta(description="IANA name.")] = None
    tags: Annotated[Tags | None, Meta(description="Your own words, for audiences; left out, they stay.")] = None
    preferences: Annotated[
        Preferences | None, Meta(description="Categories they like, for suggestions; left out, they stay.")
    ] = None

    def __post_init__(self) -> None:
        if self.timezone is not None and self.timezone not in timezones():
            raise ValueError("`timezone` must be an IANA name such as Europe/Berlin")

    def customer(self, external_id: str) -> Customer:
        return Customer(0, external_id, self.name, self.email, self.phone, self.locale, self.timezone)


class ConsentOut(Struct, frozen=True):
    """The word that counts now, with what the person read; nulls where nobody has asked yet."""

    given: bool
    at: datetime | None
    wording: str | None
    language: str | None


class ConsentsOut(Struct, frozen=True):
    """By purpose. Service news and alerts need none. Only the person says yes or no, in the chat."""

    marketing: ConsentOut


class SaidOut(Struct, frozen=True):
    """One yes or no of the past. `broadcast_id` where it was said under an announcement."""

    purpose: Purpose
    given: bool
    at: datetime
    wording: str
    language: str
    broadcast_id: int | None


class CustomerOut(Struct, frozen=True):
    """`linked`: whether a chat belongs to this person; `blocked`: whether they keep the bot out."""

    external_id: str
    name: str | None
    email: str | None
    phone: str | None
    locale: str | None
    timezone: str | None
    linked: bool
    blocked: bool
    tags: Sequence[str]
    preferences: Sequence[str]
    consents: ConsentsOut


class LinkOut(Struct, frozen=True):
    """Works once. `url` is null while the bot's name is unknown; the payload works all the same."""

    url: str | None
    payload: str
    expires_at: datetime


class ExportOut(Struct, frozen=True):
    """Everything that is kept about a person, at most 1000 of each kind."""

    customer: CustomerOut
    backorders: Sequence[BackorderOut]
    subscriptions: Sequence[SubscriptionOut]
    messages: Sequence[MessageOut]
    consents: Sequence[SaidOut]
    conversations: Sequence[ConversationDetail]


def customer(profile: Profile) -> CustomerOut:
    known = profile.customer
    return CustomerOut(
        known.external_id,
        known.name,
        known.email,
        known.phone,
        known.locale,
        known.timezone,
        linked=known.chat_id is not None,
        blocked=known.blocked,
        tags=profile.tags,
        preferences=profile.preferences,
        consents=ConsentsOut(consent(profile.marketing)),
    )


def consent(known: Consent | None) -> ConsentOut:
    if known is None:
        return ConsentOut(given=False, at=None, wording=None, language=None)
    return ConsentOut(known.given, known.at, known.wording, known.language)


def said(known: Consent) -> SaidOut:
    return SaidOut(Purpose.MARKETING, known.given, known.at, known.wording, known.language, known.broadcast_id)


def link(fresh: Link) -> LinkOut:
    return LinkOut(fresh.url, fresh.payload, fresh.expires_at)


def export(found: Belongings) -> ExportOut:
    external_id = found.profile.customer.external_id
    return ExportOut(
        customer(found.profile),
        [backorders.summary(view) for view in found.backorders],
        [subscriptions.subscription(each, external_id) for each in found.subscriptions],
        [messages.message(each) for each in found.messages],
        [said(each) for each in found.consents],
        [conversations.detail(each) for each in found.conversations],
    )
