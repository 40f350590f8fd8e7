"""Quiet hours postpone, in the person's own zone, through every change of the clocks."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest

from domain.policy import QuietHours, ShopPolicy, hours_of

NIGHT = QuietHours(time(21), time(8))


@pytest.mark.parametrize(
    ("zone", "moment", "expected"),
    [
        ("Europe/Berlin", datetime(2027, 1, 11, 12, 0, tzinfo=UTC), datetime(2027, 1, 11, 12, 0, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2027, 1, 11, 20, 0, tzinfo=UTC), datetime(2027, 1, 12, 7, 0, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2027, 1, 12, 6, 59, tzinfo=UTC), datetime(2027, 1, 12, 7, 0, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2027, 1, 12, 7, 0, tzinfo=UTC), datetime(2027, 1, 12, 7, 0, tzinfo=UTC)),
        # The night in which clocks go forward ends an hour earlier, the one in which they go back an hour later.
        ("Europe/Berlin", datetime(2027, 3, 27, 22, 0, tzinfo=UTC), datetime(2027, 3, 28, 6, 0, tzinfo=UTC)),
        ("Europe/Berlin", datetime(2027, 10, 30, 22, 0, tzinfo=UTC), datetime(2027, 10, 31, 7, 0, tzinfo=UTC)),
        ("Pacific/Auckland", datetime(2027, 1, 11, 11, 0, tzinfo=UTC), datetime(2027, 1, 11, 19, 0, tzinfo=UTC)),
    ],
)
def test_the_night_is_the_readers_own(zone: str, moment: datetime, expected: datetime) -> None:
    assert NIGHT.postponed(moment, ZoneInfo(zone)) == expected


def test_a_persons_own_hours_stand_before_the_shops() -> None:
    shop = ShopPolicy(quiet_hours=NIGHT)
    assert shop.quiet_for(None) == NIGHT
    assert shop.quiet_for("off") is None
    assert shop.quiet_for("22:30-07:00") == QuietHours(time(22, 30), time(7))
    assert ShopPolicy().quiet_for(None) is None


def test_hours_are_read_as_they_are_written() -> None:
    assert hours_of(NIGHT.written) == hours_of("21-8") == NIGHT
    for wrong in ("", "21", "21-", "-8", "21-21", "25-08", "21-08-09", "a-b"):
        with pytest.raises(ValueError):  # noqa: PT011 - which one is Python's affair
            hours_of(wrong)


def test_a_quiet_lunch_does_not_cross_midnight() -> None:
    lunch = QuietHours(time(12), time(13))
    berlin = ZoneInfo("Europe/Berlin")

    assert lunch.postponed(datetime(2027, 1, 11, 11, 30, tzinfo=UTC), berlin) == datetime(2027, 1, 11, 12, tzinfo=UTC)
    assert lunch.postponed(datetime(2027, 1, 11, 2, 0, tzinfo=UTC), berlin) == datetime(2027, 1, 11, 2, tzinfo=UTC)
