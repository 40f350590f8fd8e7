"""How a chat proves to be a customer of the shop, how often it may try, and why it was not joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LONGEST_NUMBER = 64
"""Characters of an order number; the shop's have no more."""
LONGEST_EMAIL = 254
"""Characters of an e-mail address (RFC 5321)."""
SIGNS = ("", "-", " ", "_", ".", "/")
"""What shops write between the letters and the digits of an order number."""

_LETTERS_AND_DIGITS = re.compile(r"([A-Z]+)([0-9]+)")


class Snag(StrEnum):
    """Why a chat was not joined with a customer of the shop.

    `nobody` is one answer for several reasons wherever something could be guessed.
    """

    NOBODY = "nobody"
    SEVERAL = "several"
    ELSEWHERE = "elsewhere"
    ALREADY = "already"
    TOO_OFTEN = "too_often"


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries within any such span."""

    most: int
    within: timedelta

    def counting(self, moments: Sequence[datetime], now: datetime) -> list[datetime]:
        """The tries that still count."""
        return [moment for moment in moments if now - moment < self.within]

    def allows(self, moments: Sequence[datetime], now: datetime) -> bool:
        return len(self.counting(moments, now)) < self.most


PER_CHAT = Limit(5, timedelta(hours=1))
PER_ORDER = Limit(20, timedelta(days=1))
"""For all chats together: many accounts guess no more than one does."""


def bare_number(written: str) -> str:
    """What all spellings of an order number have in common: `NB4711` for nb 4711, NB-4711 and #NB 4711."""
    return "".join(filter(str.isalnum, written)).upper()


def spellings(written: str) -> list[str]:
    """As whom an order's number may be known to the shop: as it was written, and as shops usually write it."""
    bare = bare_number(written)
    found = [written.strip(), bare]
    if parts := _LETTERS_AND_DIGITS.fullmatch(bare):
        found += [parts[1] + sign + parts[2] for sign in SIGNS]
    found += [f"#{one}" for one in found]
    return list(dict.fromkeys([*found, *(one.lower() for one in found)]))
