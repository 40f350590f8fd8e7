r"""Single values as they cross the wire, each with its limits; the OpenAPI document shows what is enforced.

PostgreSQL refuses U+0000 in text; each pattern here keeps it out. (Lone surrogates are no JSON and fail before.)
Python's `$` lets a last line break through, hence the `(?!\n)`.
"""

from datetime import date, datetime
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from msgspec import Meta, Struct

from domain.money import Money
from domain.preferences import MOST_LIKED
from domain.skus import PATTERN as SKU
from services.imports import FIRST_YEAR, LAST_YEAR, MOST_DAYS

LONGEST_SKU = 64
EXTERNAL_ID = r'^(?!\.{1,2}$)[!"$&-.0->@-\[\]-~\u00a1-\u00ac\u00ae-\u052f]{1,200}$(?!\n)'
"""Like a sku it stands in addresses, so what splits an address (`# % / ? \\`) and spaces are out."""
LINE = r"^[^\x00-\x1f\x7f]*$(?!\n)"
"""One line: no control characters."""
PROSE = r"^[^\x00]*$"
CURSOR = r"^[A-Za-z0-9_-]{1,300}$(?!\n)"
LANGUAGE = r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$(?!\n)"
EMAIL = r"^[^@\s\x00-\x1f\x7f]{1,64}@[^@\s\x00-\x1f\x7f]{1,189}$(?!\n)"
PHONE = r"^\+?[0-9][0-9 ()/.-]{2,30}$(?!\n)"
URL = r"^https?://[!-~]{1,1990}$(?!\n)"
CURRENCY = r"^[A-Z]{3}$(?!\n)"

MOST_UNITS = 1_000_000_000
"""Fits the database's 32-bit columns with room for the sum of two."""
MOST_CENTS = 10**15
"""Exact in every JSON reader, which have 53 bits."""
MOST_ID = 2**63 - 1

Sku = Annotated[str, Meta(pattern=SKU, examples=["MUG-BLUE"])]
ExternalId = Annotated[str, Meta(pattern=EXTERNAL_ID, examples=["C-1001"])]
OrderNumber = Annotated[str, Meta(min_length=1, max_length=64, pattern=LINE, examples=["#1001"])]
Line = Annotated[str, Meta(min_length=1, max_length=200, pattern=LINE)]
ShortLine = Annotated[str, Meta(min_length=1, max_length=100, pattern=LINE)]
Group = Annotated[str, Meta(min_length=1, max_length=64, pattern=LINE)]
Name = Annotated[str, Meta(max_length=200, pattern=LINE)]
Prose = Annotated[str, Meta(max_length=4000, pattern=PROSE)]
Reason = Annotated[str, Meta(min_length=1, max_length=500, pattern=PROSE)]
Shortfall = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=500,
        pattern=PROSE,
        description="Told to whom it concerns: `demand`, `supplier`, `shipping`, `recall`, `wrong_count` in their "
        "language, anything else as written.",
    ),
]
Email = Annotated[str, Meta(max_length=254, pattern=EMAIL, examples=["ada@example.org"])]
Phone = Annotated[str, Meta(pattern=PHONE, examples=["+49 30 1234567"])]
Locale = Annotated[str, Meta(max_length=35, pattern=LANGUAGE, examples=["de-AT"])]
Url = Annotated[str, Meta(max_length=2000, pattern=URL, examples=["https://shop.example/mug"])]
Tag = Annotated[str, Meta(min_length=1, max_length=64, pattern=LINE, examples=["regular"])]
Tags = Annotated[list[Tag], Meta(max_length=50)]
Preferences = Annotated[list[Line], Meta(max_length=MOST_LIKED, examples=[["Kitchen"]])]
Language = Annotated[str, Meta(pattern=LANGUAGE, max_length=35)]
Names = Annotated[dict[Language, Name], Meta(min_length=1, max_length=20, examples=[{"en": "Blue mug"}])]
Descriptions = Annotated[dict[Language, Prose], Meta(max_length=20)]
Options = Annotated[dict[ShortLine, ShortLine], Meta(max_length=20, examples=[{"Size": "M"}])]
Units = Annotated[int, Meta(ge=1, le=MOST_UNITS, description="Whole units.")]
Counted = Annotated[int, Meta(ge=0, le=MOST_UNITS, description="Whole units.")]
Id = Annotated[int, Meta(ge=1, le=MOST_ID)]
Priority = Annotated[int, Meta(ge=-1_000_000, le=1_000_000, description="Higher goes first.")]
WaitDays = Annotated[int, Meta(ge=0, le=MOST_DAYS)]
CENTURY = {"pattern": "^20[0-9]{2}-"}
Day = Annotated[date, Meta(extra_json_schema=CENTURY, description="A calendar day of this century.")]
Moment = Annotated[datetime, Meta(tz=True, extra_json_schema=CENTURY, description="RFC 3339, with its zone.")]


@cache
def timezones() -> frozenset[str]:
    return frozenset(available_timezones())


class Cash(Struct, forbid_unknown_fields=True, frozen=True):
    """Money in minor units (cents)."""

    amount: Annotated[int, Meta(ge=0, le=MOST_CENTS, examples=[1999])]
    currency: Annotated[str, Meta(pattern=CURRENCY, description="ISO 4217.", examples=["EUR"])]

    def money(self) -> Money:
        return Money(self.amount, self.currency)


class SomeCash(Cash, forbid_unknown_fields=True, frozen=True):
    """Money in minor units (cents), and more than nothing."""

    amount: Annotated[int, Meta(ge=1, le=MOST_CENTS, examples=[1999])]


class MoneyOut(Struct, frozen=True):
    """Money in minor units (cents)."""

    amount: int
    currency: str


def money_in(cash: Cash | None) -> Money | None:
    return cash.money() if cash else None


def money_out(money: Money | None) -> MoneyOut | None:
    return MoneyOut(money.amount, money.currency) if money else None


def must_be_this_century(**days: date | None) -> None:
    """Raises ValueError naming the field: a date far off would overflow the calendar when days are added to it."""
    for name, day in days.items():
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValueError(f"`{name}` must lie between {FIRST_YEAR} and {LAST_YEAR}")
