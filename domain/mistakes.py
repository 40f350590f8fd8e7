"""What can be wrong with an announcement before it is sent."""

from dataclasses import dataclass
from enum import StrEnum


class MistakeKind(StrEnum):
    """Each is a reason not to send."""

    MISSING_TRANSLATION = "missing_translation"
    BROKEN_HTML = "broken_html"
    TOO_LONG = "too_long"
    VAGUE_DATE = "vague_date"
    UNKNOWN_PLACEHOLDER = "unknown_placeholder"
    PAST_NOT_AFTER = "past_not_after"
    PAST_SEND_AT = "past_send_at"
    NO_HOUR = "no_hour"


@dataclass(frozen=True, slots=True)
class Mistake:
    """`field` as the API names it; `found` is what stands there: a tag, a word, a number."""

    field: str
    kind: MistakeKind
    found: str = ""
