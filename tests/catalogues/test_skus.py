import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.skus import PATTERN, valid_sku


@pytest.mark.parametrize("sku", ["A", "cc-tee", "10 x 20", "Größe.38", "ΑΒΓ", "A_b~(1)+2", "...", "x" * 64, "'00123"])
def test_skus_of_real_shops(sku: str) -> None:
    assert valid_sku(sku)


@pytest.mark.parametrize(
    "sku",
    [
        "",
        " ",
        " a",
        "a ",
        "a\n",
        "a\tb",
        "a\u00a0b",
        "a/b",
        "a?b",
        "a#b",
        "a%20b",
        "a\\b",
        ".",
        "..",
        "x" * 65,
        "\u200bx",
    ],
)
def test_what_an_address_cannot_carry(sku: str) -> None:
    assert not valid_sku(sku)


@settings(max_examples=50, deadline=None)
@given(st.from_regex(PATTERN))
def test_whatever_the_pattern_describes_is_valid(sku: str) -> None:
    assert valid_sku(sku)
    assert sku.isprintable() or not sku.isascii()


def test_the_pattern_uses_only_what_ecma_262_knows_too() -> None:
    assert not re.search(r"\\[AZzbdswk]|\(\?[P<#]|[*+?}]\+", PATTERN)
    assert PATTERN.startswith("^")
