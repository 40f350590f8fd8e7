"""What the classifier looks at: words, pairs, pieces of words, notions. Training and running share this file."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from understanding.concepts import of_pair, of_word
from understanding.masking import REFUSED

PIECES = range(3, 6)
"""Lengths of the pieces of a word, its edges included: short ones survive typing errors, long ones carry meaning."""
LONGEST = 60
"""Words that are looked at; who writes more has said it by then."""
UNKNOWN = "w:?"
SHARES = (1.0, 1.0, 0.7, 0.7, 0.5)
"""What each family may say at most, in the order of `features`; notions are few and would shout the others down."""
Family = Counter[str]


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


def features(words: Sequence[str]) -> tuple[Family, ...]:
    """Five families that are weighed apart: words and pairs, pieces, notions, their order, words with one between."""
    refused = [REFUSED[1:]] if REFUSED in words else []
    words = [word for word in words[:LONGEST] if word != REFUSED]
    notions = _notions(words)
    parts: Family = Counter()
    for word in words:
        parts.update(_pieces(word))
    skips = Counter(f"s:{first} {second}" for first, second in zip(words, words[2:], strict=False))
    return _whole(words), parts, _sense([*notions, *refused], len(words)), _order(words, notions), skips


def _whole(words: Sequence[str]) -> Family:
    whole = Counter(f"w:{word}" for word in words)
    whole.update(f"p:{first} {second}" for first, second in pairwise(["<", *words, ">"]))
    return whole


def _sense(notions: Sequence[str], length: int) -> Family:
    names = sorted(set(notions))
    sense = Counter(f"n:{notion}" for notion in names)
    sense.update(f"n:{one}+{other}" for i, one in enumerate(names) for other in names[i + 1 :])
    sense[f"n:#{min(length, 12) // 3}"] += 1
    return sense


def _order(words: Sequence[str], notions: Sequence[str]) -> Family:
    """How a sentence begins and ends says whether it asks, orders or tells."""
    order = Counter(f"o:{first}>{second}" for first, second in pairwise(notions))
    if words:
        order.update((f"o:^{words[0]}", f"o:${words[-1]}", f"o:^{' '.join(words[:2])}"))
        order.update(f"o:^n:{notion}" for notion in of_word(words[0]))
        order.update(f"o:$n:{notion}" for notion in of_word(words[-1]))
    return order
