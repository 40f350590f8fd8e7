"""When the team is there, through every change of the clocks, and how long an answer takes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.openings import open_until, opening_hours_of, opens_at, told_as, typical_answer, working_time

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = opening_hours_of("Mo-Fr 09-12, 13-17, Sa 10-13:30")


def berlin(day: int, hour: int, minute: int = 0, month: int = 1) -> datetime:
    """The 11th of January 2027 is a Monday."""
    return datetime(2027, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "until", "next_time"),
    [
        (berlin(11, 8, 59), None, berlin(11, 9)),
        (berlin(11, 9), berlin(11, 12), berlin(11, 13)),
        (berlin(11, 12), None, berlin(11, 13)),
        (berlin(11, 17), None, berlin(12, 9)),
        (berlin(16, 13, 29), berlin(16, 13, 30), berlin(18, 9)),
        (berlin(17, 12), None, berlin(18, 9)),
    ],
)
def test_the_team_is_there_in_its_hours(moment: datetime, until: datetime | None, next_time: datetime) -> None:
    assert open_until(OFFICE, moment, BERLIN) == until
    assert opens_at(OFFICE, moment, BERLIN) == next_time


def test_hours_are_the_shops_own_when_clocks_change() -> None:
    sunday = opening_hours_of("So 09-17")

    # On 28 March 2027 nine o'clock is seven in UTC, the week before it was eight.
    assert opens_at(sunday, berlin(26, 12, month=3), BERLIN) == datetime(2027, 3, 28, 7, tzinfo=UTC)
    assert opens_at(sunday, berlin(20, 12, month=3), BERLIN) == datetime(2027, 3, 21, 8, tzinfo=UTC)
    # The night shift of that day has lost an hour.
    night = opening_hours_of("Su 0-6")
    assert working_time(night, berlin(27, 12, month=3), berlin(28, 12, month=3), BERLIN) == timedelta(hours=5)


def test_hours_that_touch_are_one() -> None:
    always = opening_hours_of("Mo-Su 0-24")
    assert open_until(opening_hours_of("Mo 9-12, 12-17"), berlin(11, 10), BERLIN) == berlin(11, 17)
    assert open_until(always, berlin(11, 10), BERLIN) == berlin(19, 0)
    assert open_until((), berlin(11, 10), BERLIN) is None
    assert opens_at((), berlin(11, 10), BERLIN) is None


@pytest.mark.parametrize("text", ["", "Mo", "Mo 17-09", "Xx 9-17", "Mo 9-25", "9-17", "Mo-Fr 9 to 5", "Mo 9-9"])
def test_what_is_no_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        opening_hours_of(text)


def test_german_and_english_names_mean_the_same() -> None:
    assert opening_hours_of("Di-Do 9-17") == opening_hours_of("tu-th 09:00-17:00")
    assert opening_hours_of("Sa-Mo 9-17")[0].days == {5, 6, 0}


def test_nights_do_not_count_as_waiting() -> None:
    asked, answered = berlin(11, 16), berlin(12, 10)

    assert working_time(OFFICE, asked, answered, BERLIN) == timedelta(hours=2)
    assert working_time((), asked, answered, BERLIN) == timedelta(hours=18)
    assert working_time(OFFICE, berlin(16, 20), berlin(17, 20), BERLIN) == timedelta(0)


def test_few_answers_say_nothing_about_the_next() -> None:
    hours = [timedelta(hours=n) for n in (1, 9, 2, 3)]

    assert typical_answer(hours) is None
    assert typical_answer([*hours, timedelta(hours=2)]) == timedelta(hours=2)
    assert typical_answer([timedelta(hours=1)] * 20 + [timedelta(hours=99)] * 30) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("wait", "told"),
    [
        (timedelta(0), (5, "minutes")),
        (timedelta(minutes=11), (15, "minutes")),
        (timedelta(minutes=90), (90, "minutes")),
        (timedelta(minutes=91), (2, "hours")),
        (timedelta(hours=24), (24, "hours")),
    ],
)
def test_a_wait_is_never_told_shorter_than_it_is(wait: timedelta, told: tuple[int, str]) -> None:
    assert told_as(wait) == told
