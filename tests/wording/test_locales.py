"""The catalogues: complete, in step with the source, and safe to fill in."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from domain.texts import LANGUAGES
from tests.wording.test_letters import FORBIDDEN
from wording.words import INFORMAL, LOCALES, catalogue_file

ROOT = LOCALES.parent
EXTRACT = [
    *("-q", "extract", "-F", "locales/babel.cfg", "--no-default-keywords"),
    *("-k", "say", "-k", "plain", "-k", "count:1,2", "-k", "plain_count:1,2"),
    *("--add-location=file", "--sort-output", "--width=120", "--omit-header"),
]
SAYING = {"say", "plain", "count", "plain_count"}
SOURCES = ("wording", "bot", "delivery", "services")


def catalogue(language: str) -> Catalog:
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language.partition("_")[0], abort_invalid=True)


def forms(texts: object) -> tuple[str, ...]:
    return tuple(texts) if isinstance(texts, list | tuple) else (str(texts),)


def messages(language: str) -> Iterator[Message]:
    return (message for message in catalogue(language) if message.id)


def test_the_template_is_what_the_source_says(tmp_path: Path) -> None:
    fresh = tmp_path / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", *EXTRACT, "-o", str(fresh), *SOURCES]
    subprocess.run(command, cwd=ROOT, check=True)
    assert (LOCALES / "messages.pot").read_text() == fresh.read_text(), "run: make locales"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_has_the_templates_messages_and_no_others(language: str) -> None:
    with (LOCALES / "messages.pot").open("rb") as file:
        wanted = {forms(message.id) for message in read_po(file) if message.id}
    assert {forms(message.id) for message in messages(language)} == wanted
    assert not catalogue(language).obsolete


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_is_complete(language: str) -> None:
    for message in messages(language):
        assert all(forms(message.string)), message.id
        assert len(forms(message.string)) == len(forms(message.id))
        assert not message.fuzzy, message.id


def test_english_is_what_the_source_says() -> None:
    assert all(forms(message.string) == forms(message.id) for message in messages("en"))


@pytest.mark.parametrize("name", ["de", INFORMAL["de"]])
def test_placeholders_and_tags_match(name: str) -> None:
    for message in messages(name):
        for source, text in zip(forms(message.id), forms(message.string), strict=True):
            assert placeholders(text) == placeholders(source), source
            assert re.findall(r"</?\w+>", text) == re.findall(r"</?\w+>", source), source
            assert all(name.isidentifier() for name in placeholders(source)), source


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("name", ["de", INFORMAL["de"]])
def test_german_stays_clear_of_what_courts_forbid(name: str) -> None:
    for message in messages(name):
        for text in forms(message.string):
            assert not FORBIDDEN.search(text), text


def test_german_says_sie() -> None:
    for message in messages("de"):
        for text in forms(message.string):
            assert not re.search(r"\b(du|dich|dir|dein\w*|euch|euer|eure\w*)\b", text, re.IGNORECASE), text


def test_informal_german_says_du_and_nothing_that_formal_german_says_as_well() -> None:
    formal = {forms(message.id): forms(message.string) for message in messages("de")}
    for message in messages(INFORMAL["de"]):
        assert all(forms(message.string)), message.id
        for text in forms(message.string):
            assert not ADDRESS.search(text), text
        assert formal.get(forms(message.id)) != forms(message.string), message.id


def test_whoever_says_du_is_never_called_sie() -> None:
    informal = {forms(message.id) for message in messages(INFORMAL["de"])}
    formal = [message for message in messages("de") if any(map(ADDRESS.search, forms(message.string)))]
    assert [message.id for message in formal if forms(message.id) not in informal] == []


def test_informal_german_holds_nothing_that_nobody_says() -> None:
    formal = {forms(message.id) for message in messages("de")}
    assert [message.id for message in messages(INFORMAL["de"]) if forms(message.id) not in formal] == []


ADDRESS = re.compile(r"\b(Sie|Ihnen|Ihr|Ihre|Ihren|Ihrem|Ihrer|Ihres)\b")
"""How formal German speaks to its reader. Where a sentence begins with it and means somebody else, say it otherwise."""


def said_in(path: Path) -> Iterator[str]:
    """Every sentence that a file says, also where the extractor does not look, such as inside of an f-string."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(attr=name), args=[ast.Constant(value=str(text)), *_]) if name in SAYING:
                yield text


def test_every_sentence_in_the_code_is_in_the_template() -> None:
    with (LOCALES / "messages.pot").open("rb") as file:
        known = {forms(message.id)[0] for message in read_po(file) if message.id}
    said = {text for layer in ("bot", "wording") for path in (ROOT / layer).rglob("*.py") for text in said_in(path)}
    assert said - known == set()
