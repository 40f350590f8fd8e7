"""The command line and the logs, each test with an environment and log settings of its own."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from click.testing import Result
from typer.testing import CliRunner

from runtime.cli import app
from tests.conftest import KEY


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("NACHSCHUB_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def logs_restored() -> Iterator[None]:
    """Whoever sets up the logs leaves them as they were."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


class Line:
    """A command line beside one database."""

    def __init__(self, database_url: str) -> None:
        self.settings = {"NACHSCHUB_DATABASE_URL": database_url, "NACHSCHUB_SECRET_KEYS": KEY, "COLUMNS": "200"}

    def run(self, *words: str, **settings: str) -> Result:
        return CliRunner().invoke(app, words, env={**self.settings, **settings})

    def says(self, *words: str, **settings: str) -> str:
        """What a command prints that must succeed."""
        result = self.run(*words, **settings)
        assert result.exit_code == 0, result.output
        return result.output


@pytest.fixture
def line(database_url: str, logs_restored: None) -> Line:  # noqa: ARG001
    return Line(database_url)


@pytest.fixture
def empty_line(tmp_path: Path, logs_restored: None) -> Line:  # noqa: ARG001
    """Beside a database that nobody has made yet."""
    return Line(f"sqlite:///{tmp_path / 'new.db'}")
