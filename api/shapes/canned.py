"""Canned answers on the wire."""

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct

from api.shapes.conversations import LONGEST
from api.shapes.values import PROSE
from domain.canned import GAPS, Canned, problems
from domain.texts import LANGUAGES

CannedText = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=LONGEST // 2,
        pattern=PROSE,
        description="Plain text; in braces may stand " + ", ".join(f"{{{gap}}}" for gap in GAPS) + ".",
    ),
]
SpokenLanguage = Annotated[str, Meta(pattern="^(" + "|".join(LANGUAGES) + ")$")]


class CannedIn(Struct, forbid_unknown_fields=True, frozen=True):
    """A text for each language; a customer whose language is missing cannot be sent it."""

    texts: Annotated[dict[SpokenLanguage, CannedText], Meta(min_length=1, max_length=len(LANGUAGES))]

    def __post_init__(self) -> None:
        for language, text in self.texts.items():
            if wrong := problems(text):
                raise ValueError(f"`texts.{language}` holds what cannot be filled: {', '.join(wrong)}")


class CannedOut(Struct, frozen=True):
    """`name` is what the team types behind /canned."""

    name: str
    texts: dict[str, str]


class CannedPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[CannedOut]
    next: str | None


def canned(found: Canned) -> CannedOut:
    return CannedOut(found.name, dict(found.texts))
