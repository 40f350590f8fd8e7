"""A customer and the shop's team talk: what is said, by whom, and what the team's group must still hear of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.backorders import Actor
from domain.customers import CHAT_ONLY, Customer
from domain.refusals import ConversationClosed

BEST = 5
"""Stars: from 1, not at all satisfied, to this."""
LONGEST_NAME = 128  # characters of a topic's name (Bot API: createForumTopic)
CAPTIONED = frozenset({"animation", "audio", "document", "photo", "video", "voice"})
"""Kinds of messages that may carry a text beside what they show."""


class ConversationState(StrEnum):
    """A closed one stays closed: who writes again begins another."""

    OPEN = "open"
    CLOSED = "closed"


class Side(StrEnum):
    """Who said it. A note is the team's own and reaches nobody else."""

    CUSTOMER = "customer"
    TEAM = "team"
    NOTE = "note"


class Trouble(StrEnum):
    """Why the team does not see a conversation in its group; it is in the API all the same."""

    NO_TEAM = "no_team"
    NO_TOPIC = "no_topic"


class Act(StrEnum):
    """What is carried to the team's group, or undone on the other side."""

    OPENED = "opened"
    REMARK = "remark"
    EDIT = "edit"
    DELETE = "delete"
    CLOSED = "closed"
    RATED = "rated"
    BLOCKED = "blocked"
    RETURNED = "returned"
    UNDELIVERED = "undelivered"


@dataclass(frozen=True, slots=True)
class Conversation:
    """`about` is the order it began with; `rating` is in stars, None until the customer has said."""

    id: int
    customer_id: int
    opened_at: datetime
    opened_by: Actor = Actor.CUSTOMER
    state: ConversationState = ConversationState.OPEN
    about: int | None = None
    first_answer_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by: Actor | None = None
    rating: int | None = None
    trouble: Trouble | None = None

    def must_be_open(self) -> None:
        """Raises ConversationClosed."""
        if self.state is not ConversationState.OPEN:
            raise ConversationClosed(self.id)

    def closed(self, by: Actor, at: datetime) -> "Conversation":
        """Raises ConversationClosed the second time."""
        self.must_be_open()
        return replace(self, state=ConversationState.CLOSED, closed_at=at, closed_by=by, trouble=None)

    def answered(self, at: datetime) -> "Conversation":
        """The first answer counts."""
        return self if self.first_answer_at else replace(self, first_answer_at=at)

    def rated(self, stars: int) -> "Conversation":
        return replace(self, rating=min(max(stars, 1), BEST))


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was said. `html` is its text, or what stands beside a photo or file, as Telegram's HTML.

    `message_id` is its number where it was written, None when it came over the API; `copy_id` that of its copy in the
    team's group. `reply_to` is another remark.
    """

    id: int
    conversation_id: int
    side: Side
    kind: str
    at: datetime
    html: str | None = None
    chat_id: int | None = None
    message_id: int | None = None
    copy_id: int | None = None
    reply_to: int | None = None
    edited_at: datetime | None = None
    deleted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """What customers said at the end: how many gave each number of stars."""

    stars: dict[int, int]

    @property
    def ratings(self) -> int:
        return sum(self.stars.values())

    @property
    def average(self) -> float | None:
        """One decimal; None while nobody has said."""
        total = sum(stars * count for stars, count in self.stars.items())
        return round(total / self.ratings, 1) if self.ratings else None


def reads_along(conversation: Conversation, team_chat: int | None) -> bool:
    """Whether what the customer writes goes to the team: it sits in a group, or has answered over the API."""
    return team_chat is not None or conversation.first_answer_at is not None


def topic_name(customer: Customer) -> str:
    """First name and number; never a surname, an e-mail address, or a name that could be either."""
    number = customer.external_id.removeprefix(CHAT_ONLY)
    number = f"#{customer.id}" if "@" in number else number
    first = (customer.name or "").split(maxsplit=1)
    name = f"{first[0]} · {number}" if first and "@" not in first[0] else number
    return name[:LONGEST_NAME]
