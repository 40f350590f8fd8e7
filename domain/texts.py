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
    primary = primary_subtag(tag)
    return primary if primary in LANGUAGES else LANGUAGES[0]


def primary_subtag(tag: str | None) -> str:
    """`de` of `de-AT`, in small letters; empty where there is no tag."""
    return (tag or "").replace("_", "-").split("-")[0].lower()


INFORMAL = "informal"
"""The private subtag of readers who want to be addressed as friends are: `de-x-informal` says du."""


def is_informal(tag: str | None) -> bool:
    """Whether a BCP 47 tag asks for the familiar address."""
    subtags = (tag or "").replace("_", "-").lower().split("-")
    return "x" in subtags and INFORMAL in subtags[subtags.index("x") :]


def addressed(tag: str | None, *, informal: bool) -> str:
    """The same language and region, with the familiar address or without it."""
    plain = (tag or LANGUAGES[0]).replace("_", "-").split("-x-")[0]
    return f"{plain}-x-{INFORMAL}" if informal else plain


def renewed_locale(known: str | None, told: str | None) -> str | None:
    """What holds when the shop tells a locale anew: whoever said du goes on hearing du in the same language."""
    if told is None or not is_informal(known) or primary_subtag(told) != primary_subtag(known):
        return told or known
    return addressed(told, informal=True)
