"""What a person says they like: categories, in the merchant's own words."""

from collections.abc import Iterable
from hashlib import sha256
from unicodedata import combining, normalize

MOST_LIKED = 50
"""Categories that one person chooses."""


def mark_of(category: str) -> str:
    """Stands for a category on a button, which has no room for its name."""
    return sha256(category.encode()).hexdigest()[:12]


def marked(mark: str, categories: Iterable[str]) -> str | None:
    """The category that a button stands for; None where there is no such category any more."""
    return next((category for category in categories if mark_of(category) == mark), None)


def in_order(categories: Iterable[str]) -> list[str]:
    """As people look them up: capitals and dots over letters make no difference, and every database agrees."""
    return sorted(set(categories), key=lambda category: (_plain(category), category))


def _plain(text: str) -> str:
    return "".join(letter for letter in normalize("NFKD", text.casefold()) if not combining(letter))
