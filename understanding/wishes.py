"""Two wishes in one message, told apart where both halves are sure of themselves."""

import re
from collections.abc import Iterator

from understanding.intents import HARMFUL, Intent
from understanding.masking import masked_words
from understanding.reading import Reading, read
from understanding.spans import Kind, Span, Spans
from understanding.spelling import plain

_JOINTS = re.compile(
    r"[.!?;…]+\s+(?:(?:and|und|also|außerdem|and also|ps:?|oh,? and)\s)?|,?\s(?:and also|and then|and|und außerdem|und dann|und auch|und|"
    r"plus|außerdem|ausserdem|sowie|also|&|\+|but|aber)\s|,\s|\s[-–—]\s",
    re.IGNORECASE,
)
SURE = 0.7
"""What each half must reach by itself."""
BEYOND_DOUBT = 0.95
"""The same, where the whole reads as something else."""
MOST = 4
"""Joints that are tried; who writes a letter has one wish, or needs a person."""
_NO_WISH = frozenset({Intent.SMALLTALK, Intent.OUT_OF_SCOPE})
_AGAINST = frozenset({Intent.KEEP_WAITING, Intent.CANCEL_BACKORDER, Intent.SWITCH_ALTERNATIVE})
"""Of these only one can be meant of the same thing."""
_NAMING = frozenset(
    plain(word)
    for word in "order number no nr id my the it is its it's for about regarding concerning with of hi hello ref reference email mail "
    "bestellung bestellnummer bestellnr nummer auftrag auftragsnummer meine mein die der das es ist lautet zu wegen betrifft betreff "
    "bezüglich geht um hallo vom mit guten tag xorder xmail xdate".split()
)
"""Words of a half that only names the order."""


def second_wish(spans: Spans, whole: Reading) -> tuple[Reading, Reading] | None:
    """Both halves in the message's order.

    The whole must agree with one of them, else the cut made the sense; unless each is beyond doubt and names its own thing.
    """
    found = []
    for left, right in _halves(spans):
        first, second = read(left), read(right)
        both = {first.best.intent, second.best.intent}
        if len(both) == 2 and not both & _NO_WISH and not _at_odds(both, left, right):
            least = min(first.best.confidence, second.best.confidence)
            agreed = SURE if whole.best.intent in both else BEYOND_DOUBT if _apart(left, right) else 1.0
            if least >= agreed and min(first.words, second.words) > 1:
                found.append((least, first, second))
    if not found:
        return None
    _, first, second = max(found, key=lambda halves: halves[0])
    return first, second


def gist(spans: Spans, whole: Reading) -> Reading:
    """Without a greeting, or a half that only names the order: what is left often says it more clearly.

    A harmful wish must be the whole's too: `please don't, cancel` must not lose its no.
    """
    for left, right in _halves(spans):
        for idle, other in ((left, right), (right, left)):
            if _says_nothing(idle):
                found = read(other)
                safe = found.best.intent not in HARMFUL or found.best.intent is whole.best.intent
                if safe and found.best.confidence > whole.best.confidence:
                    whole = found
    return whole


def _says_nothing(half: Spans) -> bool:
    said = set(masked_words(half))
    if said <= _NAMING:
        return Kind.ORDER.value in said
    best = read(half).best
    return best.intent is Intent.SMALLTALK and best.confidence >= SURE


def _at_odds(both: set[Intent], left: Spans, right: Spans) -> bool:
    """Keeping and cancelling, where the halves do not each name what is meant, or a half that only names."""
    naming = any(set(masked_words(half)) <= _NAMING for half in (left, right))
    return naming or (len(both & _AGAINST) == 2 and not _apart(left, right))


def _apart(left: Spans, right: Spans) -> bool:
    """Each half names an order or goods."""
    return all(any(half.of(Kind.ORDER)) or any(half.of(Kind.PRODUCT)) for half in (left, right))


def _halves(spans: Spans) -> Iterator[tuple[Spans, Spans]]:
    joints = [joint for joint in _JOINTS.finditer(spans.text) if spans.free(joint.start(), joint.end())]
    for joint in joints[:MOST]:
        if joint.start() > 4 and len(spans.text) - joint.end() > 4:
            yield _part(spans, 0, joint.start()), _part(spans, joint.end(), len(spans.text))


def _part(spans: Spans, start: int, end: int) -> Spans:
    """What was found in the whole message keeps its place in the part."""
    found = [
        Span(span.kind, span.start - start, span.end - start, span.value, span.skus)
        for span in spans.found
        if start <= span.start and span.end <= end
    ]
    return Spans(spans.text[start:end], found)


def halves(text: str) -> Iterator[tuple[str, str]]:
    """Both parts of a message at each joint that is tried, for those who ask what each half is about."""
    for left, right in _halves(Spans(text)):
        yield left.text, right.text
