"""Cards: messages about one order that change where they stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Face:
    """What a card shows of its order. `revision` is the product's at the moment of the look.

    Two that look alike have the same `digest`. After the `last` nothing about the order will change any more.
    """

    backorder_id: int
    revision: int
    digest: bytes
    last: bool


@dataclass(frozen=True, slots=True)
class Drawn:
    """A message that was sent or redrawn in a private chat; without a face it shows something else from now on."""

    chat_id: int
    message_id: int
    face: Face | None


def digest(text: str, labels: Iterable[str]) -> bytes:
    """Of everything its reader sees: 16 bytes."""
    return blake2b("\0".join((text, *labels)).encode(), digest_size=16).digest()
