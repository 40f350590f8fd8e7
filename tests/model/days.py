"""The model's calendar: days are counted, minutes are walked. Slow and plain on purpose."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.model.values import House, Promised, Supply, Ware

MERCHANT_ZONE = ZoneInfo("Europe/Berlin")
LAST, ENOUGH = 20, 5
"""A supplier's last arrivals that count, and how many it takes to count them."""


def day_of(moment: datetime) -> date:
    """The merchant's calendar day."""
    return moment.astimezone(MERCHANT_ZONE).date()


def later(day: date, days: int) -> date:
    return date.fromordinal(day.toordinal() + days)


def days_late(delays: Sequence[int], default: int) -> int:
    """The smallest number of days that at least four in five of the last arrivals kept to."""
    if len(delays) < ENOUGH:
        return default
    last = [max(0, delay) for delay in delays][-LAST:]
    return min(days for days in last if 5 * sum(other <= days for other in last) >= 4 * len(last))


def coming(
    house: House, ware: Ware, supplies: Sequence[Supply], delays: dict[str, list[int]], today: date
) -> list[Promised]:
    """One entry for each unit to come, first to last: the day by which it and all before it leave, and its supply."""
    units: list[Promised] = []
    latest = date.min
    for supply in sorted(supplies, key=lambda s: (s.day, s.id)):
        late = days_late(delays.get(supply.supplier, []) if supply.supplier else [], house.buffer_days)
        earliest = max(day for day in (supply.day, today, ware.release) if day is not None)
        if supply.open:
            latest = max(latest, later(earliest, house.handling_days + late))
        units += [(latest, supply.id)] * supply.open
    return units


def worth_a_letter(told: date | None, new: date | None, after_days: int) -> bool:
    """A date that appears, vanishes, or is far enough from what the customer believes."""
    if told is None or new is None:
        return told != new
    return told != new and abs(told.toordinal() - new.toordinal()) >= after_days


def undisturbed(moment: datetime, quiet: tuple[time, time] | None, zone: ZoneInfo) -> datetime:
    """The first moment from now on at which the person's own clock shows no quiet hour."""
    if quiet is None or not _is_quiet(moment, quiet, zone):
        return moment
    moment = moment.replace(second=0, microsecond=0)
    while _is_quiet(moment, quiet, zone):
        moment += timedelta(minutes=1)
    return moment


def _is_quiet(moment: datetime, quiet: tuple[time, time], zone: ZoneInfo) -> bool:
    start, end = quiet
    clock = moment.astimezone(zone).time()
    return start <= clock < end if start < end else not end <= clock < start
