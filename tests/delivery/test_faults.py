"""The post while things go wrong: a short run of what `make faults` does for minutes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_nothing_is_lost_and_nothing_comes_too_often(database: str) -> None:
    command = [sys.executable, "-m", "bench.faults", "--database", database, "--seed", "20270111"]
    command += [
        "--messages",
        "120",
        "--people",
        "30",
        "--kills",
        "1",
        "--outages",
        "1",
        "--jumps",
        "0",
        "--seconds",
        "2",
    ]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=150)

    # How many letters one kill repeats depends on the pace, and this run hurries; the rest never may be.
    found = re.search(r"^violations: (none|\d+ others twice, \d+ may be)$", done.stdout, re.MULTILINE)
    assert found, done.stdout + done.stderr
