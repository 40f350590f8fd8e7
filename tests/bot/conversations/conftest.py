"""A shop whose team has a group, and somebody in its office."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from domain.openings import opening_hours_of
from domain.policy import ShopPolicy
from tests.bot.cast import Desk
from tests.bot.office import Office, team_chat, working


@pytest.fixture
def policy(playground: str) -> ShopPolicy:
    return ShopPolicy(
        team_chat=team_chat(playground),
        opening_hours=opening_hours_of("Mo-Fr 09-17"),
        answer_time=timedelta(hours=2),
    )


@pytest.fixture
async def office(desk: Desk) -> AsyncIterator[Office]:
    async with working(desk) as office:
        yield office
