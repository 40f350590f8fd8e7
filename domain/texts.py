"""The merchant's own words, one text per language."""

from collections.abc import Mapping

LANGUAGES = ("en", "de")
"""The languages that Nachschub speaks; the first is the fallback for readers of any other."""

Texts = Mapping[str, str]
"""Language tag to text. A language may be missing; an empty text counts as missing."""


def in_language(texts: Texts, language: str) -> str | None:
    """The text in that language, or in the first language that has one; None when there is no text at all."""
    for candidate in (language, *LANGUAGES, *texts):
        if found := texts.get(candidate):
            return found
    return None


def nearest_language(tag: str | None) -> str:
    """The language we speak that is nearest to a BCP 47 tag: `de-AT` reads German, `fr` reads English."""
    primary = (tag or "").replace("_", "-").split("-")[0].lower()
    return primary if primary in LANGUAGES else LANGUAGES[0]
