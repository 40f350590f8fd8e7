"""The merchant's own phrases: which of them a message is like, by its words and pieces of words, without training."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from understanding.classifier import model
from understanding.features import features
from understanding.intents import HARMFUL, Intent
from understanding.learnt import as_learnt

ALIKE = 0.75
"""The least likeness that counts, as a cosine; below it lie sentences that share a turn of phrase and no wish."""
SAID = 0.97
"""What a message is sure of that is one of the phrases, word for word."""
LIKE = 0.9
"""What the likest other can make of a wish by itself: less than its page needs to open unasked."""
STRANGE = 6.0
"""How much a piece counts that training never met: the merchant's own words are what tells these phrases apart."""
SHORTEST = 2
"""Words of a phrase that may be met by likeness; single words are met as they stand, or not at all."""
Grams = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Phrase:
    words: tuple[str, ...]
    intent: Intent
    grams: Grams


@dataclass(frozen=True, slots=True)
class OwnPhrases:
    """`said`: each phrase by its words. `index`: for each gram the phrases that have it, with its weight there."""

    phrases: tuple[Phrase, ...] = ()
    said: Mapping[tuple[str, ...], Intent] = field(default_factory=dict)
    index: Mapping[str, Sequence[tuple[int, float]]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[tuple[str, Intent]]) -> "OwnPhrases":
        """`texts` may have `{product}`, `{order}` and the like in them, as our own phrases do."""
        phrases = tuple(
            Phrase(words, intent, grams(words)) for words, intent in ((tuple(as_learnt(text)), i) for text, i in texts)
        )
        index: dict[str, list[tuple[int, float]]] = {}
        for place, phrase in enumerate(phrases):
            if len(phrase.words) >= SHORTEST:
                for gram, weight in phrase.grams.items():
                    index.setdefault(gram, []).append((place, weight))
        return cls(phrases, {phrase.words: phrase.intent for phrase in phrases}, index)

    def heard(self, words: Sequence[str], likely: Mapping[Intent, float]) -> dict[Intent, float]:
        """Likelihoods after a look at the phrases. What may end in a loss is never made sure by a phrase."""
        found = self._likest(words) if self.phrases else None
        if found is None:
            return dict(likely)
        intent, sure = found
        if intent in HARMFUL:
            sure = max(min(sure, LIKE), likely[intent])
        elif sure < SAID:
            sure = max(sure, likely[intent])
        rest = sum(p for other, p in likely.items() if other is not intent) or 1.0
        return {other: sure if other is intent else p * (1 - sure) / rest for other, p in likely.items()}

    def _likest(self, words: Sequence[str]) -> tuple[Intent, float] | None:
        if said := self.said.get(tuple(words)):
            return said, SAID
        likeness: dict[int, float] = {}
        for gram, weight in grams(words).items():
            for place, other in self.index.get(gram, ()):
                likeness[place] = likeness.get(place, 0.0) + weight * other
        if not likeness:
            return None
        place, best = max(likeness.items(), key=lambda one: one[1])
        return (self.phrases[place].intent, LIKE * best) if best >= ALIKE else None


NO_PHRASES = OwnPhrases()


def grams(words: Sequence[str]) -> dict[str, float]:
    """Words, pairs and pieces, rare ones first, brought to length one."""
    whole, pieces, *_ = features(words)
    known = model()
    found = {
        name: (1 + math.log(n)) * (STRANGE if (row := known.row(name)) is None else known.rarity[row] / 100)
        for name, n in (whole | pieces).items()
    }
    length = math.sqrt(sum(weight * weight for weight in found.values())) or 1.0
    return {name: weight / length for name, weight in found.items()}
