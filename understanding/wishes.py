"""Two wishes in one message, told apart where both halves are sure of themselves."""

import re
from collections.abc import Iterator

from understanding.intents import Intent
from understanding.reading import Reading, read
from understanding.spans import Span, Spans

_JOINTS = re.compile(
    r"[.!?;…]+\s+(?:(?:and|und|also|außerdem|and also|ps:?|oh,? and)\s)?|,?\s(?:and also|and then|and|und außerdem|und dann|und auch|und|"
    r"plus|außerdem|ausserdem|sowie|also|&|\+|but|aber)\s|,\s|\s[-–—]\s",
    re.IGNORECASE,
)
SURE = 0.7
"""What each half must reach by itself."""
MOST = 4
"""Joints that are tried; who writes a letter has one wish, or needs a person."""
_NO_WISH = frozenset({Intent.SMALLTALK, Intent.OUT_OF_SCOPE})


def second_wish(spans: Spans, whole: Reading) -> tuple[Reading, Reading] | None:
    """Both halves in the message's order. The whole must agree with one of them: else the cut made the sense."""
    found = []
    for left, right in _halves(spans):
        first, second = read(left), read(right)
        both = {first.best.intent, second.best.intent}
        if len(both) == 2 and not both & _NO_WISH and whole.best.intent in both:
            least = min(first.best.confidence, second.best.confidence)
            if least >= SURE and min(first.words, second.words) > 1:
                found.append((least, first, second))
    if not found:
        return None
    _, first, second = max(found, key=lambda halves: halves[0])
    return first, second


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
