"""A lexical classifier, run in pure Python from weights that `make understanding-train` wrote."""

import base64
import json
import math
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any
from zlib import crc32

from understanding.features import SHARES, UNKNOWN, features
from understanding.intents import Intent

WEIGHTS = "weights.json"


@dataclass(frozen=True, slots=True)
class Phrasebook:
    """Each phrase's mark, in order, and beside it the place of its wish: a dictionary would take ten times the room."""

    marks: Sequence[int]
    meant: Sequence[int]
    intents: Sequence[Intent]

    def get(self, mark: int) -> Intent | None:
        place = bisect_left(self.marks, mark)
        return self.intents[self.meant[place]] if place < len(self.marks) and self.marks[place] == mark else None


@dataclass(frozen=True, slots=True)
class Model:
    """`names`: the features, in order; `table`: one signed byte per feature and intent, in units of `scale`.

    `rarity`: in hundredths, how much a feature counts before its family is brought to length one.
    """

    intents: tuple[Intent, ...]
    names: Sequence[str]
    table: Sequence[int]
    rarity: Sequence[int]
    bias: Sequence[float]
    scale: float
    sharpness: float
    digest: str
    ordinary: frozenset[str]
    phrases: Phrasebook

    def phrase(self, words: Sequence[str]) -> Intent | None:
        """The wish of a message that stands word for word among the phrases."""
        return self.phrases.get(mark_of(words))

    def probabilities(self, words: Sequence[str]) -> list[float]:
        """One for each intent, in the order of `intents`; they add up to one."""
        width = len(self.intents)
        sums = [0.0] * width
        for family, most in zip(features(words), SHARES, strict=True):
            self._add(family, most, sums)
        return softmax([(s * self.scale + b) * self.sharpness for s, b in zip(sums, self.bias, strict=True)])

    def _add(self, family: Counter[str], most: float, sums: list[float]) -> None:
        """A word that training met once or never says that much; its pieces and notions still count."""
        width, table = len(self.intents), self.table
        rows = {name: self.row(name) for name in family}
        if unknown := sum(n for name, n in family.items() if rows[name] is None and name.startswith("w:")):
            family[UNKNOWN], rows[UNKNOWN] = unknown, self.row(UNKNOWN)
        found = ((row, family[name]) for name, row in rows.items())
        hits = [(row, (1 + math.log(n)) * self.rarity[row]) for row, n in found if row is not None]
        length = math.sqrt(sum(weight * weight for _, weight in hits)) or 1.0
        for row, weight in hits:
            start, share = row * width, most * weight / length
            for column, cell in enumerate(table[start : start + width]):
                if cell:
                    sums[column] += share * cell

    def row(self, name: str) -> int | None:
        """The place of a feature. A dictionary of all would be a little quicker, and take two megabytes more."""
        row = bisect_left(self.names, name)
        return row if row < len(self.names) and self.names[row] == name else None


def mark_of(words: Sequence[str]) -> int:
    """Stands for a phrase: the table of all is small that way, and one in 200,000 strange messages is taken for one."""
    return crc32(" ".join(words).encode())


def softmax(scores: Sequence[float]) -> list[float]:
    top = max(scores)
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers)
    return [power / total for power in powers]


def load(data: Mapping[str, Any]) -> Model:
    intents = tuple(Intent(name) for name in data["intents"])
    marks = array("I", base64.b85decode(data["marks"]))
    return Model(
        intents=intents,
        names=data["features"].split("\n"),
        table=array("b", base64.b85decode(data["table"])),
        rarity=array("H", base64.b85decode(data["rarity"])),
        bias=data["bias"],
        scale=data["scale"],
        sharpness=data["sharpness"],
        digest=data["digest"],
        ordinary=frozenset(data["ordinary"].split()),
        phrases=Phrasebook(marks, base64.b85decode(data["meant"]), intents),
    )


@lru_cache(maxsize=1)
def model() -> Model:
    """The weights of this package, read once."""
    text = (resources.files("understanding") / WEIGHTS).read_text(encoding="utf-8")
    return load(json.loads(text))
