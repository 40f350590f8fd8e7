"""docs/operating.md lists every setting as runtime/settings.py has it."""

import re
from enum import Enum
from pathlib import Path

import pytest

from domain.policy import QuietHours
from runtime.settings import Settings

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "operating.md"


def row(name: str) -> str:
    """A setting as a line of the table: its variable, its default, and what runtime/settings.py says of it."""
    field = Settings.model_fields[name]
    return f"| `NACHSCHUB_{name.upper()}` | {written(field.default)} | {field.description} |"


def written(default: object) -> str:
    """As somebody would set it; a dash where nothing is set."""
    match default:
        case None | ():
            return "–"
        case QuietHours(start=start, end=end):
            return f"`{start:%H}-{end:%H}`"
        case Enum(value=value):
            return f"`{value}`"
        case _:
            return f"`{default}`"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_a_setting_stands_in_the_table_as_the_code_has_it(name: str) -> None:
    assert row(name) in DOCUMENT.read_text(encoding="utf-8").splitlines()


def test_the_table_has_no_setting_that_is_gone() -> None:
    rows = re.findall(r"^\| `NACHSCHUB_(\w+)` \|", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert [name.lower() for name in rows] == list(Settings.model_fields)


@pytest.mark.parametrize("name", ["README.md", ".env.example", "compose.yaml", "Dockerfile", "docs/operating.md"])
def test_no_text_names_a_setting_that_does_not_exist(name: str) -> None:
    named = set(re.findall(r"NACHSCHUB_([A-Z_]*[A-Z])", (ROOT / name).read_text(encoding="utf-8")))

    assert {setting.lower() for setting in named} <= set(Settings.model_fields)


def test_the_written_defaults_are_accepted_and_mean_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, field in Settings.model_fields.items():
        if field.default not in (None, ()):
            monkeypatch.setenv(f"NACHSCHUB_{name.upper()}", written(field.default).strip("`"))

    assert Settings() == Settings.model_construct()
