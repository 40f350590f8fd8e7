"""From a message to likely wishes: pieces replaced by their kind, classified, and guarded."""

from collections.abc import Sequence
from dataclasses import dataclass

from understanding.catalogue import Catalogue
from understanding.classifier import model
from understanding.concepts import CONCEPTS, of_word
from understanding.exact import exact
from understanding.figures import find_orders, find_quantities, find_signs
from understanding.guards import asks_how, negated, refuses_people, spares_data, without_reminder
from understanding.intents import Intent
from understanding.masking import REFUSED, find_looks, masked_words
from understanding.mentions import find_products
from understanding.own import NO_PHRASES, OwnPhrases
from understanding.parsed import Guess
from understanding.spans import Spans

EXACT = 0.98
"""What a word of the table is sure of."""

KNOWN = 0.97
"""What a phrase that is met word for word is sure of."""

VAGUE = frozenset({"account"})
"""Words that hint at a notion and do not name it: an account may be closed, and may just as well be linked."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A message, or a part of one. `asking`: about how a thing works; `refusing`: nothing is to be deleted.

    `notions`: what its words stand for, see `concepts`.
    """

    ranked: tuple[Guess, ...]
    asking: bool
    refusing: bool
    words: int
    notions: frozenset[str]

    @property
    def best(self) -> Guess:
        return self.ranked[0]


def look_through(text: str, catalogue: Catalogue) -> Spans:
    """Everything that is named in the message; what could be mistaken for something else comes first."""
    spans = Spans(text)
    find_signs(spans)
    find_orders(spans)
    find_products(spans, catalogue, model().ordinary)
    find_looks(spans)
    find_quantities(spans)
    return spans


def _likely(said: Sequence[str]) -> dict[Intent, float]:
    """What stands among the phrases is known; the classifier judges the rest, and what else it might have been."""
    likely = dict(zip(model().intents, model().probabilities(said), strict=True))
    if known := model().phrase(said):
        likely = {intent: p * (1 - KNOWN) for intent, p in likely.items()}
        likely[known] += KNOWN
    return likely


def read(spans: Spans, own: OwnPhrases = NO_PHRASES) -> Reading:
    """A refused wish hands its likelihood to staying as things are, whoever's phrase it is."""
    said = without_reminder(masked_words(spans))
    notions = frozenset(notion for word in said if word not in VAGUE for notion in of_word(word))
    if intent := exact(said):
        every = frozenset(CONCEPTS)  # a word of the table names its wish, whatever it is
        return Reading((Guess(intent, EXACT),), asking=False, refusing=False, words=len(said), notions=every)
    refused = negated(spans.text)
    marked = [*said, *([REFUSED] if refused else [])]
    likely = own.heard(marked, _likely(marked))
    for intent in refused:
        likely[Intent.KEEP_WAITING] += likely[intent]
        likely[intent] = 0.0
    if refuses_people(spans.text):
        likely[Intent.SMALLTALK] += likely[Intent.HUMAN_AGENT]
        likely[Intent.HUMAN_AGENT] = 0.0
    ranked = sorted((Guess(intent, round(p, 4)) for intent, p in likely.items()), key=lambda guess: -guess.confidence)
    return Reading(
        tuple(ranked), asking=asks_how(spans.text), refusing=spares_data(spans.text), words=len(said), notions=notions
    )
