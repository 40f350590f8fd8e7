"""Several processes at one shop at once: a few seconds of what `make soak` does for a minute."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.postgres
def test_whatever_was_accepted_is_in_the_books(database_url: str) -> None:
    command = [sys.executable, "-m", "bench.soak", "--seconds", "4", "--processes", "3", "--clients", "12"]
    command += ["--url", database_url]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "violations 0, surprises 0, deadlocks 0" in done.stdout
