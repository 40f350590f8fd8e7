"""Half of `make understanding-train`: where each phrase stands by its meaning. Needs the extra `embeddings`."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from understanding.classifier import Model
from understanding.intents import Intent
from understanding.learnt import as_learnt
from understanding.lessons import HERE, LANGUAGES, SEED, digest, filled, opening_fold, phrases
from understanding.meaning import PLACES, Neighbourhood, Vectors, embedded, unit
from understanding.senses import LONGEST

AXES = 128
"""Directions that are kept of the 384: with fewer accuracy falls, with more the file grows."""
FOLDS = 3
TRUST = [step / 10 for step in range(2, 17)]


@dataclass(frozen=True, slots=True)
class Told:
    """A phrase as somebody might have written it, with goods and numbers in it."""

    text: str
    words: tuple[str, ...]
    intent: Intent

    @property
    def kept_out(self) -> bool:
        """As in the classifier's own calibration: all that begin alike are kept out together."""
        return opening_fold(self.intent, next(iter(self.words), ""), FOLDS) == 0


def place_all(judge: Model) -> Neighbourhood:
    """`judge`: a classifier that has not seen the phrases that are kept out."""
    chance = random.Random(SEED)  # noqa: S311 - for variety, not for secrets
    told = [
        Told(filled(text, language, chance)[:LONGEST], tuple(as_learnt(text)), intent)
        for language in LANGUAGES
        for text, intent in phrases(language)
    ]
    embeddings = embedded([one.text for one in told])
    middle = embeddings.mean(axis=0)
    centred = unit(embeddings - middle)
    _, _, directions = np.linalg.svd(centred[::3], full_matrices=False)
    order = {intent: place for place, intent in enumerate(judge.intents)}
    whole = Neighbourhood(
        judge.intents,
        middle,
        directions[:AXES].T,
        rounded(unit(centred @ directions[:AXES].T)),
        np.array([order[one.intent] for one in told], dtype="uint8"),
        (1.0, 1.0),
        digest(),
    )
    return replace(whole, trust=trust(whole, told, embeddings, judge))


def rounded(places: Vectors) -> Vectors:
    """One signed byte for each direction; the few that stick out are cut."""
    return np.clip(np.rint(places * 3 * 127), -127, 127).astype("int8")


def trust(whole: Neighbourhood, told: Sequence[Told], embeddings: Vectors, judge: Model) -> tuple[float, float]:
    """What makes confidence mean what it says on phrases that neither half has seen."""
    out = np.array([one.kept_out for one in told])
    rest = replace(whole, places=unit(whole.places[~out].astype("float32")), meant=whole.meant[~out])
    lexical = np.log([judge.probabilities(one.words) for one, kept in zip(told, out, strict=True) if kept])
    near = np.log([rest.shares(place) for place in whole.place(embeddings[out])])
    wanted = whole.meant[out]
    return min(product(TRUST, TRUST), key=lambda pair: surprise(pair[0] * lexical + pair[1] * near, wanted))


def surprise(scores: Vectors, wanted: Vectors) -> float:
    scores = scores - scores.max(axis=1, keepdims=True)
    likelihood = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
    return -float(likelihood[np.arange(len(wanted)), wanted].mean())


def write(found: Neighbourhood) -> None:
    np.savez(
        HERE / PLACES,
        intents=np.array([str(intent) for intent in found.intents]),
        middle=found.middle.astype("float16"),
        axes=found.axes.astype("float16"),
        places=found.places,
        meant=found.meant,
        trust=np.array([round(power, 2) for power in found.trust]),
        digest=np.array(found.digest),
    )
