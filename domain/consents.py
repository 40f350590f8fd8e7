"""What a person has agreed to, or no longer does. Service news and alerts need no consent; announcements do."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Purpose(StrEnum):
    """What the consent is for."""

    MARKETING = "marketing"


@dataclass(frozen=True, slots=True)
class Consent:
    """One yes or no, never changed afterwards. `wording` is what the person read, in `language`, when they said it.

    `broadcast_id` where it was said under an announcement.
    """

    given: bool
    at: datetime
    wording: str
    language: str
    broadcast_id: int | None = None
