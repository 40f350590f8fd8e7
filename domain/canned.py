"""Answers that the team keeps ready, in each language, with gaps for what differs."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from domain.texts import Texts

GAPS = ("name", "order_number", "product", "date", "shop")
"""What may stand in braces."""
NAME = r"^[a-z0-9][a-z0-9_-]{0,63}$"
"""Short enough to be typed behind a command."""
_WORD = re.compile(r"[a-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Canned:
    """`texts` by language, plain text."""

    name: str
    texts: Texts


def problems(text: str) -> list[str]:
    """Gaps that nobody can fill, and braces that do not close; empty when all is well."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError as broken:
        return [str(broken)]
    gaps = [(name, spec, conversion) for _, name, spec, conversion in parts if name is not None]
    return [f"{{{name}}}" for name, spec, conversion in gaps if name not in GAPS or spec or conversion]


def gaps_in(text: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def filled(text: str, values: Mapping[str, str]) -> str:
    """Raises KeyError for a gap without a value."""
    return text.format_map(values)
