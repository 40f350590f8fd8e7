"""`make understanding-train`: phrases in, weights out. The only place that needs scikit-learn."""

import base64
import hashlib
import json
import math
import random
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from understanding.classifier import WEIGHTS, load
from understanding.features import SHARES, UNKNOWN, features
from understanding.figures import find_orders, find_quantities, find_signs
from understanding.intents import Intent
from understanding.masking import find_looks, masked_words
from understanding.spans import Spans

HERE = Path(__file__).parent
LANGUAGES = ("en", "de")
KEPT = 9_000
"""Features that stay: with more the file grows and accuracy does not."""
STRENGTH = 5.0
"""How far training may trust the phrases (C of the regression); found by cross-validation."""
DRAWN = 30
"""Sentences of each shape; more would drown the phrases."""
SEED = 20
"""So that training twice gives the same weights."""
_FILLED = {
    "product": "xproduct", "order": "xorder", "qty": "xqty", "date": "xdate", "email": "xmail", "colour": "xcolour",
    "size": "xsize",
}  # fmt: skip
_GOODS = {
    "en": "kettle,wool blanket,rain jacket,desk lamp,blue mug,tent,headphones,bookshelf,coffee grinder,scarf,"
    "bike light,frying pan,sneakers,garden hose,yoga mat,backpack".split(","),
    "de": "Wasserkessel,Wolldecke,Regenjacke,Schreibtischlampe,blauen Becher,Zelt,Kopfhörer,Bücherregal,Kaffeemühle,"
    "Schal,Fahrradlicht,Bratpfanne,Turnschuhe,Gartenschlauch,Yogamatte,Rucksack".split(","),
}
_OPENINGS = {
    "en": ("hi, ", "hello ", "hey, ", "please ", "so ", "good morning, ", "ok ", "quick question: "),
    "de": ("hallo, ", "hi, ", "moin, ", "bitte ", "guten Tag, ", "also ", "ok ", "kurze Frage: "),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase as it may be written; `source` is the phrase it comes from, so that a split keeps them together.

    What was drawn from a shape has a negative one: it trains, and is never kept out to be tested on.
    """

    words: tuple[str, ...]
    intent: Intent
    source: int


def phrases(language: str) -> list[tuple[str, Intent]]:
    data = yaml.safe_load((HERE / "phrases" / f"{language}.yaml").read_text(encoding="utf-8"))
    return [(text, Intent(name)) for name, texts in data.items() for text in texts]


def drawn(language: str, chance: random.Random) -> list[tuple[str, Intent]]:
    """Sentences of the shapes in `understanding/patterns`, as many of each as `DRAWN` says."""
    data = yaml.safe_load((HERE / "patterns" / f"{language}.yaml").read_text(encoding="utf-8"))
    found: dict[str, Intent] = {}
    for name, shapes in data.items():
        for shape in shapes:
            found |= dict.fromkeys((_draw(shape, chance) for _ in range(DRAWN)), Intent(name))
    return list(found.items())


def _draw(shape: str, chance: random.Random) -> str:
    return re.sub(r"\(([^()]*)\)", lambda choices: chance.choice(choices[1].split("|")), shape)


def digest() -> str:
    """Changes when a phrase or a shape does: weights that were trained on others are out of date."""
    found = hashlib.sha256()
    for folder in ("patterns", "phrases"):
        for path in sorted((HERE / folder).glob("*.yaml")):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


def examples(languages: Iterable[str] = LANGUAGES) -> list[Example]:
    """Each phrase as it stands, and as it might be written by somebody else."""
    chance = random.Random(SEED)  # noqa: S311 - for variety, not for secrets
    found, source = [], 0
    for language in languages:
        for text, intent in phrases(language):
            variants = dict.fromkeys(_variants(text, language, chance))
            found += [Example(tuple(_read(variant)), intent, source) for variant in variants]
            source += 1
        for text, intent in drawn(language, chance):
            found.append(Example(tuple(_read(_mistyped(text.format(**_FILLED), chance, 0.2))), intent, -source))
            source += 1
    return found


def ordinary() -> list[str]:
    """Words that people use whatever they want; never a mistyped product."""
    texts = [text for language in LANGUAGES for text, _ in phrases(language)]
    found = Counter(word for text in texts for word in set(_read(text.format(**_FILLED))))
    return sorted(word for word, times in found.items() if word.isalpha() and word not in _FILLED.values())


def _variants(text: str, language: str, chance: random.Random) -> list[str]:
    masked = text.format(**_FILLED)
    variants = [masked, chance.choice(_OPENINGS[language]) + masked, _mistyped(masked, chance)]
    if "{product}" in text:
        variants.append(text.format(**_FILLED | {"product": chance.choice(_GOODS[language])}))
    return variants


def _mistyped(text: str, chance: random.Random, share: float = 1.0) -> str:
    """Two neighbours swapped, or a letter left out, in one long word."""
    long = [found for found in re.finditer(r"\b[^\W\d_]{5,}\b", text) if not found.group().startswith("x")]
    if not long or chance.random() > share:
        return text
    found = chance.choice(long)
    word, at = found.group(), chance.randrange(1, len(found.group()) - 2)
    wrong = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] if chance.random() < 0.5 else word[:at] + word[at + 1 :]
    )
    return text[: found.start()] + wrong + text[found.end() :]


def _read(text: str) -> list[str]:
    spans = Spans(text)
    find_signs(spans)
    find_orders(spans)
    find_looks(spans)
    find_quantities(spans)
    return masked_words(spans)


Families = tuple[Counter[str], Counter[str], Counter[str]]


def train(given: Sequence[Example], kept: int = KEPT) -> dict[str, Any]:
    """Two rounds: the first finds which features carry weight, the second fits those."""
    families = [features(example.words) for example in given]
    sources = _sources_of(families, given)
    rarity = _rarity(sources, len({example.source for example in given}))
    labels = [example.intent.value for example in given]
    names = sorted(rarity)
    first = _fit(_matrix(families, names, rarity), labels)
    weight = np.abs(first.coef_).max(axis=0) * np.sqrt([min(len(sources.get(name, ())), 50) + 1 for name in names])
    names = sorted(names[place] for place in np.argsort(-weight)[:kept])
    second = _fit(_matrix(families, names, rarity), labels)
    return _export(second, names, rarity)


def _sources_of(families: Sequence[Families], given: Sequence[Example]) -> dict[str, set[int]]:
    """Which phrases have a feature; what only one has cannot be told from chance."""
    sources: dict[str, set[int]] = {}
    for family, example in zip(families, given, strict=True):
        for name in (name for part in family for name in part):
            sources.setdefault(name, set()).add(example.source)
    return {name: found for name, found in sources.items() if len(found) > 1}


def _rarity(sources: dict[str, set[int]], total: int) -> dict[str, int]:
    """Hundredths of the usual inverse frequency."""
    rarity = {name: round(100 * (1 + math.log((1 + total) / (1 + len(found))))) for name, found in sources.items()}
    return rarity | {UNKNOWN: 200}


def _matrix(families: Sequence[Families], names: Sequence[str], rarity: dict[str, int]) -> Any:
    place = {name: column for column, name in enumerate(names)}
    data, columns, starts = array("d"), array("l"), array("l", [0])
    for family in families:
        for part, most in zip(family, SHARES, strict=True):
            for column, weight in _weighed(part, place, rarity):
                columns.append(column)
                data.append(most * weight)
        starts.append(len(columns))
    return csr_matrix((data, columns, starts), shape=(len(families), len(names)))


def _weighed(part: Counter[str], place: dict[str, int], rarity: dict[str, int]) -> list[tuple[int, float]]:
    """As `classifier.Model` weighs them."""
    part = part.copy()
    if unknown := sum(n for name, n in part.items() if name.startswith("w:") and name not in place):
        part[UNKNOWN] = unknown
    hits = [(place[name], (1 + math.log(n)) * rarity[name]) for name, n in part.items() if name in place]
    length = math.sqrt(sum(weight * weight for _, weight in hits)) or 1.0
    return [(column, weight / length) for column, weight in hits]


def _fit(matrix: Any, labels: Sequence[str]) -> Any:
    return LogisticRegression(C=STRENGTH, max_iter=60, tol=1e-3).fit(matrix, labels)


def _export(fitted: Any, names: Sequence[str], rarity: dict[str, int]) -> dict[str, Any]:
    scale = float(np.abs(fitted.coef_).max()) / 127
    table = np.rint(fitted.coef_.T / scale).astype("int8")
    return {
        "digest": digest(),
        "intents": list(fitted.classes_),
        "scale": round(scale, 6),
        "bias": [round(float(bias), 4) for bias in fitted.intercept_],
        "sharpness": 1.0,
        "ordinary": " ".join(ordinary()),
        "features": "\n".join(names),
        "rarity": base64.b85encode(array("H", [rarity[name] for name in names]).tobytes()).decode(),
        "table": base64.b85encode(table.tobytes()).decode(),
    }


def sharpness(given: Sequence[Example], folds: int = 3) -> float:
    """What makes confidence mean what it says on phrases that were kept out of training."""
    held: list[tuple[list[float], int]] = []
    for fold in range(folds):
        model = load(train([one for one in given if one.source < 0 or one.source % folds != fold]))
        order = {intent: place for place, intent in enumerate(model.intents)}
        held += [
            ([math.log(p) for p in model.probabilities(example.words)], order[example.intent])
            for example in given
            if example.source >= 0 and example.source % folds == fold
        ]
    return min((round(0.5 + step / 20, 2) for step in range(40)), key=lambda factor: _surprise(held, factor))


def _surprise(held: Sequence[tuple[list[float], int]], factor: float) -> float:
    logits = np.array([scores for scores, _ in held]) * factor
    logits -= logits.max(axis=1, keepdims=True)
    likelihood = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -float(likelihood[np.arange(len(held)), [place for _, place in held]].mean())


def main() -> None:
    given = examples()
    weights = train(given) | {"sharpness": sharpness(given)}
    (HERE / WEIGHTS).write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(given)} examples, sharpness {weights['sharpness']}\n")


if __name__ == "__main__":
    main()
