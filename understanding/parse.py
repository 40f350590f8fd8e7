"""`parse`: a message in, wishes and what they are about out. No network, no clock, a few milliseconds."""

from understanding import gate
from understanding.answers import answer
from understanding.catalogue import Catalogue
from understanding.intents import Intent
from understanding.parsed import NOTHING_SAID, Context, Entities, Guess, Parsed
from understanding.reading import Reading, look_through, read
from understanding.spans import Kind, Spans
from understanding.spelling import spoken, words
from understanding.tongues import asked_language, guess_language
from understanding.wishes import gist, second_wish

LONGEST = 1_000
"""Letters that are read; Telegram lets people write four times as many, and a wish stands at the beginning."""


def parse(text: str, language: str | None, context: Context | None, catalogue: Catalogue) -> Parsed:
    """`language` is what the person reads. People mix: both languages are understood whatever it is."""
    del language
    text = text[:LONGEST].strip()
    said = [word.text for word in words(spoken(text))]
    if answered := answer(said, context or NOTHING_SAID, catalogue):
        return answered
    spans = look_through(text, catalogue)
    entities = _entities(spans)
    if not said and not spans.found:
        return Parsed((Guess(Intent.OUT_OF_SCOPE, 1.0),), act=False, entities=entities)
    whole = read(spans)
    halves = second_wish(spans, whole)
    if halves:
        return _both(*halves, entities)
    meant = gist(spans, whole)
    return Parsed(gate.suggestions(meant), gate.acts(meant), entities)


def language_of(text: str) -> str:
    """The language a message is in, where nobody has said."""
    return guess_language([word.text for word in words(text)], text)


def _both(first: Reading, second: Reading, entities: Entities) -> Parsed:
    """The first is what is served first; both must be sure."""
    rest = tuple(guess for guess in gate.suggestions(first)[1:] if guess.intent is not second.best.intent)
    ranked = (first.best, second.best, *rest)[: gate.SHOWN]
    return Parsed(ranked, gate.acts(first) and gate.acts(second), entities, also=(second.best.intent,))


def _entities(spans: Spans) -> Entities:
    products = dict.fromkeys(span.skus for span in spans.of(Kind.PRODUCT))
    return Entities(
        order=tuple(dict.fromkeys(span.value for span in spans.of(Kind.ORDER))),
        products=tuple(products),
        qty=next((int(span.value) for span in spans.of(Kind.QTY)), None),
        email=next((span.value for span in spans.of(Kind.EMAIL)), None),
        language=asked_language(spans.text),
    )
