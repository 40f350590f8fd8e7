"""An announcement is read before it is sent: by us, for what Telegram or a court would object to."""

import re
import unicodedata
from collections.abc import Container, Iterator
from datetime import datetime, timedelta
from html import escape, unescape

from domain.addresses import opens
from domain.broadcasts import Content, Draft, Reach
from domain.markup import LONGEST_SHOWN, broken, inside, outside, plain, units
from domain.mistakes import Mistake, MistakeKind
from domain.texts import LANGUAGES
from domain.vague import UNSEEN, vague_word

LONGEST_TEXT = 4096  # UTF-16 units after parsing (Bot API: sendMessage)
LONGEST_CAPTION = 1024  # the same for the text under a photo (Bot API: sendPhoto)
GERMAN = "de"
FORGIVEN = timedelta(minutes=1)  # whoever wants it now writes the minute that has just begun
LONGEST_NAME = 64  # UTF-16 units of a reader's name

_BRACES = re.compile(r"\{[^{}]*\}|[{}]")
_NAME = re.compile(r"\{name\|([^{}|<>]{0,64})\}")
"""The one placeholder, with what stands there where the name is unknown: everything else could stay empty."""


def mistakes(draft: Draft, now: datetime) -> list[Mistake]:
    """Everything that has to be mended before this may be sent; empty when all is well."""
    found = [each for language in languages_of(draft) for each in mistakes_in(draft.content, language)]
    found += bad_addresses(draft.content)
    if GERMAN not in languages_of(draft):
        found += _vague_dates(draft.content)
    return [*found, *_hours_gone_wrong(draft, now)]


def warnings(draft: Draft, reach: Reach, first: datetime) -> Iterator[Mistake]:
    """What keeps people from hearing it; `first` is when the first letter may leave."""
    if draft.not_after is None:
        return
    missed = reach.hearers - reach.in_time(max(draft.not_after - first, timedelta(0)))
    if 2 * missed > reach.hearers:
        yield Mistake("not_after", MistakeKind.NO_TIME, f"{missed} of {reach.hearers}")
    if draft.local_time and reach.late:
        yield Mistake("not_after", MistakeKind.HOURS_TOO_LATE, f"{reach.late} of {reach.hearers}")


def strangers(draft: Draft, known: Container[str]) -> Iterator[Mistake]:
    """Skus of the audience that no product has."""
    for which, skus in draft.audience.skus.items():
        for at, sku in enumerate(skus):
            if sku not in known:
                yield Mistake(f"audience.products.{which}[{at}]", MistakeKind.UNKNOWN_PRODUCT, sku)


def bad_addresses(content: Content) -> Iterator[Mistake]:
    """For each of these Telegram would refuse every message."""
    urls = {"button.url": content.button.url if content.button else None, "photo_url": content.photo_url}
    for field, url in urls.items():
        if url and not opens(url):
            yield Mistake(field, MistakeKind.BAD_ADDRESS, url[:LONGEST_SHOWN])


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
    elif not _shown(html):
        yield Mistake(field, MistakeKind.MISSING_TRANSLATION)
    elif not _shown(filled(html, None)) and not content.photo_url:
        yield Mistake(field, MistakeKind.NAMELESS)
    else:
        yield from _mistakes_in_text(field, html, LONGEST_CAPTION if content.photo_url else LONGEST_TEXT)
    if language == GERMAN:
        yield from _vague_dates(content)


def filled(html: str, name: str | None) -> str:
    """The text for one reader; escaped where it came from elsewhere."""
    known = name if name and _shown(escape(name)) else None
    return _NAME.sub(lambda found: escape(_cut(known), quote=False) if known else found[1], html)


def _shown(html: str) -> str:
    """What is left of it to see."""
    return "".join(sign for sign in plain(html) if unicodedata.category(sign) not in UNSEEN).strip()


def greets(html: str) -> bool:
    """Whether the reader's name stands in it."""
    return _NAME.search(html) is not None


def _hours_gone_wrong(draft: Draft, now: datetime) -> Iterator[Mistake]:
    first, last = draft.send_at, draft.not_after
    if first is None and draft.local_time:
        yield Mistake("local_time", MistakeKind.NO_HOUR)
    if first is not None and first < now - FORGIVEN:
        yield Mistake("send_at", MistakeKind.PAST_SEND_AT, first.isoformat())
    if last is not None and last <= max(now, first or now):
        yield Mistake("not_after", MistakeKind.PAST_NOT_AFTER, last.isoformat())


def _vague_dates(content: Content) -> Iterator[Mistake]:
    """In whatever stands there in German, whoever it is for today: the audience may be another one tomorrow."""
    texts = {"text.de": content.text.get(GERMAN)}
    if content.button:
        texts["button.text.de"] = content.button.text.get(GERMAN)
    for field, text in texts.items():
        if text and (vague := vague_date(text)) is not None:
            yield Mistake(field, MistakeKind.VAGUE_DATE, vague)


def _mistakes_in_text(field: str, html: str, most: int) -> Iterator[Mistake]:
    for strange in _strange_braces(html):
        yield Mistake(field, MistakeKind.UNKNOWN_PLACEHOLDER, strange)
    length = units(plain(_NAME.sub(lambda found: max("x" * LONGEST_NAME, found[1], key=len), html)))
    if length > most:
        yield Mistake(field, MistakeKind.TOO_LONG, str(length))


def vague_date(html: str) -> str | None:
    """The first wording that sounds like a date and is none, in German as the nameless read it."""
    return vague_word(filled(html, None))


def _strange_braces(html: str) -> Iterator[str]:
    found = [brace for part in outside(html) for brace in _BRACES.findall(part) if not _NAME.fullmatch(brace)]
    found += [brace for tag in inside(html) for brace in _BRACES.findall(tag)]
    return (unescape(brace)[:LONGEST_SHOWN] for brace in found)


def _cut(name: str) -> str:
    kept = name.encode("utf-16-le")[: 2 * LONGEST_NAME]
    return kept.decode("utf-16-le", "ignore")
