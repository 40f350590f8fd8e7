"""Single cells to values, the same for every format. Each raises Skip with its reason for what it cannot read."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from catalogues.listing import Reason, Skip
from catalogues.markup import cut, one_line, plain_text
from domain.skus import valid_sku
from domain.texts import Texts

MAX_SKU = 128  # before composing; valid_sku has the last word
MAX_NAME = 200
MAX_DESCRIPTION = 4000  # one Telegram message holds 4096 characters
MAX_MARKUP = 40_000  # of a description with its tags; page builders write ten signs of markup for one of text
MAX_CATEGORY = 200
MAX_GROUP = 64
MAX_OPTION = 100
MAX_URL = 2000

MAX_UNITS = 1_000_000_000
"""Fits the database's integers with room for sums."""

_WHOLE = re.compile(r"([-+]?[0-9]{1,15})(?:[.,]0{1,2})?")
_ADDRESS = re.compile(r"https?://[^\s/?#<>\"\\]+[^\s<>\"\\]*", re.IGNORECASE)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_YES = frozenset({"1", "true", "yes", "ja", "wahr"})
_NO = frozenset({"0", "-1", "false", "no", "nein", "falsch"})


def sku(text: str) -> str:
    """As it stands, only with its accents composed, so that two ways of writing an ü are one sku."""
    if not text:
        raise Skip(Reason.NO_SKU)
    composed = unicodedata.normalize("NFC", text[:MAX_SKU])
    if len(text) > MAX_SKU or not valid_sku(composed):
        raise Skip(Reason.BAD_SKU, text)
    return composed


def name(text: str) -> str:
    """May be blank. A name that is too long is refused: cut short it might name another thing."""
    return _short(text, MAX_NAME, Reason.LONG_NAME)


def description(text: str) -> str:
    looked_at = text if len(text) <= MAX_MARKUP else text[:MAX_MARKUP].rpartition("<")[0] or text[:MAX_MARKUP]
    return cut(plain_text(looked_at), MAX_DESCRIPTION)


def category(text: str) -> str | None:
    return _short(text, MAX_CATEGORY, Reason.LONG_CATEGORY) or None


def group(text: str) -> str | None:
    return _short(text, MAX_GROUP, Reason.LONG_GROUP) or None


def options(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names to values, in the file's order; a blank value tells nothing apart and is left out."""
    found: dict[str, str] = {}
    for place, (name, value) in enumerate(pairs, start=1):
        if chosen := _short(value, MAX_OPTION, Reason.LONG_OPTION):
            called = _short(name, MAX_OPTION, Reason.LONG_OPTION) or f"Option {place}"
            found[f"{called} {place}" if called in found else called] = chosen
    return found


def texts(**by_language: str) -> Texts:
    """Only the languages that have a text."""
    return {language: text for language, text in by_language.items() if text}


def whole(text: str, reason: Reason) -> int | None:
    """A whole number, `5.00` being one; None for a blank. `1.000` is refused: nobody knows what it means."""
    if not text:
        return None
    figure = _WHOLE.fullmatch(text)
    if not figure or abs(int(figure[1])) > MAX_UNITS:
        raise Skip(reason, text)
    return int(figure[1])


def at_least_zero(text: str, reason: Reason) -> int | None:
    found = whole(text, reason)
    if found is not None and found < 0:
        raise Skip(reason, text)
    return found


def first_count(text: str) -> int | None:
    """Units on hand. Shops that oversold write less than nothing; on the shelf that is nothing."""
    found = whole(text, Reason.BAD_STOCK)
    return None if found is None else max(found, 0)


def yes(text: str, *, when_blank: bool, reason: Reason) -> bool:
    answer = text.lower()
    if not answer:
        return when_blank
    if answer in _YES:
        return True
    if answer in _NO:
        return False
    raise Skip(reason, text)


def day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError:
        raise Skip(Reason.BAD_RELEASE_DATE, text) from None


def address(text: str, reason: Reason) -> str | None:
    if not text:
        return None
    if len(text) > MAX_URL or not _ADDRESS.fullmatch(text):
        raise Skip(reason, text)
    return text


def image_among(*candidates: str) -> str | None:
    """The first web address. Other shops also export file names, which are nothing to a reader of ours."""
    return next((found for found in candidates if len(found) <= MAX_URL and _ADDRESS.fullmatch(found)), None)


def _short(text: str, limit: int, reason: Reason) -> str:
    plain = one_line(text[:MAX_MARKUP])
    if len(plain) > limit or len(text) > MAX_MARKUP:
        raise Skip(reason, plain)
    return plain
