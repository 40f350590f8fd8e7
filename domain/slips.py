"""When a date slips: who is asked what to do, what may be answered, and when a person of the shop must look."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

TOLD_AGAIN_AFTER = timedelta(hours=1)
"""However often a supplier moves a date, a customer hears of it once in this time."""


class Choice(StrEnum):
    """What a customer can answer."""

    WAIT = "wait"
    SWITCH = "switch"
    CANCEL = "cancel"
    ASK = "ask"


class Attention(StrEnum):
    """Why a person of the shop should look at an order."""

    ASKS_PERSON = "asks_person"
    NO_ANSWER = "no_answer"


@dataclass(frozen=True, slots=True)
class Answer:
    """`promise_by` is the date that was answered to; None where there was none."""

    choice: Choice
    promise_by: date | None
    at: datetime


def is_move(told: date | None, new: date | None) -> bool:
    """From one date to another. A date that appears or vanishes is news of its own, and never kept back."""
    return told is not None and new is not None


def may_tell(last_move_told: datetime | None, now: datetime) -> bool:
    """Whether a moved date may be told now, or is kept back until the hour is over."""
    return last_move_told is None or now - last_move_told >= TOLD_AGAIN_AFTER


def beyond_wait(placed_on: date, max_wait_days: int, *, expected: date, accepted_by: date | None) -> bool:
    """Whether an order takes longer than its product's longest wait, and longer than its customer has agreed to.

    `expected` is its date, or today while it has none.
    """
    last_day = placed_on + timedelta(days=max_wait_days)
    return expected > max(last_day, accepted_by or last_day)


def accepted_until(promise_by: date | None, today: date, max_wait_days: int | None) -> date:
    """The day up to which somebody who keeps waiting is not asked again; without a date, another longest wait."""
    return promise_by or today + timedelta(days=max_wait_days or DAYS_WITHOUT_DATE)


DAYS_WITHOUT_DATE = 30
"""A month: nobody is asked more often about an order that nobody has a date for."""
