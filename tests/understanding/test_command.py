"""`nachschub understand`: lines in, lines out, without a database and without a setting."""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from understanding.extra import installed

GOODS = [{"sku": "MUG-BLUE", "name": {"en": "Blue mug", "de": "Blauer Becher"}, "options": {}, "price": None}]
START = "from runtime.start import main; main()"


def understand(catalogue: Path, *lines: Any, options: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    given = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    return subprocess.run(
        [sys.executable, "-c", START, "understand", "--jsonl", "--catalogue", str(catalogue), *options],
        input=given, capture_output=True, text=True, encoding="utf-8", check=False, env={"PATH": "/usr/bin:/bin"},
    )  # fmt: skip


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "goods.json"
    path.write_text(json.dumps(GOODS), encoding="utf-8")
    return path


def test_each_line_is_answered_in_its_form(catalogue: Path) -> None:
    done = understand(
        catalogue,
        {"id": 7, "text": "storniert bitte Bestellung 10 415", "lang": "de"},
        {"id": "b", "text": "tell me when the blue mug is back"},
    )
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert (done.returncode, done.stderr) == (0, "")
    assert first["id"] == 7
    assert (first["intent"], first["entities"]["order"], first["also"]) == ("cancel_backorder", ["10415"], [])
    assert first["ranked"][0] == {"intent": "cancel_backorder", "confidence": first["confidence"]}
    assert second["entities"] == {"order": [], "products": [["MUG-BLUE"]], "qty": None, "email": None, "language": None}
    assert second["act"] is True


def test_a_page_of_the_api_is_a_catalogue_too(catalogue: Path) -> None:
    catalogue.write_text(json.dumps({"items": GOODS, "next": None}), encoding="utf-8")
    done = understand(catalogue, {"id": 1, "text": "blauer Becher"})
    assert json.loads(done.stdout)["entities"]["products"] == [["MUG-BLUE"]]


def test_a_bad_line_is_named_and_the_others_are_answered(catalogue: Path) -> None:
    done = understand(catalogue, "no json", {"id": 1}, {"id": 2, "text": "hello"}, "")
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [2]
    assert "line 1: not JSON" in done.stderr
    assert "line 2: needs an object" in done.stderr


def test_phrases_of_ones_own_are_heard(catalogue: Path, tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.yaml"
    phrases.write_text("human_agent: {de: [Tante Erna]}", encoding="utf-8")
    done = understand(
        catalogue, {"id": 1, "text": "Tante Erna!"}, options=("--phrases", str(phrases), "--no-embeddings")
    )
    assert json.loads(done.stdout)["intent"] == "human_agent"


def test_wrong_phrases_stop_the_start(catalogue: Path, tmp_path: Path) -> None:
    phrases = tmp_path / "phrases.yaml"
    phrases.write_text("human_agent: {fr: [Tante Erna]}", encoding="utf-8")
    done = understand(catalogue, {"id": 1, "text": "hello"}, options=("--phrases", str(phrases)))
    assert (done.returncode, done.stdout) == (2, "")
    assert "--phrases" in done.stderr


@pytest.mark.skipif(installed(), reason="the extra `embeddings` is installed")
def test_embeddings_that_are_not_there_stop_the_start(catalogue: Path) -> None:
    done = understand(catalogue, {"id": 1, "text": "hello"}, options=("--embeddings",))
    assert (done.returncode, done.stdout) == (2, "")
    assert "the extra is not installed" in done.stderr


@pytest.mark.parametrize("text", ["{", "7", '[{"name": {}}]', '{"data": []}'])
def test_a_bad_catalogue_stops_the_start(catalogue: Path, text: str) -> None:
    catalogue.write_text(text, encoding="utf-8")
    done = understand(catalogue, {"id": 1, "text": "hello"})
    assert done.returncode == 2
    assert done.stdout == ""
