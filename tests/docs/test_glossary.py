"""Every term of the glossary has a place in the code, and the place has it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.texts import ROOT

GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
ROWS = [line.strip("|").split(" | ") for line in GLOSSARY.splitlines() if line.endswith("` |")]
PLACES = sorted({row[-1].strip(" `") for row in ROWS})


def names_in(path: Path) -> Iterator[str]:
    """What a module defines at its top, and what its classes define, as `Class.name`."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        for name in defined_by(node):
            yield name
            if isinstance(node, ast.ClassDef):
                yield from (f"{name}.{member}" for inner in node.body for member in defined_by(inner))


def defined_by(node: ast.stmt) -> list[str]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case _:
            return []


@pytest.mark.parametrize("place", PLACES)
def test_a_place_exists(place: str) -> None:
    file, _, wanted = place.partition("::")

    assert (ROOT / file).is_file()
    assert not wanted or wanted in set(names_in(ROOT / file))


def test_each_row_has_four_cells_and_names_a_place() -> None:
    tables = [line for line in GLOSSARY.splitlines() if re.match(r"\| (?!---|English)", line)]

    assert [line for line in tables if not line.endswith("` |")] == []
    assert [row for row in ROWS if len(row) != 4 or not all(cell.strip() for cell in row)] == []


def test_no_term_has_two_rows() -> None:
    terms = [row[0].strip() for row in ROWS]

    assert sorted(terms) == sorted(set(terms))
