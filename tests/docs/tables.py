"""The worked examples of the texts, as tests replay them: tables and the figures in between."""

import re
from pathlib import Path

Row = dict[str, str]


def example_of(path: Path) -> str:
    """What stands under `## An example`."""
    return path.read_text(encoding="utf-8").partition("\n## An example\n")[2].partition("\n## ")[0]


def tables_in(text: str) -> list[list[Row]]:
    """Each table as its rows, by the names of its columns."""
    blocks = re.findall(r"(?:^\|.*\|\n)+", text, flags=re.MULTILINE)
    return [_rows(block.splitlines()) for block in blocks]


def _rows(lines: list[str]) -> list[Row]:
    names = _cells(lines[0])
    return [dict(zip(names, _cells(line), strict=True)) for line in lines[2:]]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")]


def said(text: str, pattern: str) -> str:
    """What a sentence of the text says where the pattern has its brackets."""
    found = re.search(pattern, " ".join(text.split()))
    assert found, pattern
    return found[1]
