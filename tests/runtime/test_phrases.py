"""A file of the merchant's own phrases: read at the start, and what is wrong with it is said then."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from runtime.hearing import hearing_of
from runtime.phrases import MOST, phrases_in
from runtime.settings import Settings
from tests.conftest import KEY
from understanding.catalogue import Catalogue
from understanding.extra import installed
from understanding.intents import Intent
from understanding.parsed import NOTHING_SAID

GOOD = """
order_status:
  en: [has the wagon rolled in yet]
  de: ["ist der Donnerstagslaster schon durch", "wo steckt {order}"]
human_agent:
  de: [Tante Erna]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "phrases.yaml"


def settings(**given: object) -> Settings:
    return Settings.model_validate({"secret_keys": KEY, **given})


@pytest.fixture
def good(file: Path) -> str:
    file.write_text(GOOD, encoding="utf-8")
    return str(file)


async def test_a_good_file_is_heard(good: str) -> None:
    hearing = hearing_of(settings(phrases=good, embeddings="off"))
    parsed = await hearing.parse("Tante Erna", "de", NOTHING_SAID, Catalogue.of(()))
    assert (parsed.intent, parsed.act) == (Intent.HUMAN_AGENT, True)


def test_phrases_come_in_the_order_of_the_file(good: str) -> None:
    assert [intent for _, intent in phrases_in(Path(good))] == [Intent.ORDER_STATUS] * 3 + [Intent.HUMAN_AGENT]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("order_status: {en: [a, b", "is no YAML: see line 1"),
        ("- where is it", "must hold wishes"),
        ("", "must hold wishes"),
        ("order_stats: {en: [where is it]}", "'order_stats', which is none of the wishes order_status"),
        ("order_status: [where is it]", "something else than"),
        ("order_status: {fr: [ou est-il]}", "something else than"),
        ("order_status: {en: where is it}", "no list of phrases under order_status, en"),
        ("order_status: {en: [7]}", "no phrase of 1 to 200 letters"),
        ("order_status: {en: ['  ']}", "no phrase of 1 to 200 letters"),
        (f"order_status: {{en: [{'long ' * 41}]}}", "no phrase of 1 to 200 letters"),
        ("order_status: {en: ['where is {thing}']}", "in braces may stand {product}"),
        ("order_status: {en: ['where is {0}']}", "in braces may stand"),
        ("order_status: {en: ['where is {product.sku}']}", "in braces may stand"),
        ("order_status: {en: ['where is {']}", "in braces may stand"),
        ("order_status: {en: ['?!']}", "has no word in it"),
        (
            "order_status: {en: [the usual]}\nhuman_agent: {en: [The usual!]}",
            "under order_status and under",
        ),
        ("order_status: {en: [" + ", ".join(f"word{n}a" for n in range(MOST + 1)) + "]}", "500 are the most"),
        ("order_status: {en: [" + "x" * 300_000 + "]}", "more than 256 kB"),
        ("a: &a !!python/object/apply:os.getcwd []", "is no YAML"),
    ],
)
def test_a_wrong_file_stops_the_start_and_names_itself(file: Path, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValidationError) as stopped:
        settings(phrases=str(file))
    wrong = stopped.value.errors()[0]
    assert wrong["loc"] == ("phrases",)
    assert said in wrong["msg"]


def test_a_file_that_is_not_there_or_no_text(file: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        phrases_in(file)
    file.write_bytes(b"order_status: {en: [\xff]}")
    with pytest.raises(ValueError, match="UTF-8"):
        phrases_in(file)


@pytest.mark.skipif(installed(), reason="the extra `embeddings` is installed")
def test_who_wants_the_embeddings_must_have_them() -> None:
    with pytest.raises(ValidationError, match="extra is not installed"):
        settings(embeddings="on")


@pytest.mark.skipif(not installed(), reason="the extra `embeddings` is not installed")
def test_who_has_the_embeddings_may_insist_on_them() -> None:
    assert settings(embeddings="on").embeddings == "on"
