"""Every no of the rules has kind words in both languages."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from bot import refusals
from bot.replies import LONGEST_TOAST
from domain.backorders import State
from domain.mistakes import Mistake
from domain.refusals import EVERY_REFUSAL, LinkUnusable, MoveRefused, NotAnAlternative, NotFound, Refusal
from tests.bot.cast import Person
from wording.words import Catalogues

SAMPLES: dict[Any, Any] = {str: "waiting", int: 3, date | None: date(2027, 3, 12), Sequence[Mistake]: ()}


def sample(refusal: type[Refusal]) -> Refusal:
    values = {one.name: SAMPLES[one.type] for one in fields(refusal)}  # type: ignore[arg-type]
    return refusal(**values)


VARIANTS = [
    *(NotFound(noun, "7") for noun in ("backorder", "subscription", "product", "customer")),
    *(MoveRefused(state, "cancelled") for state in State),
    *(NotAnAlternative("MUG", why) for why in ("same", "dearer", "not_available", "no_price", "discontinued")),
    NotAnAlternative("MUG", "partly_released"),
]


@pytest.mark.parametrize("no", [*map(sample, EVERY_REFUSAL), *VARIANTS], ids=repr)
def test_every_refusal_is_said_in_both_languages_and_fits_an_alert(no: Refusal, catalogues: Catalogues) -> None:
    english, german = (refusals.words(no, catalogues.words(tag)) for tag in ("en", "de"))

    assert english != german
    for said in (english, german):
        assert 0 < len(said) <= LONGEST_TOAST
        assert "{" not in said
        assert type(no).__name__ not in said


async def test_a_used_link_an_unknown_one_and_none_get_the_same_answer(ada: Person, cem: Person) -> None:
    await ada.connects()
    payload = ada.messages[0]["text"].removeprefix("/start ")

    await cem.opens(payload)
    used = cem.last_text()
    await cem.opens("l_unknown")

    assert cem.last_text() == used == refusals.words(LinkUnusable(), cem.words())
    assert "Meine Bestellungen" in cem.labels()


async def test_a_product_that_does_not_exist(cem: Person) -> None:
    await cem.opens("p_999999")
    assert cem.last_text().startswith("Diesen Artikel finden wir nicht mehr.")
