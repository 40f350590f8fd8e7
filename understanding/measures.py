"""Sizes in figures: `the 0.5 l one` is the bottle called `0,5 l`, and 500 ml are as much."""

import re

from understanding.naming import only_points

_UNITS = {
    "l": ("l", 1.0), "liter": ("l", 1.0), "litre": ("l", 1.0), "cl": ("l", 0.01), "ml": ("l", 0.001),
    "kg": ("kg", 1.0), "kilo": ("kg", 1.0), "g": ("kg", 0.001), "gramm": ("kg", 0.001), "gram": ("kg", 0.001),
    "m": ("m", 1.0), "meter": ("m", 1.0), "metre": ("m", 1.0), "cm": ("m", 0.01), "mm": ("m", 0.001),
    "w": ("w", 1.0), "watt": ("w", 1.0), "zoll": ("in", 1.0), "inch": ("in", 1.0), "v": ("v", 1.0), "volt": ("v", 1.0),
}  # fmt: skip
_MEASURE = re.compile(
    rf"(?<![\w.,])(?P<number>\d{{1,4}}(?:[.,]\d{{1,3}})?)[ -]?(?P<unit>{'|'.join(sorted(_UNITS, key=len, reverse=True))})s?(?!\w)",
    re.IGNORECASE,
)
Measure = tuple[str, float]
"""A unit, and how many of it."""


def measures(text: str) -> frozenset[Measure]:
    return frozenset(_of(found) for found in _MEASURE.finditer(text))


def measure_named(text: str) -> Measure | None:
    """The one measure of a message that points at something by it and says nothing else."""
    found = measures(text)
    return next(iter(found)) if len(found) == 1 and only_points(_MEASURE.sub(" ", text)) else None


def _of(found: re.Match[str]) -> Measure:
    unit, factor = _UNITS[found["unit"].lower()]
    return unit, round(float(found["number"].replace(",", ".")) * factor, 6)
