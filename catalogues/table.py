"""Bytes to rows that were checked: encoding, quoting, columns, widths, formulas. Nothing here knows a product."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from catalogues.formulas import is_formula, unescaped

MAX_BYTES = 20 * 1024 * 1024
"""Above Shopify's own 15 MB for a product file, and read in a few seconds with some 300 MB of memory."""

MAX_ROWS = 100_000
"""Rows of the barest kind in `MAX_BYTES`; what one import can write in one transaction."""


MAX_COLUMNS = 1_000
"""WooCommerce writes a column for each bit of plugin data; some hundred are seen, a thousand are none."""

_HEADER_CHARACTERS = 200_000


class Problem(StrEnum):
    """Why a whole file is refused. Stable codes; docs/importing.md explains each."""

    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    EMPTY = "empty"
    NOT_UTF8 = "not_utf8"
    NUL_BYTE = "nul_byte"
    NOT_CSV = "not_csv"
    WRONG_COLUMNS = "wrong_columns"
    WRONG_WIDTH = "wrong_width"
    FORMULA = "formula"


class UnreadableFile(Exception):
    """Nothing of the file was taken. `detail` is an English sentence for whoever sent it."""

    def __init__(self, problem: Problem, detail: str, *, line: int | None = None, column: str | None = None) -> None:
        super().__init__(problem, line, column)
        self.problem = problem
        self.detail = detail
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one format.

    `known` gives a heading's usual spelling, or None for a heading without a meaning here; `closed` refuses those.
    Each entry of `required` lists spellings of which one must be there. `named` matches the columns whose cells
    become names and keys: a formula is looked for more strictly there than in prose and figures.
    """

    known: Callable[[str], str | None]
    required: Sequence[Sequence[str]]
    named: re.Pattern[str]
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is where the row starts in the file, the header being 1; cells that are blank are left out."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


def rows_of(data: bytes, layout: Layout) -> list[Row]:
    """All rows below the header. Raises UnreadableFile for anything that a file of this layout cannot hold."""
    text = _decoded(data)
    header, delimiter = _header(text)
    columns = _columns(header, layout)
    strict = [column is not None and layout.named.fullmatch(column) is not None for column in columns]
    found: list[Row] = []
    for line, cells in islice(_records(text, delimiter), 1, None):
        _check_row(line, cells, header, strict)
        if len(found) == MAX_ROWS:
            detail = f"The file has more than {MAX_ROWS:,} rows. Split it and import the parts."
            raise UnreadableFile(Problem.TOO_MANY_ROWS, detail, line=line)
        filled = {name: text for name, cell in zip(columns, cells, strict=True) if name and (text := cell.strip())}
        found.append(Row(line, {name: unescaped(cell) for name, cell in filled.items()}))
    return found


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        detail = f"The file has {len(data):,} bytes; at most {MAX_BYTES:,} are read. Split it and import the parts."
        raise UnreadableFile(Problem.TOO_LARGE, detail)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        detail = (
            f"Line {line} is not UTF-8. Save the file as “CSV UTF-8”, not as Windows, Latin-1, UTF-16 or a workbook."
        )
        raise UnreadableFile(Problem.NOT_UTF8, detail, line=line) from error
    if (at := text.find("\0")) >= 0:
        line = text.count("\n", 0, at) + 1
        detail = f"Line {line} holds a NUL character: this is not a text file."
        raise UnreadableFile(Problem.NUL_BYTE, detail, line=line)
    if not text.strip():
        raise UnreadableFile(Problem.EMPTY, "The file is empty.")
    return text


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line it starts on; blank lines are none."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for cells in reader:
            if cells:
                yield start, cells
            start = reader.line_num + 1
    except csv.Error as error:
        detail = (
            f"The row that starts on line {start} cannot be split into cells: a quote is opened and not closed, "
            f"text follows a closing quote, or a cell is longer than {csv.field_size_limit():,} characters."
        )
        raise UnreadableFile(Problem.NOT_CSV, detail, line=start) from error


def _header(text: str) -> tuple[list[str], str]:
    """The headings, and the delimiter that splits them into more: the comma unless the semicolon does."""
    readings: dict[str, list[str]] = {}
    failure: UnreadableFile | None = None
    for delimiter in (",", ";"):
        try:
            readings[delimiter] = next(_records(text[:_HEADER_CHARACTERS], delimiter))[1]
        except UnreadableFile as error:
            failure = failure or error
    if not readings:
        raise failure or UnreadableFile(Problem.EMPTY, "The file is empty.")
    best = max(readings, key=lambda delimiter: len(readings[delimiter]))
    return [heading.strip() for heading in readings[best]], best


def _columns(header: Sequence[str], layout: Layout) -> list[str | None]:
    if len(header) > MAX_COLUMNS:
        raise _wrong_columns(f"The header has {len(header):,} columns; at most {MAX_COLUMNS:,} are read.", None)
    columns = [layout.known(heading) for heading in header]
    missing = [" or ".join(names) for names in layout.required if not any(name in columns for name in names)]
    if missing:
        raise _wrong_columns(f"These columns are missing: {', '.join(missing)}.", missing[0])
    twice = [name for at, name in enumerate(columns) if name and name in columns[:at]]
    if twice:
        raise _wrong_columns(f"These columns are there twice: {', '.join(twice)}.", twice[0])
    unknown = [heading or "(blank)" for heading, name in zip(header, columns, strict=True) if name is None]
    if unknown and layout.closed:
        raise _wrong_columns(f"These columns are unknown: {', '.join(unknown)[:500]}.", unknown[0][:100])
    return columns


def _wrong_columns(detail: str, column: str | None) -> UnreadableFile:
    return UnreadableFile(Problem.WRONG_COLUMNS, detail, line=1, column=column)


def _check_row(line: int, cells: Sequence[str], header: Sequence[str], strict: Sequence[bool]) -> None:
    if len(cells) != len(header):
        detail = f"The row that starts on line {line} has {len(cells)} cells; the header has {len(header)}."
        raise UnreadableFile(Problem.WRONG_WIDTH, detail, line=line)
    for at, cell in enumerate(cells):
        if cell and is_formula(cell, named=strict[at]):
            detail = (
                f"Line {line}, column “{header[at]}”: the cell looks like a spreadsheet formula. "
                "If it is meant as text, put an apostrophe before it."
            )
            raise UnreadableFile(Problem.FORMULA, detail, line=line, column=header[at])
