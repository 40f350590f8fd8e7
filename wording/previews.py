"""A sentence where it stands: in a letter that was really written, or alone with values made up for it."""

import gettext
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from domain.money import Money
from domain.notices import News
from domain.sentences import Forms, Sentence
from wording.notices import word
from wording.sentences import SPOKEN, Listening, layered
from wording.words import Catalogues, Words

TAGS = {"de_informal": "de-x-informal"}
"""How a reader of that language is tagged, where it is not the language's own name."""


@dataclass(frozen=True, slots=True)
class Preview:
    """HTML by language; `message_id` is the letter it was shown in, None where none of the last ones says it."""

    message_id: int | None
    texts: Mapping[str, str]


def preview(
    sentence: Sentence,
    wanted: Mapping[str, Forms],
    letters: Iterable[tuple[int, tuple[News, ...]]],
    catalogues: Catalogues,
    now: datetime,
) -> Preview:
    """`wanted` instead of what is said now; a language that is left out says what it said at first."""
    spoken = catalogues.with_layer(partial(layered, {sentence.key: wanted}))
    words = {language: spoken.words(TAGS.get(language, language)) for language in SPOKEN}
    found = _said_in(sentence, letters, catalogues)
    if found is None:
        return Preview(None, {language: _alone(sentence, t, now) for language, t in words.items()})
    number, news = found
    return Preview(number, {language: word(news, t).text for language, t in words.items()})


def _said_in(
    sentence: Sentence, letters: Iterable[tuple[int, tuple[News, ...]]], catalogues: Catalogues
) -> tuple[int, tuple[News, ...]] | None:
    heard: set[str] = set()

    def listening(_: str, ours: gettext.NullTranslations) -> gettext.NullTranslations:
        return Listening(ours, heard)

    t = catalogues.with_layer(listening).words(None)
    for number, news in letters:
        word(news, t)
        if sentence.message in heard:
            return number, news
    return None


def _alone(sentence: Sentence, t: Words, now: datetime) -> str:
    values = {name: value for name, value in samples(t, now).items() if name in sentence.placeholders}
    if sentence.counts:
        return t.count(sentence.message, sentence.message, 2, **values)
    return t.say(sentence.message, **values)


def samples(t: Words, now: datetime) -> dict[str, str | int]:
    """A value for every placeholder there is."""
    today: date = t.local(now)
    name = {"en": "Blue mug", "de": "Blaue Tasse"}[t.language]
    return {
        "about": name,
        "cap": 3,
        "choice": t.plain("Show order"),
        "day": t.day(today),
        "email": "shop@example.org",
        "moment": t.moment(now),
        "money": t.money(Money(1990, "EUR")),
        "of": 11,
        "order_number": "A-1001",
        "phone": "+49 30 901820",
        "place": 4,
        "product": name,
        "quantity": 2,
        "reason": t.plain("Our supplier cannot deliver in time."),
        "span": t.span(timedelta(hours=3)),
        "url": "https://shop.example/contact",
    }
