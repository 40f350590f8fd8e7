"""`parse`: a message in, wishes and what they are about out. No network, no clock, a few milliseconds."""

from dataclasses import replace

from understanding import gate
from understanding.answers import answer
from understanding.catalogue import Catalogue
from understanding.instead import instead, named_before
from understanding.intents import Intent
from understanding.parsed import NOTHING_SAID, Context, Entities, Guess, Half, Parsed
from understanding.reading import look_through
from understanding.senses import LEXICAL, Senses
from understanding.spans import Kind, Spans
from understanding.spelling import spoken, words
from understanding.tongues import asked_language, guess_language
from understanding.wishes import Part, gist, second_wish, shared

LONGEST = 1_000
"""Letters that are read; Telegram lets people write four times as many, and a wish stands at the beginning."""
LEEWAY = 0.15
"""How much less the halves may reach at first, where a second thought decides."""


def parse(
    text: str, language: str | None, context: Context | None, catalogue: Catalogue, senses: Senses = LEXICAL
) -> Parsed:
    """`language` is what the person reads. People mix: both languages are understood whatever it is.

    With `senses` that know meanings it takes tens of milliseconds, and belongs off the event loop.
    """
    del language
    text = text[:LONGEST].strip()
    said = [word.text for word in words(spoken(text))]
    if answered := answer(said, context or NOTHING_SAID, catalogue):
        return answered
    spans = look_through(text, catalogue)
    entities = entities_of(spans)
    if not said and not spans.found:
        return Parsed((Guess(Intent.OUT_OF_SCOPE, 1.0),), act=False, entities=entities)
    whole = Part.of(spans, senses.own)
    two, rest = _two(whole, senses), instead(whole)
    both = _both(*two, entities) if two else None
    if both and (both.act or not rest):
        return both
    if rest:
        entities = entities_of(named_before(whole, rest))
    meant = rest or gist(whole)
    reading = senses.deepened(meant.reading, meant.spans.text)
    return Parsed(gate.suggestions(reading), gate.acts(reading), entities)


def language_of(text: str) -> str:
    """The language a message is in, where nobody has said."""
    return guess_language([word.text for word in words(text)], text)


def _two(whole: Part, senses: Senses) -> tuple[Part, Part] | None:
    """Both wishes, where they are still two after a second thought."""
    cut = second_wish(whole, LEEWAY if senses.meaning else 0.0)
    if cut is None:
        return None
    first, second = (
        replace(half, reading=senses.deepened(half.reading, half.spans.text)) for half in (cut.first, cut.second)
    )
    return (first, second) if replace(cut, first=first, second=second).holds else None


def _both(first: Part, second: Part, entities: Entities) -> Parsed:
    """The first is what is served first; both must be sure."""
    rest = tuple(guess for guess in gate.suggestions(first.reading)[1:] if guess.intent is not second.intent)
    ranked = (first.reading.best, second.reading.best, *rest)[: gate.SHOWN]
    act = gate.acts(first.reading) and gate.acts(second.reading)
    halves = (
        Half(first.intent, first.spans.text, entities_of(first.spans)),
        Half(second.intent, second.spans.text, entities_of(shared(first, second))),
    )
    return Parsed(ranked, act, entities, also=(second.intent,), halves=halves)


def entities_of(spans: Spans) -> Entities:
    products = dict.fromkeys(span.skus for span in spans.of(Kind.PRODUCT))
    return Entities(
        order=tuple(dict.fromkeys(span.value for span in spans.of(Kind.ORDER))),
        products=tuple(products),
        qty=next((int(span.value) for span in spans.of(Kind.QTY)), None),
        email=next((span.value for span in spans.of(Kind.EMAIL)), None),
        language=asked_language(spans.text),
    )
