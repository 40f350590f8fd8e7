"""Half of `make understanding-train`: where each phrase stands by its meaning. Needs the extra `embeddings`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from sklearn.neural_network import MLPClassifier

from understanding.classifier import Model
from understanding.intents import Intent
from understanding.layers import SPREAD, Layers, Vectors
from understanding.learnt import as_learnt
from understanding.lessons import HERE, LANGUAGES, SEED, digest, filled, opening_fold, phrases
from understanding.meaning import PLACES, Neighbourhood, embedded, unit
from understanding.senses import LONGEST

AXES = 128
"""Directions that are kept of the 384: with fewer accuracy falls, with more the file grows."""
FOLDS = 3
TRUST = [step / 10 for step in range(2, 13)]
HIDDEN, LEASH, ROUNDS = 128, 0.1, 15
"""Its width, how short its weights are kept, and how often it sees each phrase; found by cross-validation."""
NETWORKS = 4
"""One alone gains or loses a point by the number that it began with."""


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
    told = [
        Told(filled(text, language)[:LONGEST], tuple(as_learnt(text)), intent)
        for language in LANGUAGES
        for text, intent in phrases(language)
    ]
    embeddings = embedded([one.text for one in told])
    middle = embeddings.mean(axis=0)
    directions = unit(embeddings - middle)
    _, _, found = np.linalg.svd(directions[::3], full_matrices=False)
    axes = found[:AXES].T
    order = {intent: place for place, intent in enumerate(judge.intents)}
    meant = np.array([order[one.intent] for one in told], dtype="uint8")
    places = rounded(unit(directions @ axes))
    whole = Neighbourhood(
        judge.intents, middle, axes, places, meant, taught(directions, meant), (1.0, 1.0, 1.0), digest()
    )
    return replace(whole, trust=trust(whole, told, directions, judge))


def taught(directions: Vectors, meant: Vectors) -> Layers:
    """Several networks that began by chance in different places, side by side as one: the middle of what they say."""
    networks = [_taught(directions, meant, SEED + number) for number in range(NETWORKS)]
    hidden, out = zip(*(network.coefs_ for network in networks), strict=True)
    lift, bias = zip(*(network.intercepts_ for network in networks), strict=True)
    return Layers(np.hstack(hidden), np.hstack(lift), np.vstack(out) / NETWORKS, np.mean(bias, axis=0))


def _taught(directions: Vectors, meant: Vectors, seed: int) -> MLPClassifier:
    """The same on every machine; one round at a time, as there is no end at which it would stop by itself."""
    network = MLPClassifier((HIDDEN,), alpha=LEASH, batch_size=128, random_state=seed)
    for _ in range(ROUNDS):
        network.partial_fit(SPREAD * directions, meant, classes=np.unique(meant))
    return network


def rounded(places: Vectors) -> Vectors:
    """One signed byte for each direction; the few that stick out are cut."""
    return np.clip(np.rint(places * 3 * 127), -127, 127).astype("int8")


def trust(whole: Neighbourhood, told: Sequence[Told], directions: Vectors, judge: Model) -> tuple[float, float, float]:
    """What makes confidence mean what it says on phrases that none of the three has seen."""
    out = np.array([one.kept_out for one in told])
    rest = replace(whole, places=unit(whole.places[~out].astype("float32")), meant=whole.meant[~out])
    lexical = np.log([judge.probabilities(one.words) for one, kept in zip(told, out, strict=True) if kept])
    near = np.log([rest.shares(place) for place in whole.place(directions[out])])
    said = np.log(taught(directions[~out], whole.meant[~out]).shares(directions[out]))
    wanted = whole.meant[out]
    return min(
        product(TRUST, TRUST, TRUST),
        key=lambda powers: surprise(powers[0] * lexical + powers[1] * near + powers[2] * said, wanted),
    )


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
        hidden=found.layers.hidden.astype("float16"),
        lift=found.layers.lift.astype("float16"),
        out=found.layers.out.astype("float16"),
        bias=found.layers.bias.astype("float16"),
        trust=np.array([round(power, 2) for power in found.trust]),
        digest=np.array(found.digest),
    )
