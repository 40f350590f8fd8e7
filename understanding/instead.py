"""`Not cancel but switch`: the wish that stands behind a refusal is the one that is meant."""

import re

from understanding.guards import negated, refuses_people
from understanding.intents import Intent
from understanding.masking import masked_words
from understanding.spans import Kind, Span, Spans
from understanding.wishes import Part

_JOINT = re.compile(
    r"[,;.!]?\s+(?P<instead>sondern|but (?:rather|instead|to)|rather|instead|stattdessen|lieber|vielmehr)\b[\s,]*"
    r"|[,;.!]?\s+(?:but|aber)\b[\s,]*|[,;.!]+\s+|\s+[–—-]\s+",
    re.IGNORECASE,
)
MOST = 4
"""Joints that are tried."""
MEANT, LIKELY = 0.5, 0.85
"""What the wish must reach behind a word that says `instead`, and behind any other joint."""
_PIECES = frozenset(kind.value for kind in Kind)
_NO_WISH = frozenset({Intent.SMALLTALK, Intent.OUT_OF_SCOPE, Intent.KEEP_WAITING})


def instead(whole: Part) -> Part | None:
    """None where nothing is refused, or where no other wish follows."""
    spans = whole.spans
    for joint in list(_JOINT.finditer(spans.text))[:MOST]:
        before = spans.text[: joint.start()]
        refused = negated(before) | ({Intent.HUMAN_AGENT} if refuses_people(before) else set())
        if not refused or not spans.free(joint.start(), joint.end()):
            continue
        rest = Part.of(_behind(spans, joint.end()), whole.own)
        if set(masked_words(rest.spans)) <= _PIECES:
            continue  # `don't cancel my order no. 10415` ends with a number, not with a wish
        best = rest.reading.best
        enough = MEANT if joint["instead"] else LIKELY
        if best.intent not in refused | _NO_WISH and best.confidence >= enough:
            return rest
    return None


def _behind(spans: Spans, start: int) -> Spans:
    """The rest of the message, with what it names."""
    found = [Span(s.kind, s.start - start, s.end - start, s.value, s.skus) for s in spans.found if s.start >= start]
    return Spans(spans.text[start:], found)


def named_before(whole: Part, rest: Part) -> Spans:
    """What the wish is about: what it names itself, else the order or the goods that the refusal named."""
    missing = {kind for kind in (Kind.ORDER, Kind.PRODUCT) if not any(rest.spans.of(kind))}
    if Kind.ORDER not in missing:
        missing = set()  # `don't cancel the mug, switch 10412` is about 10412 alone
    named = [span for span in whole.spans.found if span.kind in missing]
    return Spans(rest.spans.text, [*named, *rest.spans.found])
