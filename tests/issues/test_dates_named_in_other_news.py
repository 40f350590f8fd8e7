"""What a customer believes is the date in their last letter, whatever that letter was about."""

from datetime import date

import pytest
from sqlalchemy import select

from domain.notices import DateChanged
from services import stock, supplies
from services.shop import Shop
from services.supplies import SupplyChange
from storage.outbox import load
from storage.tables import outbox
from tests.services.cast import Cast


@pytest.fixture
def cast(shop: Shop) -> Cast:
    return Cast(shop)


async def told(cast: Cast) -> list[tuple[date | None, date | None]]:
    """The changes of dates that were told, oldest first."""
    async with cast.shop.store.read() as tx:
        letters = (await tx.connection.execute(select(outbox.c.news).order_by(outbox.c.id))).scalars().all()
    pieces = [news for letter in letters for news in load(letter)]
    return [(news.old, news.new) for news in pieces if isinstance(news, DateChanged)]


async def test_a_date_after_units_were_taken_back_is_a_new_one(cast: Cast) -> None:
    """They heard "complete" and then "taken back, no date": the next date must not pass for one they know."""
    await cast.sells()
    supply = await cast.expects(1, date(2027, 2, 1))
    await cast.orders("ada", 1)
    await stock.arrive(cast.shop, supply.id, None)
    await stock.count(cast.shop, "MUG", 0)

    await cast.expects(1, date(2027, 2, 2))

    assert await told(cast) == [(None, date(2027, 2, 5))]


async def test_a_date_in_the_news_of_a_part_is_the_one_it_moves_from(cast: Cast) -> None:
    await cast.sells()
    supply = await cast.expects(3, date(2027, 2, 1))
    await cast.orders("ada", 2)
    await supplies.change(cast.shop, supply.id, SupplyChange(expected_on=date(2027, 2, 2)))
    await cast.delivers(1)

    await supplies.change(cast.shop, supply.id, SupplyChange(expected_on=date(2027, 2, 3)))
    assert await told(cast) == []
    await supplies.change(cast.shop, supply.id, SupplyChange(expected_on=date(2027, 2, 4)))

    assert await told(cast) == [(date(2027, 2, 5), date(2027, 2, 7))]
