"""Skus and groups for shops that gave none: stable over repeats, readable, and different where their origin differs."""

import re
import unicodedata
from collections.abc import Iterable
from hashlib import sha256

from catalogues.markup import one_line

LONGEST = 64

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SPEAKING = re.compile(r"[a-z0-9 ./,-]*")


def sku_from(handle: str, values: Iterable[str]) -> str:
    """`classic-top` and `Small`, `Light blue` → `classic-top_small_light-blue`.

    The underscore keeps handle `top` with `blue-xl` apart from handle `top-blue` with `xl`.
    """
    return _shortened("_".join(_slug(part) for part in (handle, *values)))


def group_from(text: str) -> str:
    return _shortened(one_line(text))


def _shortened(text: str) -> str:
    """At most 64 characters; a longer text ends in a digest of all of it."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 9]}-{_digest(text, 8)}"


def _slug(text: str) -> str:
    """`A-Za-z0-9.-` only. Where signs had to go (`C++`, `38 ½`, Greek), six digits of a digest stand for them."""
    lowered = unicodedata.normalize("NFC", text).strip().lower().translate(_GERMAN)
    bare = unicodedata.normalize("NFD", lowered)
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    slug = re.sub(r"[^a-z0-9.]+", "-", kept).strip("-.")
    if slug and _SPEAKING.fullmatch(kept):
        return slug
    return f"{slug}-{_digest(lowered, 6)}" if slug else _digest(lowered, 6)


def _digest(text: str, length: int) -> str:
    return sha256(text.encode()).hexdigest()[:length]
