"""At which hour an announcement reaches whom, by their own clock and their own quiet hours."""

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from domain.policy import QuietHours, ShopPolicy
from services import announcing, broadcasts
from services.shop import Shop
from tests.conftest import Clock
from tests.services.readers import SPRING, Readers

TEN = datetime(2027, 1, 12, 10, 0)  # noqa: DTZ001 - an hour on the shop's own clock, which is Berlin's


@pytest.fixture
def policy() -> ShopPolicy:
    return ShopPolicy(quiet_hours=QuietHours(time(21), time(8)))


@pytest.fixture
def readers(shop: Shop) -> Readers:
    return Readers(shop)


async def test_nobody_is_woken(readers: Readers, clock: Clock) -> None:
    await readers.agrees("ada", timezone="Europe/Berlin")
    await readers.agrees("tomo", timezone="Asia/Tokyo")
    await readers.agrees("owl", timezone="Europe/Berlin", quiet_hours="off")
    clock.moment = datetime(2027, 1, 11, 22, 0, tzinfo=UTC)  # eleven at night in Berlin, seven in the morning in Tokyo

    await readers.sends()

    assert await readers.due_at() == {
        "ada": datetime(2027, 1, 12, 7, 0, tzinfo=UTC),
        "tomo": datetime(2027, 1, 11, 23, 0, tzinfo=UTC),
        "owl": clock(),
    }


async def test_the_same_hour_on_every_clock(readers: Readers, shop: Shop, clock: Clock) -> None:
    await readers.agrees("ada", timezone="Europe/Berlin")
    await readers.agrees("tomo", timezone="Asia/Tokyo")
    await readers.agrees("lou", timezone="America/Los_Angeles")
    await readers.agrees("somebody")
    number = await readers.sends(replace(SPRING, send_at=TEN, local_time=True))
    assert await readers.heard(number) == {}
    clock.moment = datetime(2027, 1, 11, 20, 0, tzinfo=UTC)  # the first clock on earth shows ten

    await announcing.advance(shop)

    assert await readers.due_at() == {
        "ada": datetime(2027, 1, 12, 9, 0, tzinfo=UTC),
        "tomo": datetime(2027, 1, 12, 1, 0, tzinfo=UTC),
        "lou": datetime(2027, 1, 12, 18, 0, tzinfo=UTC),
        "somebody": datetime(2027, 1, 12, 9, 0, tzinfo=UTC),
    }
    clock.moment = datetime(2027, 1, 12, 1, 0, tzinfo=UTC)
    assert await readers.delivers(await readers.sets_out()) == 1


async def test_whose_hour_has_passed_gets_it_a_day_later_or_too_late(readers: Readers, clock: Clock) -> None:
    await readers.agrees("ada", timezone="Europe/Berlin")
    await readers.agrees("tomo", timezone="Asia/Tokyo")
    clock.moment = datetime(
        2027, 1, 12, 8, 59, tzinfo=UTC
    )  # a minute before ten in Berlin, six in the evening in Tokyo
    in_time, too_late = datetime(2027, 1, 13, 1, 1, tzinfo=UTC), datetime(2027, 1, 13, 1, 0, tzinfo=UTC)

    first = await readers.sends(replace(SPRING, send_at=TEN, local_time=True, not_after=in_time))
    assert await readers.due_at() == {
        "ada": datetime(2027, 1, 12, 9, 0, tzinfo=UTC),
        "tomo": datetime(2027, 1, 13, 1, 0, tzinfo=UTC),
    }
    second = await readers.sends(replace(SPRING, send_at=TEN, local_time=True, not_after=too_late))

    assert await readers.heard(first) == {"ada": "due", "tomo": "due"}
    assert await readers.heard(second) == {"ada": "due", "tomo": "too_late"}


async def test_a_preview_says_whom_the_last_moment_leaves_out(readers: Readers, shop: Shop, clock: Clock) -> None:
    for name in ("ada", "ben"):
        await readers.agrees(name, timezone="Europe/Berlin")
    await readers.agrees("lou", timezone="America/Los_Angeles")
    await readers.agrees("tomo", timezone="Asia/Tokyo")
    clock.moment = datetime(2027, 1, 11, 22, 0, tzinfo=UTC)  # eleven at night in Berlin, two in the afternoon for Lou

    async def warned(**hours: object) -> list[tuple[str, str, bool]]:
        seen = await broadcasts.preview(shop, await readers.writes(replace(SPRING, **hours)))  # type: ignore[arg-type]
        return [(each.kind.value, each.found, each.kind.warns) for each in seen.mistakes]

    night = datetime(2027, 1, 12, 3, 0, tzinfo=UTC)
    assert await warned(not_after=datetime(2027, 1, 11, 22, 30, tzinfo=UTC)) == [("no_time", "3 of 4", True)]
    assert await warned(not_after=night) == []
    noon = datetime(2027, 1, 12, 12, 0, tzinfo=UTC)
    assert await warned(send_at=TEN, local_time=True, not_after=noon) == [("hours_too_late", "1 of 4", True)]


async def test_a_preview_knows_the_weeks_cap_and_the_pace_that_is_paid_for(readers: Readers, shop: Shop) -> None:
    await readers.agrees("ada")
    capped = replace(shop, policy=replace(shop.policy, marketing_per_week=1, paid_broadcast=True))
    number = await readers.sends()
    assert (await broadcasts.preview(capped, number)).reach.muted == 0
    await readers.delivers(await readers.sets_out())
    await readers.agrees("ben")

    reach = (await broadcasts.preview(capped, number)).reach

    assert (reach.recipients, reach.muted, reach.hearers, reach.a_minute) == (2, 1, 1, 54_000)
    assert (await broadcasts.preview(shop, number)).reach.muted == 0
    none = replace(shop, policy=replace(shop.policy, marketing_per_week=0))
    assert (await broadcasts.preview(none, number)).reach.muted == 2


async def test_what_has_not_left_by_night_waits_for_the_morning(readers: Readers, shop: Shop, clock: Clock) -> None:
    await readers.agrees("ada", timezone="Europe/Berlin")
    await readers.agrees("lou", timezone="America/Los_Angeles")
    await readers.agrees("owl", quiet_hours="off")
    await readers.sends()
    clock.moment = datetime(2027, 1, 11, 20, 30, tzinfo=UTC)  # half past nine in the evening in Berlin

    await announcing.keep_quiet(shop)
    await announcing.keep_quiet(shop)

    due = await readers.due_at()
    assert due["ada"] == datetime(2027, 1, 12, 7, 0, tzinfo=UTC)
    assert due["lou"] == datetime(2027, 1, 11, 16, 0, tzinfo=UTC)
    assert due["owl"] == datetime(2027, 1, 11, 11, 0, tzinfo=UTC)
