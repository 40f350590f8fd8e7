"""Lists in pages: an opaque cursor names the last row seen, so that inserts never shift a page."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


class BadCursor(ValueError):
    """The text is no cursor that we gave out."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next` is the cursor of the following page, None on the last one."""

    items: Sequence[T]
    next: str | None


def encode(last: int | str) -> str:
    return base64.urlsafe_b64encode(str(last).encode()).decode().rstrip("=")


def decode(cursor: str) -> str:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise BadCursor(cursor) from error
    if "\0" in text:  # PostgreSQL takes no NUL in text
        raise BadCursor(cursor)
    return text


def decode_id(cursor: str) -> int:
    text = decode(cursor)
    if not text.isascii() or not text.isdigit() or len(text) > 18:  # noqa: PLR2004 - digits of a 64-bit key
        raise BadCursor(cursor)
    return int(text)
