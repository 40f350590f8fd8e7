"""Whoever was told and signs off takes nobody's turn with them."""

import pytest

from domain.actors import MERCHANT
from services import subscriptions
from services.shop import Shop
from tests.conftest import Clock
from tests.services.cast import Cast


@pytest.fixture
def cast(shop: Shop) -> Cast:
    return Cast(shop)


async def test_the_next_in_line_hears_when_somebody_who_was_told_signs_off(cast: Cast, clock: Clock) -> None:
    await cast.sells()
    ada, _ = await subscriptions.sign_up(cast.shop, "ada", "MUG", 1)
    await subscriptions.sign_up(cast.shop, "ben", "MUG", 1)
    await cast.delivers(1)
    assert (await cast.heard("ada"), await cast.heard("ben")) == (["back_in_stock"], [])

    await subscriptions.sign_off(cast.shop, ada.id, MERCHANT)
    clock.passes(hours=2)
    await subscriptions.next_waves(cast.shop)

    assert await cast.heard("ben") == ["back_in_stock"]
