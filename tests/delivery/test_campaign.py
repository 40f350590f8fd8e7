"""One announcement to many, paused and resumed: a short run of what `make campaign` does with 100,000 people."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_everybody_has_it_once_and_nobody_is_written_to_too_fast() -> None:
    command = [sys.executable, "-m", "bench.campaign", "--database", "sqlite", "--people", "300", "--faster", "20"]
    done = subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (0, "violations: none"), done.stdout + done.stderr
