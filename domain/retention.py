"""How long something is kept, and what must stay when a person wants to be forgotten.

Orders, payments and refunds are vouchers of the shop's books: § 147 AO and § 257 HGB want those kept for eight years
(six would do for mere letters of business), counted from the end of the calendar year.
"""

from dataclasses import dataclass
from datetime import date


def last_day(closed_on: date, years: int) -> date:
    """The day on which an order that was closed then may still be kept, and must be."""
    return date(closed_on.year + years, 12, 31)


def first_kept_day(today: date, years: int) -> date:
    """What was closed before this day is kept no longer."""
    return date(today.year - years, 1, 1)


@dataclass(frozen=True, slots=True)
class Remainder:
    """What stays of somebody who is forgotten: so many orders, so many of them still open.

    `until` is the last day of those that are closed; None where there is none.
    """

    orders: int
    open_orders: int
    until: date | None
