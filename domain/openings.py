"""When the shop's team is there, and how long an answer takes. Weekdays and hours are the shop's own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from zoneinfo import ZoneInfo

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
OTHER_NAMES = {"di": "tu", "mi": "we", "do": "th", "so": "su"}
"""German short names, where they differ."""
_SPAN = re.compile(r"(?:([a-z]{2})(?:-([a-z]{2}))? )?(\d{1,2}(?::\d\d)?)-(\d{1,2}(?::\d\d)?)")
LOOKED_AHEAD = 8  # days: a week on, the same weekday comes again
ENOUGH = 5
"""Answers from which the record says something about the next one."""
COUNTED = 20
"""The last answers that count."""
MINUTES_TOLD = timedelta(minutes=90)
"""Up to here an answer time is told in minutes, beyond it in hours."""


@dataclass(frozen=True, slots=True)
class Opening:
    """On these weekdays (Monday is 0) from `start` to `end`; midnight as an end is the day's."""

    days: frozenset[int]
    start: time
    end: time


OpeningHours = tuple[Opening, ...]
"""Nobody has said when the team is there: an empty one."""


def opening_hours_of(text: str) -> OpeningHours:
    """`Mo-Fr 09-12, 13-17, Sa 10-13:30`, in English or German short names. Raises ValueError for anything else."""
    found: list[Opening] = []
    for part in re.split("[,;]", text):
        before = found[-1].days if found else None
        found.append(_opening(" ".join(part.lower().split()), before))
    return tuple(found)


def spans(hours: OpeningHours, day: date, zone: ZoneInfo) -> list[tuple[datetime, datetime]]:
    """When the team is there on that day of the shop's calendar, as moments: clocks may be changed in between."""
    found = []
    for opening in hours:
        if day.weekday() in opening.days:
            last = day + timedelta(days=1) if opening.end == time(0) else day
            start = datetime.combine(day, opening.start, zone).astimezone(UTC)
            found.append((start, datetime.combine(last, opening.end, zone).astimezone(UTC)))
    return sorted(found)


def open_until(hours: OpeningHours, moment: datetime, zone: ZoneInfo) -> datetime | None:
    """Until when the team is there, or None while it is not."""
    until = None
    for start, end in _from(hours, moment, zone):
        if start <= (until or moment) < end:
            until = end
    return until


def opens_at(hours: OpeningHours, moment: datetime, zone: ZoneInfo) -> datetime | None:
    """When the team comes next; None where nobody has said."""
    return next((start for start, _ in _from(hours, moment, zone) if start > moment), None)


def working_time(hours: OpeningHours, since: datetime, until: datetime, zone: ZoneInfo) -> timedelta:
    """How long somebody has waited while the team was there; all of it where nobody has said when that is."""
    if not hours:
        return until - since
    total, day = timedelta(0), since.astimezone(zone).date()
    while day <= until.astimezone(zone).date():
        for start, end in spans(hours, day, zone):
            total += max(timedelta(0), min(end, until) - max(start, since))
        day += timedelta(days=1)
    return total


def typical_answer(waits: Sequence[timedelta]) -> timedelta | None:
    """The median of the last answers, newest first; None while there are too few of them."""
    counted = [wait.total_seconds() for wait in waits[:COUNTED]]
    return timedelta(seconds=median(counted)) if len(counted) >= ENOUGH else None


def told_as(wait: timedelta) -> tuple[int, str]:
    """A wait as people say it, never less than it is: five minutes' steps, then whole hours."""
    if wait <= MINUTES_TOLD:
        return max(5, -(-int(wait.total_seconds()) // 300) * 5), "minutes"
    return -(-int(wait.total_seconds()) // 3600), "hours"


def _from(hours: OpeningHours, moment: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, datetime]]:
    """Spans of that day and the week after it, in order."""
    first = moment.astimezone(zone).date()
    for ahead in range(LOOKED_AHEAD):
        yield from spans(hours, first + timedelta(days=ahead), zone)


def _opening(text: str, before: frozenset[int] | None) -> Opening:
    """Hours without weekdays belong to those named before."""
    found = _SPAN.fullmatch(text)
    days = _days(found[1], found[2]) if found and found[1] else before
    if found is None or days is None:
        raise ValueError(text)
    start, end = _clock(found[3]), _clock(found[4])
    if start >= end and end != time(0):
        raise ValueError(text)
    return Opening(days, start, end)


def _days(first_name: str, last_name: str | None) -> frozenset[int]:
    """Both ends belong to it; `sa-mo` is a long weekend."""
    first, last = _weekday(first_name), _weekday(last_name or first_name)
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _weekday(name: str) -> int:
    return DAYS.index(OTHER_NAMES.get(name, name))


def _clock(text: str) -> time:
    """`9`, `09` or `09:30`; 24 is midnight."""
    hour, _, minute = text.partition(":")
    if (int(hour), int(minute or 0)) == (24, 0):
        return time(0)
    return time(int(hour), int(minute or 0))
