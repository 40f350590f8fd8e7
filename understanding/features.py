"""What the classifier looks at: words, pairs, pieces of words, notions. Training and running share this file."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from understanding.concepts import of_pair, of_word

PIECES = range(3, 6)
"""Lengths of the pieces of a word, its edges included: short ones survive typing errors, long ones carry meaning."""
LONGEST = 60
"""Words that are looked at; who writes more has said it by then."""
UNKNOWN = "w:?"
SHARES = (1.0, 1.0, 0.7)
"""What each family may say at most, in the order of `features`; notions are few and would shout the others down."""


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[str, ...]:
    edged = f"<{word}>"
    return tuple(f"c:{edged[i : i + n]}" for n in PIECES for i in range(len(edged) - n + 1))


def _notions(words: Sequence[str]) -> list[str]:
    """The notions in the order of the words, a negation or question included."""
    found = []
    for place, word in enumerate(words):
        found += list(of_word(word))
        if place + 1 < len(words) and (pair := of_pair(word, words[place + 1])):
            found.append(pair)
    return found


def features(words: Sequence[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Three families that are weighed apart: words and pairs, pieces, notions."""
    words = words[:LONGEST]
    whole = Counter(f"w:{word}" for word in words)
    padded = ["<", *words, ">"]
    whole.update(f"p:{first} {second}" for first, second in pairwise(padded))
    parts: Counter[str] = Counter()
    for word in words:
        parts.update(_pieces(word))
    notions = dict.fromkeys(_notions(words))
    sense = Counter(f"n:{notion}" for notion in notions)
    names = sorted(notions)
    sense.update(f"n:{one}+{other}" for i, one in enumerate(names) for other in names[i + 1 :])
    length = min(len(words), 12) // 3
    sense[f"n:#{length}"] += 1
    return whole, parts, sense
