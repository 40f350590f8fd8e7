"""docs/importing.md names every code, every column and every limit."""

import re
from pathlib import Path

import pytest

from catalogues import cells
from catalogues.plain import COLUMNS
from catalogues.reading import MAX_BYTES, MAX_ROWS, Format, Problem, Reason, read

DOCUMENT = Path(__file__).parents[2] / "docs" / "importing.md"


@pytest.mark.parametrize("code", [*Reason, *Problem])
def test_a_code_has_its_row(code: Reason | Problem) -> None:
    assert f"| `{code.value}` |" in DOCUMENT.read_text()


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_is_described(column: str) -> None:
    assert f"`{column}`" in DOCUMENT.read_text()


def test_no_row_of_the_tables_is_left_over() -> None:
    codes = {code.value for code in (*Reason, *Problem)}
    tables = DOCUMENT.read_text().split("## Skipped rows")[1]

    assert set(re.findall(r"^\| `(\w+)` \|", tables, flags=re.MULTILINE)) == codes


def test_the_limits_are_the_ones_in_force() -> None:
    text = DOCUMENT.read_text()

    assert f"{MAX_BYTES // 1024 // 1024} MiB" in text
    assert f"{MAX_ROWS:,} rows" in text
    assert f"{cells.MAX_NAME} characters" in text
    assert f"{cells.MAX_DESCRIPTION:,} characters" in text


def test_the_worked_example_is_read_as_it_says() -> None:
    example = DOCUMENT.read_text().split("```csv\n")[1].split("```")[0]
    found = read(example.encode(), Format.CSV, currency="EUR", language="en")

    assert [item.product.sku for item in found.listed] == ["MUG-BLUE", "MUG-RED", "KETTLE"]
    assert [(row.line, row.reason.value) for row in found.skipped] == [(5, "bad_price")]
