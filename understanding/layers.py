"""What an embedding says by itself, with one hidden layer over it. Needs the extra `embeddings`; see `meaning`."""

from dataclasses import dataclass
from typing import Any

import numpy as np

SPREAD = 10.0
"""Embeddings of length one are small numbers; training is quicker with larger ones."""
DOUBT = 0.002
"""What is left for a wish that nothing speaks for."""
Vectors = Any
"""One row of floats for each sentence."""


@dataclass(frozen=True, slots=True)
class Layers:
    """Weights of the hidden layer and of the one behind it, and what is added to each."""

    hidden: Vectors
    lift: Vectors
    out: Vectors
    bias: Vectors

    def shares(self, directions: Vectors) -> Vectors:
        """One for each intent, adding up to one; of one sentence, or of many."""
        said = np.maximum(SPREAD * directions @ self.hidden + self.lift, 0.0) @ self.out + self.bias
        return blurred(np.exp(said - said.max(axis=-1, keepdims=True)))


def blurred(said: Vectors) -> Vectors:
    shares = said / np.maximum(said.sum(axis=-1, keepdims=True), 1e-12)
    return (shares + DOUBT) / (1 + DOUBT * shares.shape[-1])
