"""`make understanding-train`: phrases in, weights out. The only place that needs scikit-learn."""

import base64
import json
import math
import sys
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from understanding.classifier import WEIGHTS, Model, load, mark_of
from understanding.features import SHARES, UNKNOWN, features
from understanding.learnt import as_learnt
from understanding.lessons import HERE, LANGUAGES, Example, digest, examples, opening_fold, ordinary, phrases
from understanding.placing import FOLDS, place_all, write

KEPT = 24_000
"""Features that stay: with more the file grows and accuracy does not."""
STRENGTH = 20.0
"""How far training may trust the phrases (C of the regression); found by cross-validation."""
Families = tuple[Counter[str], ...]


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
    return LogisticRegression(C=STRENGTH, max_iter=500, tol=1e-4).fit(matrix, labels)


def _export(fitted: Any, names: Sequence[str], rarity: dict[str, int]) -> dict[str, Any]:
    scale = float(np.abs(fitted.coef_).max()) / 127
    table = np.rint(fitted.coef_.T / scale).astype("int8")
    marks = _marks()
    return {
        "digest": digest(),
        "intents": list(fitted.classes_),
        "marks": base64.b85encode(array("I", sorted(marks)).tobytes()).decode(),
        "meant": base64.b85encode(bytes(list(fitted.classes_).index(marks[mark]) for mark in sorted(marks))).decode(),
        "scale": round(scale, 6),
        "bias": [round(float(bias), 4) for bias in fitted.intercept_],
        "sharpness": 1.0,
        "ordinary": " ".join(ordinary()),
        "features": "\n".join(names),
        "rarity": base64.b85encode(array("H", [rarity[name] for name in names]).tobytes()).decode(),
        "table": base64.b85encode(table.tobytes()).decode(),
    }


def _marks() -> dict[int, str]:
    """Each phrase's mark and wish; what is read alike under two wishes says nothing."""
    found: dict[int, set[str]] = {}
    for text, intent in (pair for language in LANGUAGES for pair in phrases(language)):
        found.setdefault(mark_of(as_learnt(text)), set()).add(intent.value)
    return {mark: next(iter(intents)) for mark, intents in found.items() if len(intents) == 1}


def judge(given: Sequence[Example], folds: int = FOLDS) -> tuple[Model, set[int]]:
    """A model that has not seen a third of the phrases, nor any that begin like them; and which those are."""
    openings = {example.source: opening_fold(example.intent, example.opening, folds) for example in given}
    kept_out = {source for source, fold in openings.items() if source >= 0 and fold == 0}
    return load(train([one for one in given if one.source not in kept_out])), kept_out


def sharpness(given: Sequence[Example], model: Model, kept_out: set[int]) -> float:
    """What makes confidence mean what it says on phrases kept out of training."""
    order = {intent: place for place, intent in enumerate(model.intents)}
    held = [
        ([math.log(p) for p in model.probabilities(example.words)], order[example.intent])
        for example in given
        if example.source in kept_out
    ]
    return min((round(0.3 + step / 20, 2) for step in range(40)), key=lambda factor: _surprise(held, factor))


def _surprise(held: Sequence[tuple[list[float], int]], factor: float) -> float:
    logits = np.array([scores for scores, _ in held]) * factor
    logits -= logits.max(axis=1, keepdims=True)
    likelihood = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -float(likelihood[np.arange(len(held)), [place for _, place in held]].mean())


def main() -> None:
    given = examples()
    model, kept_out = judge(given)
    weights = train(given) | {"sharpness": sharpness(given, model, kept_out)}
    (HERE / WEIGHTS).write_text(json.dumps(weights, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(given)} examples, sharpness {weights['sharpness']}; phrases are embedded, for minutes\n")
    found = place_all(replace(model, sharpness=weights["sharpness"]))
    write(found)
    sys.stdout.write(f"{len(found.places)} places, trust {found.trust}\n")


if __name__ == "__main__":
    main()
