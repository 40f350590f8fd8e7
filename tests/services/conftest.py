import pytest

from services.shop import Shop
from tests.services.cast import Cast


@pytest.fixture
def cast(shop: Shop) -> Cast:
    return Cast(shop)
