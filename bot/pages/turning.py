"""Long lists, a page at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiogram.filters.callback_data import CallbackData

from wording.pages import Button, Rows
from wording.words import Words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[T]):
    """What one page shows of a list. `page` and `last` count from 0."""

    shown: Sequence[T]
    page: int
    last: int


def sheet(things: Sequence[T], page: int, most: int) -> Sheet[T]:
    """The page that was asked for; the last one where the list has become shorter meanwhile."""
    last = max(len(things) - 1, 0) // most
    page = min(page, last)
    return Sheet(things[page * most : (page + 1) * most], page, last)


def turning(on: Sheet[T], act: Callable[[int], CallbackData], t: Words) -> Rows:
    """A row with the ways to the pages beside this one, where there are any."""
    back = (Button(t.plain("‹ Back"), act=act(on.page - 1).pack()),) if on.page > 0 else ()
    onwards = (Button(t.plain("More ›"), act=act(on.page + 1).pack()),) if on.page < on.last else ()
    return ((*back, *onwards),) if back or onwards else ()
