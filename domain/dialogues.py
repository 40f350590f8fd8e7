"""What the bot has asked in a chat, where the answer is typed and not tapped."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

ANSWERED_WITHIN = timedelta(minutes=15)
"""Whoever writes later has long been talking about something else."""


class Topic(StrEnum):
    """What an answer is about."""

    ZONE = "zone"
    ORDER = "order"
    EMAIL = "email"
    PHONE = "phone"


@dataclass(frozen=True, slots=True)
class Dialogue:
    """`given` is what the person has said so far, where one answer is not enough."""

    topic: Topic
    given: str | None
    asked_at: datetime

    def waits_at(self, now: datetime) -> bool:
        """Whether what is written now may be the answer. A keyboard that asks stands until it is put away."""
        return self.topic is Topic.PHONE or now - self.asked_at <= ANSWERED_WITHIN
