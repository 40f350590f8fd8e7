"""What the texts point at is there; what they tell people to type works."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from runtime.cli import app
from tests.docs.texts import README, ROOT, TEXTS, name

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
BLOCK = re.compile(r"^ *```sh\n(.*?)^ *```", re.DOTALL | re.MULTILINE)
SERVICE = "nachschub"  # in compose.yaml
INLINE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")


def commands(path: Path, program: str) -> Iterator[list[str]]:
    """Each use of a program in code, as the words behind it; a comment and the next command end it."""
    text = path.read_text(encoding="utf-8")
    lines = [line for block in BLOCK.findall(text) for line in block.splitlines()] + INLINE.findall(text)
    for line in lines:
        for part in re.split(r"&&|[|;()]|\s#", line):
            words = [word.removeprefix(".venv/bin/") for word in part.split()]
            if words[:2] == ["docker", "compose"] and SERVICE in words[2:]:
                words = words[words.index(SERVICE) + 1 :]
            if words[:1] == [program]:
                yield words[1:]


def anchors(path: Path) -> set[str]:
    """What a heading is called in an address."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_relative_links_lead_somewhere(path: Path) -> None:
    links = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if "://" not in link]
    broken = []
    for link in links:
        file, _, heading = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (heading and heading not in anchors(target)):
            broken.append(link)

    assert broken == []


def test_every_page_can_be_reached_from_the_readme() -> None:
    seen, ahead = set[Path](), [README]
    while ahead:
        path = ahead.pop()
        if path in seen or path.suffix != ".md" or not path.is_file():
            continue
        seen.add(path)
        links = LINK.findall(path.read_text(encoding="utf-8"))
        ahead += [(path.parent / link.partition("#")[0]).resolve() for link in links if "://" not in link]

    assert [name(path) for path in TEXTS if path not in seen] == []


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_make_targets_exist(path: Path) -> None:
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    wanted = [words[0] for words in commands(path, "make") if words]

    assert [target for target in wanted if target not in targets] == []


@pytest.mark.parametrize("path", TEXTS, ids=name)
def test_commands_and_their_options_exist(path: Path) -> None:
    wrong = []
    for words in commands(path, "nachschub"):
        command = typer.main.get_command(app)
        rest = list(words)
        while rest and rest[0] in getattr(command, "commands", {}):
            command = command.commands[rest.pop(0)]  # type: ignore[attr-defined]
        known = {option for parameter in command.params for option in parameter.opts}
        options = [word.partition("=")[0] for word in rest if word.startswith("--")]
        if (rest and hasattr(command, "commands")) or set(options) - known:
            wrong.append(" ".join(words))

    assert wrong == []


def test_the_readme_shows_how_to_begin() -> None:
    assert {"demo", "test"} <= {words[0] for words in commands(README, "make") if words}
    assert ["serve"] in list(commands(README, "nachschub"))


def test_the_licence_is_there_and_is_the_one_we_name() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")

    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_the_picture_is_a_picture_and_not_heavy() -> None:
    picture = (ROOT / "docs" / "images" / "playground.png").read_bytes()

    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 300_000


def test_each_decision_has_a_number_of_its_own_and_stands_in_the_list() -> None:
    pages = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("0*.md"))
    assert [page[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    listed = re.findall(
        r"^\| \[(\d{4})\]\((.+?)\)", (ROOT / "docs" / "decisions" / "README.md").read_text(), re.MULTILINE
    )
    assert listed == [(page[:4], page) for page in pages]
