"""Days where clocks change, months and years end, and two people's days are not the same day."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.actors import MERCHANT
from domain.backorders import State
from domain.money import Money
from domain.policy import QuietHours
from domain.promises import Schedule
from domain.supplies import Supply
from services import backorders, promises, stock, subscriptions
from services.shop import Shop
from tests.conftest import Clock
from tests.model.days import later, undisturbed
from tests.services.cast import MUG, Cast

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
NIGHT = QuietHours(time(21), time(8))
SMALL_HOURS = QuietHours(time(1, 30), time(3))
"""Where Berlin's clocks jump."""


def utc(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def cast(shop: Shop) -> Cast:
    return Cast(shop)


@pytest.mark.parametrize(
    ("expected_on", "days", "by"),
    [
        (date(2027, 3, 27), 2, date(2027, 3, 29)),  # over the Sunday of 23 hours
        (date(2027, 10, 30), 2, date(2027, 11, 1)),  # over the Sunday of 25 hours, and a month's end
        (date(2027, 1, 31), 1, date(2027, 2, 1)),
        (date(2027, 2, 28), 1, date(2027, 3, 1)),
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 366, date(2029, 3, 1)),
        (date(2027, 12, 30), 3, date(2028, 1, 2)),
        (date(2100, 2, 28), 1, date(2100, 3, 1)),  # no leap year
    ],
)
def test_promises_count_days_of_the_calendar(expected_on: date, days: int, by: date) -> None:
    supply = Supply(1, "MUG", 1, expected_on, buffer_days=days)
    promise = Schedule([supply], handling_days=0, not_before=date(2027, 1, 1)).promise(1)

    assert promise is not None
    assert promise.by == by


@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)), st.integers(0, 400), st.integers(0, 400))
def test_a_promise_is_as_many_days_later_as_were_added(expected_on: date, handling: int, buffer: int) -> None:
    supply = Supply(1, "MUG", 1, expected_on, buffer_days=buffer)
    promise = Schedule([supply], handling_days=handling, not_before=date(2026, 1, 1)).promise(1)

    assert promise is not None
    assert promise.by == later(expected_on, handling + buffer)


async def test_the_shop_lives_by_the_merchants_day(shop: Shop, clock: Clock) -> None:
    for moment, day in {
        datetime(2027, 1, 11, 22, 59, tzinfo=UTC): date(2027, 1, 11),
        datetime(2027, 1, 11, 23, 0, tzinfo=UTC): date(2027, 1, 12),
        datetime(2027, 7, 11, 21, 59, tzinfo=UTC): date(2027, 7, 11),
        datetime(2027, 7, 11, 22, 0, tzinfo=UTC): date(2027, 7, 12),
        datetime(2027, 3, 27, 23, 0, tzinfo=UTC): date(2027, 3, 28),  # still winter at this midnight
        datetime(2027, 3, 28, 22, 0, tzinfo=UTC): date(2027, 3, 29),  # and summer at the next
        datetime(2027, 10, 31, 22, 59, tzinfo=UTC): date(2027, 10, 31),
        datetime(2027, 12, 31, 23, 0, tzinfo=UTC): date(2028, 1, 1),
        datetime(2028, 2, 28, 23, 0, tzinfo=UTC): date(2028, 2, 29),
        datetime(2027, 1, 11, 11, 30, tzinfo=AUCKLAND): date(2027, 1, 10),
    }.items():
        clock.moment = moment
        assert shop.today() == day


@pytest.mark.parametrize(
    ("quiet", "zone", "moment", "wakes"),
    [
        (NIGHT, BERLIN, utc(2027, 3, 27, 22, 0), utc(2027, 3, 28, 6, 0)),  # eight in the morning is summer time by then
        (NIGHT, BERLIN, utc(2027, 10, 30, 22, 0), utc(2027, 10, 31, 7, 0)),  # … and winter time
        (NIGHT, BERLIN, utc(2027, 12, 31, 22, 0), utc(2028, 1, 1, 7, 0)),
        (NIGHT, BERLIN, utc(2028, 2, 28, 22, 0), utc(2028, 2, 29, 7, 0)),
        (
            NIGHT,
            AUCKLAND,
            utc(2027, 1, 11, 11, 0),
            utc(2027, 1, 11, 19, 0),
        ),  # midnight there: eight is 19:00 UTC, in summer
        (NIGHT, AUCKLAND, utc(2027, 4, 3, 10, 0), utc(2027, 4, 3, 20, 0)),  # their clocks go back in this night
        (NIGHT, AUCKLAND, utc(2027, 9, 25, 10, 0), utc(2027, 9, 25, 19, 0)),  # … and forward in this one
        (NIGHT, AUCKLAND, utc(2027, 7, 1, 20, 0), utc(2027, 7, 1, 20, 0)),  # eight sharp is day
        (
            SMALL_HOURS,
            BERLIN,
            utc(2027, 3, 28, 0, 45),
            utc(2027, 3, 28, 1, 0),
        ),  # an hour and a half, told in thirty minutes
        (SMALL_HOURS, BERLIN, utc(2027, 10, 30, 23, 45), utc(2027, 10, 31, 2, 0)),  # … and in two and a half hours
    ],
)
def test_the_night_ends_by_the_persons_own_clock(
    quiet: QuietHours, zone: ZoneInfo, moment: datetime, wakes: datetime
) -> None:
    assert quiet.postponed(moment, zone) == wakes


@given(
    st.integers(0, 3 * 366 * 24 * 60).map(
        lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from((BERLIN, AUCKLAND, ZoneInfo("America/St_Johns"), ZoneInfo("Australia/Lord_Howe"))),
    st.sampled_from((NIGHT, QuietHours(time(0), time(6)), QuietHours(time(12), time(13, 30)))),
)
def test_nobody_is_disturbed_and_nobody_waits_too_long(moment: datetime, zone: ZoneInfo, quiet: QuietHours) -> None:
    assert quiet.postponed(moment, zone) == undisturbed(moment, (quiet.start, quiet.end), zone)


async def test_an_alert_waits_for_the_morning_in_auckland_and_order_news_does_not(
    cast: Cast, shop: Shop, clock: Clock
) -> None:
    clock.moment = datetime(2027, 1, 11, 11, 0, tzinfo=UTC)  # noon in Berlin, midnight in Auckland
    quiet = Shop(shop.store, clock, type(shop.policy)(quiet_hours=NIGHT))
    cast.shop = quiet
    await cast.sells()
    for name, zone in (("kiri", "Pacific/Auckland"), ("tama", "Pacific/Auckland"), ("jan", "Europe/Berlin")):
        await cast.knows(name, timezone=zone)
    await cast.orders("tama")
    for name in ("kiri", "jan"):
        await subscriptions.sign_up(quiet, name, "MUG", 1)
    await cast.delivers(3)

    due = {message.customer: message.due_at for message in await cast.ledger()}
    assert due == {
        "tama": clock(),
        "jan": clock(),
        "kiri": datetime(2027, 1, 11, 19, 0, tzinfo=UTC),
    }


async def test_an_order_from_tomorrow_in_auckland_is_placed_now(cast: Cast, clock: Clock) -> None:
    """A moment is a moment: that their calendar shows another day makes it no future."""
    clock.moment = datetime(2027, 12, 31, 22, 30, tzinfo=UTC)
    await cast.sells()

    placed = await cast.orders("ada", placed_at=clock().astimezone(AUCKLAND), paid=Money(1290, "EUR"))
    cancelled = await backorders.cancel(cast.shop, placed.order.id, MERCHANT)

    assert placed.order.placed_at == clock()
    assert cancelled.order.refund is not None
    assert cancelled.order.refund.due_on == date(2028, 1, 14)


@pytest.mark.parametrize(
    ("midnight", "today"),
    [
        (datetime(2027, 3, 27, 23, 0, tzinfo=UTC), date(2027, 3, 28)),
        (datetime(2027, 10, 31, 23, 0, tzinfo=UTC), date(2027, 11, 1)),
        (datetime(2028, 2, 28, 23, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2027, 12, 31, 23, 0, tzinfo=UTC), date(2028, 1, 1)),
    ],
)
async def test_an_overdue_date_moves_at_the_merchants_midnight(
    cast: Cast, clock: Clock, midnight: datetime, today: date
) -> None:
    clock.moment = midnight - timedelta(minutes=1)
    await cast.sells()
    await cast.expects(1, later(today, -1))
    order = (await cast.orders("ada")).order
    assert order.promise_by == later(today, 2)

    await promises.review(cast.shop)
    assert (await backorders.read(cast.shop, order.id, MERCHANT)).order.promise_by == later(today, 2)
    clock.passes(minutes=1)
    await promises.review(cast.shop)

    assert (await backorders.read(cast.shop, order.id, MERCHANT)).order.promise_by == later(today, 3)


async def test_a_supplier_is_late_by_the_merchants_days(cast: Cast, clock: Clock) -> None:
    """A delivery at half past midnight in Berlin is a day late, although UTC still shows the day before."""
    clock.moment = datetime(2027, 3, 28, 22, 30, tzinfo=UTC)
    await cast.sells()
    for _ in range(5):
        supply = await cast.expects(1, date(2027, 3, 28), supplier="Swift")
        await stock.arrive(cast.shop, supply.id, None)
    await cast.orders("ada", 5)
    await cast.expects(1, date(2027, 3, 31), supplier="Swift")
    placed = await cast.orders("ben")

    assert placed.order.promise_by == date(2027, 4, 2)


async def test_a_hold_is_as_long_as_it_was_promised_whatever_the_clocks_do(
    cast: Cast, shop: Shop, clock: Clock
) -> None:
    clock.moment = datetime(2027, 3, 27, 20, 0, tzinfo=UTC)
    cast.shop = Shop(shop.store, clock, type(shop.policy)(hold=timedelta(hours=24)))
    await cast.sells(MUG)
    await subscriptions.sign_up(cast.shop, "ada", "MUG", 1)
    await cast.delivers(1)

    clock.passes(hours=23, minutes=59)
    assert await subscriptions.next_waves(cast.shop) == 0
    clock.passes(minutes=1)
    assert await subscriptions.next_waves(cast.shop) == 1


async def test_who_came_first_is_decided_by_moments_and_not_by_the_hour_that_comes_twice(
    cast: Cast, clock: Clock
) -> None:
    """02:50 before the clocks go back is earlier than 02:10 after."""
    clock.moment = datetime(2027, 10, 31, 12, 0, tzinfo=UTC)
    await cast.sells()
    second = await cast.orders("ada", placed_at=datetime(2027, 10, 31, 2, 10, fold=1, tzinfo=BERLIN))
    first = await cast.orders("ben", placed_at=datetime(2027, 10, 31, 2, 50, fold=0, tzinfo=BERLIN))
    await cast.delivers(1)

    states = {
        order.order.customer_id: (await backorders.read(cast.shop, order.order.id, MERCHANT)).order.state
        for order in (first, second)
    }
    assert states == {first.order.customer_id: State.RESERVED, second.order.customer_id: State.WAITING}
