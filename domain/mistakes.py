"""What can be wrong with an announcement before it is sent."""

from dataclasses import dataclass
from enum import StrEnum


class MistakeKind(StrEnum):
    """Each is a reason not to send, unless it `warns` only."""

    MISSING_TRANSLATION = "missing_translation"
    BROKEN_HTML = "broken_html"
    TOO_LONG = "too_long"
    VAGUE_DATE = "vague_date"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    PAST_NOT_AFTER = "past_not_after"
    PAST_SEND_AT = "past_send_at"
    NO_HOUR = "no_hour"
    BAD_ADDRESS = "bad_address"
    NAMELESS = "nameless"
    UNKNOWN_PRODUCT = "unknown_product"
    NO_TIME = "no_time"
    HOURS_TOO_LATE = "hours_too_late"

    @property
    def warns(self) -> bool:
        """Whether it can be sent all the same: fewer people hear it."""
        return self in (MistakeKind.NO_TIME, MistakeKind.HOURS_TOO_LATE)


@dataclass(frozen=True, slots=True)
class Mistake:
    """`field` as the API names it; `found` is what stands there: a tag, a word, a number."""

    field: str
    kind: MistakeKind
    found: str = ""
