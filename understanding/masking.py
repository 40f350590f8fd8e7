"""A message as the classifier reads it: what is named is replaced by its kind, so that every shop's goods look alike."""

import re

from understanding.guards import negated
from understanding.spans import Kind, Span, Spans
from understanding.spelling import spoken, words

_COLOURS = (
    r"(?:(?:dark|light|dunkel|hell)[ -]?)?(?:red|rot|blue|blau|green|grün|gruen|yellow|gelb|black|schwarz|white|weiß|weiss|"
    r"grey|gray|grau|brown|braun|silver|silbern|silber|golden|gold|pink|rosa|purple|violet|lila|violett|orange|navy|marine|"
    r"turquoise|türkis|tuerkis|beige|sand|cream|creme)(?:blau)?(?:e[nrsm]?|s)?"
)
_COLOUR = re.compile(rf"\b{_COLOURS}\b", re.IGNORECASE)
_SIZE = re.compile(
    r"(?<=size )(?:xxl|xl|xs|l|m|s|\d{2}(?:[.,]5)?)\b|(?:(?<=größe )|(?<=groesse )|(?<=gr\. )|(?<=gr )|(?<=grösse ))"
    r"(?:xxl|xl|xs|l|m|s|\d{2}(?:[.,]5)?)\b|\b(?:xxl|xl|xs|xxs|3xl)\b|(?<=\bin )[smlSML]\b",
    re.IGNORECASE,
)


def find_looks(spans: Spans) -> None:
    """Colours and sizes that belong to no product named beside them."""
    for kind, pattern in ((Kind.COLOUR, _COLOUR), (Kind.SIZE, _SIZE)):
        for found in pattern.finditer(spans.text):
            spans.add(Span(kind, found.start(), found.end(), found.group().lower()))


REFUSED = "xrefused"
"""Stands behind the words of a message in which something harmful is named to be refused."""


def masked_words(spans: Spans) -> list[str]:
    """The words to classify, in the one spelling; `10 x` and `xqty` read alike."""
    return [word.text for word in words(spoken(spans.masked()))]


def marked_words(spans: Spans) -> list[str]:
    """The same, with the mark where it belongs: `don't cancel` and `cancel` share too many words."""
    return [*masked_words(spans), *([REFUSED] if negated(spans.text) else [])]
