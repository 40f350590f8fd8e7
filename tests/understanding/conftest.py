"""A small shop to talk about."""

from collections.abc import Callable

import pytest

from domain.products import Product
from understanding.catalogue import Catalogue
from understanding.parse import parse
from understanding.parsed import Context, Parsed

Says = Callable[..., Parsed]


@pytest.fixture(scope="session")
def goods() -> Catalogue:
    mug = {"en": "Stoneware mug", "de": "Steinzeugbecher"}
    jacket = {"en": "Rain jacket yellow", "de": "Regenjacke gelb"}
    return Catalogue.of(
        [
            Product("MUG-BLUE", mug, group="mug", options={"colour": "blue"}),
            Product("MUG-GREEN", mug, group="mug", options={"colour": "green"}),
            Product("KETTLE-1", {"en": "Gooseneck kettle", "de": "Wasserkessel mit Schwanenhals"}),
            Product("RAIN-M", jacket, group="rain", options={"size": "M"}),
            Product("RAIN-L", jacket, group="rain", options={"size": "L"}),
            Product("LAMP-DESK", {"en": "Desk lamp Tilda", "de": "Schreibtischlampe Tilda"}),
            Product("LAMP-FLOOR", {"en": "Floor lamp Tilda", "de": "Stehlampe Tilda"}),
            Product("BOTTLE-05", {"en": "Steel bottle 0.5 l", "de": "Edelstahlflasche 0,5 l"}),
            Product("BOTTLE-10", {"en": "Steel bottle 1 l", "de": "Edelstahlflasche 1 l"}),
        ]
    )


@pytest.fixture
def says(goods: Catalogue) -> Says:
    """What the bot makes of a sentence; `context` is what it said before."""

    def heard(text: str, context: Context | None = None) -> Parsed:
        return parse(text, None, context, goods)

    return heard
