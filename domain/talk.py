"""News of a conversation with the team: each is a message of its own."""

from dataclasses import dataclass

from domain.contact import Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamMessage:
    """What somebody of the team says. Photos and the like are copied from where they were written.

    `html` is sealed on its way into the post and opened by the courier. `reply_to` is a message in the reader's chat.
    """

    remark_id: int
    html: str | None
    copied_from: int | None = None
    copied: int | None = None
    captioned: bool = False
    reply_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamOutOfReach:
    """The customer asked for a person, and the team's group cannot be reached; how else to turn to the shop."""

    conversation_id: int
    contact: Contact


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationEnded:
    """The team has closed the conversation; the customer is asked how it was."""

    conversation_id: int


TalkNews = TeamMessage | TeamOutOfReach | ConversationEnded
"""What the post brings while a customer talks to the team."""
