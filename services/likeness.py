"""Products whose words come close to what somebody wrote, despite typing errors and words around them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

LIKELY = 75
"""Of 100, for one word: `iorn` is 75 to `iron`; `hello` is 73 to `yellow`, and they only share letters."""
ENOUGH = 60
"""Of 100, on average over all words: two of three must be meant for the product."""


def closest(words: Sequence[str], texts: Mapping[str, str], limit: int) -> list[str]:
    """The keys of the texts that come close enough, best first. All in small letters."""
    places: dict[str, set[str]] = defaultdict(set)
    for key, text in texts.items():
        for token in text.split():
            places[token.strip("().,;:")].add(key)
    scores: dict[str, float] = defaultdict(float)
    for word in words:
        for key, score in _best(word, places).items():
            scores[key] += score / len(words)
    ranked = sorted(scores.items(), key=lambda scored: (-scored[1], scored[0]))
    return [key for key, score in ranked if score >= ENOUGH][:limit]


def _best(word: str, places: Mapping[str, set[str]]) -> dict[str, float]:
    """How close each text's closest token comes to one word; far ones are left out."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - loaded with the first text that needs it

    found: dict[str, float] = {}
    for token, score, _ in process.extract(word, list(places), scorer=fuzz.ratio, score_cutoff=LIKELY, limit=None):
        for key in places[token]:
            found[key] = max(found.get(key, 0.0), score)
    return found
