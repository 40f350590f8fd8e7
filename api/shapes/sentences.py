"""Sentences and the merchant's own words on the wire."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from msgspec import Meta, Struct

from api.shapes.values import PROSE
from domain.sentences import LONGEST, Forms, Sentence
from wording.previews import Preview

Words = Annotated[str, Meta(min_length=1, max_length=LONGEST, pattern=PROSE)]


class Counted(Struct, forbid_unknown_fields=True, frozen=True):
    """Of a sentence that counts things: for one of them, and for any other number."""

    one: Words
    other: Words


class TextsIn(Struct, forbid_unknown_fields=True, frozen=True):
    """The merchant's words by language; one that is left out says what it said at first.

    `de_informal` is for readers who say du. Of a sentence that counts, one text may stand for every number.
    """

    en: Words | Counted | None = None
    de: Words | Counted | None = None
    de_informal: Words | Counted | None = None

    def texts(self) -> dict[str, Forms]:
        given = {"en": self.en, "de": self.de, "de_informal": self.de_informal}
        return {language: _forms(words) for language, words in given.items() if words is not None}


class TextsOut(Struct, frozen=True):
    """By language; null where there is none."""

    en: str | Counted | None = None
    de: str | Counted | None = None
    de_informal: str | Counted | None = None


class SentenceOut(Struct, frozen=True):
    """`original` is what we say, `own` what the merchant says instead; every one of `placeholders` has to stand in it.

    `label`: it stands on a button, one line of at most 64 characters. `tags`: whether Telegram's tags may stand in it.
    `counts`: whether it differs for one thing and for several.
    """

    key: str
    placeholders: Sequence[str]
    tags: bool
    label: bool
    counts: bool
    original: TextsOut
    own: TextsOut


class SentencePage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[SentenceOut]
    next: str | None


class PreviewOut(Struct, frozen=True):
    """Telegram's HTML by language. `message` is the one it is shown in; null: it stands alone, with made-up values."""

    message: int | None
    en: str
    de: str
    de_informal: str


def sentence(found: Sentence, own: Mapping[str, Forms]) -> SentenceOut:
    return SentenceOut(
        found.key,
        found.placeholders,
        found.has_tags,
        found.is_label,
        found.counts,
        _texts(found.defaults),
        _texts(own),
    )


def preview(found: Preview) -> PreviewOut:
    return PreviewOut(found.message_id, **found.texts)


def _texts(texts: Mapping[str, Forms]) -> TextsOut:
    return TextsOut(**{language: _words(forms) for language, forms in texts.items()})


def _words(forms: Forms) -> str | Counted:
    return forms[0] if len(forms) == 1 else Counted(*forms)


def _forms(words: str | Counted) -> Forms:
    return (words,) if isinstance(words, str) else (words.one, words.other)
