"""What is asked beside the classifier: the merchant's phrases, and the extra's embeddings where they are installed."""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from understanding.intents import HARMFUL, Intent
from understanding.own import NO_PHRASES, OwnPhrases
from understanding.parsed import Guess
from understanding.reading import KNOWN, Reading

LONGEST = 300
"""Letters of a message that are embedded: the cost grows with them, and a wish stands at the beginning."""

AGREED, AGREED_TO_HARM = 0.7, 0.9
"""How likely the classifier alone must find what is acted on: meaning is over-sure of things that no shop is asked."""
UNSURE = 0.85
"""What is left of a certainty that is not shared; no page opens by itself at that."""


class Meaning(Protocol):
    """How likely each wish is by what a sentence means, whatever words it uses. Costs milliseconds: mind the thread."""

    def weighed(self, text: str, likely: Mapping[Intent, float]) -> dict[Intent, float]:
        """What the classifier thinks, together with where the sentence stands among the phrases; adds up to one."""
        ...


@dataclass(frozen=True, slots=True)
class Senses:
    """Nothing beside the classifier is a good answer, too: that is how it comes without the extra."""

    own: OwnPhrases = NO_PHRASES
    meaning: Meaning | None = None

    def deepened(self, reading: Reading, text: str) -> Reading:
        """A reading after a second thought. What is known for sure, or was refused, stays as it is."""
        if self.meaning is None or reading.best.confidence >= KNOWN:
            return reading
        alone = {guess.intent: guess.confidence for guess in reading.ranked}
        likely = self.meaning.weighed(text[:LONGEST], alone)
        best, *rest = sorted(
            (Guess(intent, round(p, 4)) for intent, p in likely.items()), key=lambda one: -one.confidence
        )
        if alone[best.intent] < (AGREED_TO_HARM if best.intent in HARMFUL else AGREED):
            best = replace(best, confidence=min(best.confidence, UNSURE))
        return replace(reading, ranked=(best, *rest))


LEXICAL = Senses()


def with_meaning(senses: Senses) -> Senses:
    """The same with the embeddings, which are read here. Raises ModuleNotFoundError where they are not installed."""
    meaning: Meaning = importlib.import_module("understanding.meaning").meaning()
    return replace(senses, meaning=meaning)
