"""Which goods a message names: inflected, compounded, mistyped, narrowed by colour and size."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from understanding.catalogue import HEAD, Catalogue
from understanding.forms import KINDRED, SMALL_WORDS, UNITS, look
from understanding.spans import Kind, Span, Spans
from understanding.spelling import Word, words
from understanding.variants import APART, variants

INFLECTED, COMPOUND, MISTYPED = 1.0, 0.95, 0.9
"""How much of a word's weight counts."""
ENOUGH = 0.85
"""A mention names the thing itself, or two words around it."""
GAP = 2
"""Words that may stand between two words of one mention."""
LONG = 8
"""From here on two typing errors are forgiven."""


@dataclass(slots=True)
class Mention:
    """Words of a message that name one thing, and what each of the items gains by them."""

    first: int
    last: int
    scores: dict[int, float] = field(default_factory=dict)

    def best(self) -> list[int]:
        top = max(self.scores.values())
        return sorted(place for place, score in self.scores.items() if score >= top - 0.01)


def find_products(spans: Spans, catalogue: Catalogue, ordinary: frozenset[str]) -> None:
    """`ordinary`: words that are never taken for a mistyped name."""
    _find_skus(spans, catalogue)
    said = [word for word in words(spans.text) if spans.free(word.start, word.end)]
    mentions = [mention for mention in _mentions(said, catalogue, ordinary) if max(mention.scores.values()) >= ENOUGH]
    for place, mention in enumerate(mentions):
        left = mentions[place - 1].last + 1 if place else 0
        right = mentions[place + 1].first if place + 1 < len(mentions) else len(said)
        items = [catalogue.items[best] for best in mention.best()]
        for span in variants(said, (mention.first, mention.last), (left, right), items):
            if not any(set(span.skus) >= set(other.skus) for other in spans.of(Kind.PRODUCT)):
                spans.add(span)


def _find_skus(spans: Spans, catalogue: Catalogue) -> None:
    for found in re.finditer(r"[\w][\w./-]*\w", spans.text):
        if (sku := catalogue.skus.get(found.group().casefold())) and not found.group().isalpha():
            spans.add(Span(Kind.PRODUCT, found.start(), found.end(), sku, (sku,)))


def _mentions(said: Sequence[Word], catalogue: Catalogue, ordinary: frozenset[str]) -> list[Mention]:
    found: list[Mention] = []
    place = 0
    while place < len(said):
        gains, width = _gains(said, place, catalogue, ordinary)
        if gains and not (found and _joins(found[-1], gains, said, place)):
            found.append(Mention(place, place + width - 1, gains))
        elif gains:
            found[-1].last = place + width - 1
            for item, gain in gains.items():
                found[-1].scores[item] = found[-1].scores.get(item, 0.0) + gain
        place += width
    return found


def _joins(mention: Mention, gains: dict[int, float], said: Sequence[Word], place: int) -> bool:
    """Near, not told apart by a word between, and about the same things."""
    between = {word.text for word in said[mention.last + 1 : place]}
    near = place - mention.last - 1 <= GAP and not between & APART
    return near and bool(gains.keys() & (mention.scores.keys() if len(mention.scores) > 1 else set(mention.best())))


def _gains(
    said: Sequence[Word], place: int, catalogue: Catalogue, ordinary: frozenset[str]
) -> tuple[dict[int, float], int]:
    """What a word gives to which items; `rain jacket` may be one word in the catalogue, so pairs are tried first."""
    if place + 1 < len(said) and len(said[place].text) + len(said[place + 1].text) > 4:
        joined = said[place].text + said[place + 1].text
        if joined in catalogue.forms and said[place + 1].start - said[place].end <= 1:
            return _weighed(catalogue.forms[joined], INFLECTED, catalogue), 2
    word = said[place].text
    if word in SMALL_WORDS or word in UNITS or look(word) or word[0].isdigit():
        return {}, 1
    return _gains_of(word, catalogue, ordinary), 1


def _gains_of(word: str, catalogue: Catalogue, ordinary: frozenset[str]) -> dict[int, float]:
    """The word itself, then what else the thing is called, then what it may be mistyped for."""
    if found := _known(word, catalogue, ordinary):
        return found
    for kin in KINDRED.get(word, ()):
        if found := _known(kin, catalogue, frozenset()):
            return found
    return {} if word in ordinary else _weighed(_mistyped(word, catalogue), MISTYPED, catalogue)


def _known(word: str, catalogue: Catalogue, ordinary: frozenset[str]) -> dict[int, float]:
    """An ordinary word counts only where a name has it as it stands: `kann` is no Kanne."""
    names = catalogue.forms.get(word, frozenset())
    if word in ordinary:
        names = frozenset(name for name in names if word.startswith(name))
    return _weighed(names, INFLECTED, catalogue) if names else _compound(word, catalogue, ordinary)


def _weighed(names: Iterable[str], quality: float, catalogue: Catalogue) -> dict[int, float]:
    gains: dict[int, float] = {}
    for name in names:
        for place, weight in catalogue.holders[name]:
            gains[place] = max(gains.get(place, 0.0), weight * quality)
    return gains


def _compound(word: str, catalogue: Catalogue, ordinary: frozenset[str]) -> dict[int, float]:
    """`Kessel` for a Wasserkessel, `Kaffeebecher` for a Becher, `desklamp` for a desk lamp."""
    if word in catalogue.endings and (len(word) > 4 or word not in ordinary):
        return _weighed(catalogue.endings[word], COMPOUND, catalogue)
    if word in ordinary:
        return {}
    for at in range(3, len(word) - 3):
        names = catalogue.forms.get(word[at:], frozenset())
        if any(weight == HEAD for name in names for _, weight in catalogue.holders[name]):
            gains = _weighed(names, COMPOUND, catalogue)
            for place, weight in _weighed(catalogue.forms.get(word[:at], ()), COMPOUND, catalogue).items():
                gains[place] = gains.get(place, 0.0) + weight
            return gains
    return {}


def _mistyped(word: str, catalogue: Catalogue) -> frozenset[str]:
    if word not in catalogue.recalled:
        if len(catalogue.recalled) > 20_000:
            catalogue.recalled.clear()
        catalogue.recalled[word] = _nearest(word, catalogue)
    return catalogue.recalled[word]


def _nearest(word: str, catalogue: Catalogue) -> frozenset[str]:
    """The forms within one error, or two in a long word; the first letter is seldom wrong."""
    from rapidfuzz import process  # noqa: PLC0415 - loaded with the first text that needs it
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - loaded with the first text that needs it

    if len(word) < 4 or not word.isalpha():
        return frozenset()
    allowed = 2 if len(word) >= LONG else 1
    forms = [
        form for n in range(len(word) - allowed, len(word) + allowed + 1) for form in catalogue.by_length.get(n, ())
    ]
    found = process.extract(word, forms, scorer=OSA.distance, score_cutoff=allowed, limit=5)
    sure = [(form, errors) for form, errors, _ in found if len(form) >= 4 and (form[0] == word[0] or len(word) > 5)]
    if not sure:
        return frozenset()
    least = min(errors for _, errors in sure)
    return frozenset(name for form, errors in sure if errors == least for name in catalogue.forms[form])
