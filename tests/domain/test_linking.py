"""How often one may try, and under which spellings an order is looked for."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.linking import PER_CHAT, PER_ORDER, Limit, bare_number, spellings

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.mark.parametrize(("limit", "most"), [(PER_CHAT, 5), (PER_ORDER, 20)])
def test_a_try_counts_until_its_span_has_passed(limit: Limit, most: int) -> None:
    before = [NOW - limit.within + timedelta(seconds=number) for number in range(1, most)]
    assert limit.allows(before, NOW)
    assert not limit.allows([*before, NOW], NOW)
    assert limit.allows([*before, NOW], NOW + timedelta(seconds=1))
    assert limit.counting([NOW - limit.within, NOW], NOW) == [NOW]


@pytest.mark.parametrize("written", ["NB-4711", "nb-4711", "NB4711", "nb 4711", " NB_4711 ", "#nb4711", "Nb/4711"])
@pytest.mark.parametrize("known", ["NB-4711", "NB4711", "nb-4711", "NB 4711", "#NB4711", "NB/4711"])
def test_an_order_is_found_under_the_usual_spellings(written: str, known: str) -> None:
    assert known in spellings(written)
    assert bare_number(written) == "NB4711"


def test_a_number_is_always_looked_for_as_it_was_written() -> None:
    assert spellings("2026/11-Ä.7")[0] == "2026/11-Ä.7"
    assert {"1001", "#1001"} <= set(spellings("1001"))
    assert {"1001", "#1001"} <= set(spellings("#1001"))
    assert "10415" in spellings("10 415")
