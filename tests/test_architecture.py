"""Who may import whom, who may do what. Written rules drift; these cannot."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = {
    "domain": set[str](),
    "storage": {"domain"},
    "catalogues": {"domain"},
    "wording": {"domain"},
    "services": {"storage", "catalogues", "domain"},
    "delivery": {"wording", "storage", "domain"},
    "api": {"services", "storage", "catalogues", "delivery", "wording", "domain"},
    "bot": {"services", "storage", "delivery", "understanding", "wording", "domain"},
    "understanding": {"domain"},
    "playground": set[str](),
    "runtime": {
        "api",
        "bot",
        "services",
        "storage",
        "catalogues",
        "delivery",
        "wording",
        "domain",
        "understanding",
        "playground",
    },
}
"""Each layer and the layers it may import besides itself; DESIGN's arrows, read from here."""

LOADED_LATER = {
    "runtime/cli.py",  # each command loads its own house
    "runtime/serve.py",  # aiogram, only in processes that chat, and after the API answers
    "services/likeness.py",  # rapidfuzz, with the first text that it is needed for; so do the next two
    "understanding/mentions.py",
    "understanding/variants.py",
    "domain/phones.py",  # phonenumbers, with the first number
    "runtime/phrases.py",  # YAML and what reads phrases, only for those who have phrases of their own
    "storage/migrate.py",  # Alembic, only when there is something to migrate
}
"""Files that load a heavy part when it is needed; see decision 0012."""

FORBIDDEN_NAMES = {"utils", "helpers", "common", "managers", "base", "misc", "util", "helper"}
FRAMEWORKS = {"sqlalchemy", "litestar", "aiogram", "apscheduler", "granian", "alembic", "aiohttp", "httpx"}


def modules(layer: str) -> list[Path]:
    return [path for path in (ROOT / layer).rglob("*.py") if "versions" not in path.parts]


def imports(path: Path) -> Iterator[str]:
    """Dotted names of everything a file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides its layer"
            yield node.module or ""


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_point_one_way(layer: str) -> None:
    allowed = LAYERS[layer] | {layer}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(layer)
        for name in imports(path)
        if name.split(".")[0] in LAYERS and name.split(".")[0] not in allowed
    ]
    assert wrong == []


def test_every_layer_is_listed() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "locales", "bench"}
    assert packages == set(LAYERS)


def test_the_rules_know_no_framework_no_clock_and_no_chance() -> None:
    outside = FRAMEWORKS | {"random", "secrets", "asyncio", "os", "time"}
    wrong = [
        f"{path.name} imports {name}"
        for path in modules("domain")
        for name in imports(path)
        if name.split(".")[0] in outside
    ]
    assert wrong == []


def test_only_storage_writes_sql() -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for layer in set(LAYERS) - {"storage", "runtime"}
        for path in modules(layer)
        for name in imports(path)
        if name.split(".")[0] in {"sqlalchemy", "asyncpg", "aiosqlite"}
    ]
    assert wrong == []


def test_only_services_and_the_post_open_transactions() -> None:
    opened = re.compile(r"\.(begin|rehearse)\(\)")
    wrong = [
        str(path.relative_to(ROOT))
        for layer in ("api", "bot", "domain", "wording", "storage", "catalogues")
        for path in modules(layer)
        if opened.search(path.read_text(encoding="utf-8")) and path.name not in {"store.py", "migrate.py"}
    ]
    # The request's idempotency key is looked up and answered outside of any use case.
    assert set(wrong) <= {"api/idempotency.py"}


def test_nobody_commits_by_hand() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for layer in LAYERS
        for path in modules(layer)
        if ".commit()" in path.read_text(encoding="utf-8") and layer != "playground"
    ]
    assert wrong == []


def test_imports_stand_at_the_top() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for layer in LAYERS
        for path in modules(layer)
        if path.relative_to(ROOT).as_posix() not in LOADED_LATER
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert wrong == []


def test_nothing_is_called_utils() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for layer in LAYERS
        for path in (ROOT / layer).rglob("*")
        if path.stem.lower() in FORBIDDEN_NAMES
    ]
    assert wrong == []


def test_no_file_and_no_function_outgrows_a_reader() -> None:
    """A file of 300 lines or a function of 45 wants to become two nouns."""
    long = []
    for layer in LAYERS:
        for path in modules(layer):
            text = path.read_text(encoding="utf-8")
            if text.count("\n") > 300:
                long.append(f"{path.relative_to(ROOT)}: {text.count(chr(10))} lines")
            long += [
                f"{path.relative_to(ROOT)}: {node.name} is too long"
                for node in ast.walk(ast.parse(text))
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
                and (node.end_lineno or 0) - node.lineno >= 45
            ]
    assert long == []
