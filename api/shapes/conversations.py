"""Conversations with customers on the wire."""

import re
from collections.abc import Sequence
from datetime import datetime
from html import escape, unescape
from typing import Annotated, Literal

from msgspec import Meta, Struct

from api.shapes.values import PROSE
from domain.conversations import Conversation, ConversationState, Remark, Satisfaction, Trouble
from services.conversations import Talk

LONGEST = 3900
"""Characters: with the line above it that says who speaks, a message still fits (Telegram: 4096)."""
TAG = re.compile(r"<[^>]*>")


class TextIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Plain text."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST, pattern=PROSE)]

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise ValueError("`text` must hold something to read")

    def html(self) -> str:
        return escape(self.text, quote=False)


class RemarkOut(Struct, frozen=True):
    """Something that was said. `kind` is Telegram's: `text`, `photo`, `document` …; `text` also holds a caption.

    `side` `note` is the team's own. What was deleted has no text any more.
    """

    id: int
    side: Literal["customer", "team", "note"]
    kind: str
    text: str | None
    at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    reply_to: int | None


class ConversationOut(Struct, frozen=True):
    """`about` is the order it began with, `rating` how satisfied the customer was, from 1 to 5.

    `trouble`: why the team does not see it in its Telegram group: `no_team`, none is set; `no_topic`, Telegram refuses.
    """

    id: int
    customer: str
    state: ConversationState
    about: int | None
    opened_at: datetime
    opened_by: Literal["customer", "merchant", "system"]
    first_answer_at: datetime | None
    closed_at: datetime | None
    closed_by: Literal["customer", "merchant", "system"] | None
    rating: int | None
    trouble: Trouble | None


class ConversationDetail(ConversationOut, frozen=True):
    """With what was said, oldest first, the newest 1000 at most."""

    messages: Sequence[RemarkOut]


class SatisfactionOut(Struct, frozen=True):
    """How many customers have rated a conversation, the average, and how many gave each number of stars."""

    ratings: int
    average: float | None
    stars: dict[str, int]


class ConversationPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page. `satisfaction` is of all conversations, or the customer's."""

    items: Sequence[ConversationOut]
    next: str | None
    satisfaction: SatisfactionOut


def remark_out(remark: Remark) -> RemarkOut:
    return RemarkOut(
        id=remark.id,
        side=remark.side.value,
        kind=remark.kind,
        text=None if remark.html is None or remark.deleted_at else unescape(TAG.sub("", remark.html)),
        at=remark.at,
        edited_at=remark.edited_at,
        deleted_at=remark.deleted_at,
        reply_to=remark.reply_to,
    )


def conversation(talk: Talk) -> ConversationOut:
    found: Conversation = talk.conversation
    return ConversationOut(
        id=found.id,
        customer=talk.customer,
        state=found.state,
        about=found.about,
        opened_at=found.opened_at,
        opened_by=found.opened_by.value,
        first_answer_at=found.first_answer_at,
        closed_at=found.closed_at,
        closed_by=found.closed_by.value if found.closed_by else None,
        rating=found.rating,
        trouble=found.trouble,
    )


def detail(talk: Talk) -> ConversationDetail:
    known = conversation(talk)
    facts = {name: getattr(known, name) for name in ConversationOut.__struct_fields__}
    return ConversationDetail(**facts, messages=[remark_out(each) for each in talk.remarks])


def satisfaction(found: Satisfaction) -> SatisfactionOut:
    stars = {str(number): count for number, count in sorted(found.stars.items())}
    return SatisfactionOut(found.ratings, found.average, stars)
