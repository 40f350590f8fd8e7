"""The container image gets everything it needs, and nothing it must not hold."""

import re
import tomllib

from tests.docs.texts import ROOT

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
LET_IN = set(re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), flags=re.MULTILINE))


def test_every_package_is_let_in() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {pattern.rstrip("*") for pattern in project["tool"]["setuptools"]["packages"]["find"]["include"]}

    assert {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bench", "tests"} == packages
    assert packages <= LET_IN


def test_what_is_let_in_exists_and_is_no_secret() -> None:
    assert [name for name in LET_IN if not (ROOT / name).exists()] == []
    assert [name for name in LET_IN if name.startswith(".")] == []


def test_everything_that_is_installed_is_checked_against_its_hash() -> None:
    installs = re.findall(r"pip install (.*?)(?: \\|$)", DOCKERFILE, flags=re.MULTILINE)

    assert installs
    assert [line for line in installs if not line.startswith(("--require-hashes", "--no-index"))] == []


def test_the_build_tool_is_pinned_where_the_image_looks_for_it() -> None:
    pinned = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    found = re.search(r"^setuptools==.*?^    # via", pinned, flags=re.DOTALL | re.MULTILINE)

    assert found
    assert "--hash=sha256:" in found[0]


def test_it_does_not_run_as_root_and_says_how_it_is() -> None:
    last_stage = DOCKERFILE.rpartition("FROM ")[2]

    assert re.search(r"^USER [1-9]\d+$", last_stage, flags=re.MULTILINE)
    assert "/health/ready" in last_stage
    assert 'ENTRYPOINT ["nachschub"]' in last_stage
