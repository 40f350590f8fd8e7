"""An announcement is read before it is sent: by us, for what Telegram or a court would object to.

About dates (OLG München 6 U 3815/17, OLG Bremen 2 U 49/12): no word that sounds like a date of delivery and is none.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from html import escape, unescape

from domain.broadcasts import Content, Draft
from domain.markup import LONGEST_SHOWN, broken, inside, outside, plain, units
from domain.mistakes import Mistake, MistakeKind
from domain.texts import LANGUAGES

LONGEST_TEXT = 4096  # UTF-16 units after parsing (Bot API: sendMessage)
LONGEST_CAPTION = 1024  # the same for the text under a photo (Bot API: sendPhoto)
LONGEST_NAME = 64  # UTF-16 units of a reader's name

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_NAME = re.compile(r"\{name\|([^{}|<>]{0,64})\}")
"""The one placeholder, with what stands there where the name is unknown: everything else could stay empty."""
_SENTENCE = re.compile(r"[.!?…](?:\s|$)|\n")
_SHORT_FORM = re.compile(r"\bi\. ?d\. ?r\.", re.IGNORECASE)
_VAGUE = re.compile(
    r"\b((?:als|sehr )?bald(?:igst|möglichst)?|voraussichtlich\w*|in der regel|demnächst|in kürze|kurzfristig\w*|"
    r"zeitnah\w*)\b",
    re.IGNORECASE,
)
_DELIVERY = re.compile(
    r"liefer|versand|versend|verschick|zustell|zugestellt|eintreff|eintrifft|eingetroffen|ankunft|ankomm|ankommt|verfügbar|"
    r"erhältlich|vorrätig|\blager|wieder (?:da|im)\b|nachschub|paket|sendung|unterwegs|abhol|"
    r"(?:ware|artikel|produkt|bestellung|bestellt)\w*\b.*\b(?:komm|kommen|da)\w*|"
    r"\bkomm(?:t|en)\b.*\b(?:ware|artikel|produkt|bestellung|januar|februar|märz|april|mai|juni|juli|august|september|"
    r"oktober|november|dezember|tag|woche|monat|\d{1,2}\.)",
    re.IGNORECASE,
)


def mistakes(draft: Draft, now: datetime) -> list[Mistake]:
    """Everything that has to be mended before this may be sent; empty when all is well."""
    found = [each for language in languages_of(draft) for each in mistakes_in(draft.content, language)]
    last = draft.not_after
    if last is not None and last <= max(now, draft.send_at or now):
        found.append(Mistake("not_after", MistakeKind.PAST_NOT_AFTER, last.isoformat()))
    return found


def languages_of(draft: Draft) -> tuple[str, ...]:
    """Which readers there will be."""
    return (draft.audience.language,) if draft.audience.language else LANGUAGES


def mistakes_in(content: Content, language: str) -> Iterator[Mistake]:
    """Of what the readers of one language get."""
    field, html = f"text.{language}", content.text.get(language) or ""
    if content.button and not content.button.text.get(language, "").strip():
        yield Mistake(f"button.text.{language}", MistakeKind.MISSING_TRANSLATION)
    place = broken(html)
    if place is not None:
        yield Mistake(field, MistakeKind.BROKEN_HTML, place)
    elif not plain(html).strip():
        yield Mistake(field, MistakeKind.MISSING_TRANSLATION)
    else:
        yield from _mistakes_in_text(field, html, language, LONGEST_CAPTION if content.photo_url else LONGEST_TEXT)


def filled(html: str, name: str | None) -> str:
    """The text for one reader; escaped where it came from elsewhere."""
    return _NAME.sub(lambda found: escape(_cut(name), quote=False) if name else found[1], html)


def greets(html: str) -> bool:
    """Whether the reader's name stands in it."""
    return _NAME.search(html) is not None


def _mistakes_in_text(field: str, html: str, language: str, most: int) -> Iterator[Mistake]:
    for strange in _strange_braces(html):
        yield Mistake(field, MistakeKind.UNKNOWN_PLACEHOLDER, strange)
    length = units(plain(_NAME.sub(lambda found: max("x" * LONGEST_NAME, found[1], key=len), html)))
    if length > most:
        yield Mistake(field, MistakeKind.TOO_LONG, str(length))
    if language == "de" and (vague := vague_date(plain(html))) is not None:
        yield Mistake(field, MistakeKind.VAGUE_DATE, vague)


def vague_date(text: str) -> str | None:
    """The first word of a German text that sounds like a date of delivery and is none."""
    for sentence in _SENTENCE.split(_SHORT_FORM.sub("in der Regel", text)):
        if (vague := _VAGUE.search(sentence)) and _DELIVERY.search(sentence):
            return vague[1]
    return None


def _strange_braces(html: str) -> Iterator[str]:
    found = [brace for part in outside(html) for brace in _BRACES.findall(part) if not _NAME.fullmatch(brace)]
    found += [brace for tag in inside(html) for brace in _BRACES.findall(tag)]
    return (unescape(brace)[:LONGEST_SHOWN] for brace in found)


def _cut(name: str) -> str:
    kept = name.encode("utf-16-le")[: 2 * LONGEST_NAME]
    return kept.decode("utf-16-le", "ignore")
