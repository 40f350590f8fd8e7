"""Cells that a spreadsheet would run. A catalogue comes from one and its texts may go back into one."""

import re

_EXECUTED = re.compile(
    r"\b(?:hyperlink|webservice|import(?:xml|html|data|feed|range)|filterxml|image|call|register\.id|exec|dde|rtd|sum)\s*\("
    r"|\w\s*\|\s*'"
    r"|\b(?:cmd|dde|msexcel|mshta|powershell|regsvr32|rundll32|winword)\s*\|",
    re.IGNORECASE,
)
"""Functions that reach outside, and Excel's way of starting programs: cmd|' /C calc'!A0."""

_LOOKED_AT = 500
"""Characters of a long text that are searched; known attacks stand at the front."""

_FIGURE = re.compile(r"[-+][-\d.,\s%]*")
_UNDERLINE = re.compile(r"=\s*(?:[=>]|$)")


def is_formula(cell: str, *, named: bool) -> bool:
    """Whether the cell would be taken for a formula.

    In names and keys any leading `= + - @`, tab or carriage return counts, figures such as -1.5 excepted. Elsewhere a
    list that starts with dashes or a +49 is common, so there `+ - @` count only before something that is executed.
    """
    first = cell[0]
    if first.isalnum():
        return False
    if named and first in "\t\r":
        return True
    start = cell[:_LOOKED_AT].lstrip()
    match start[:1]:
        case "=" | "＝":
            return named or not _UNDERLINE.match(start)
        case "+" | "-" | "@" | "＋" | "－" | "＠":
            return (named and not _FIGURE.fullmatch(start)) or _EXECUTED.search(start) is not None
        case _:
            return False


def unescaped(cell: str) -> str:
    """Without the apostrophe that WooCommerce and spreadsheets put before text that only looks like a formula."""
    return cell[1:] if cell[0] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell
