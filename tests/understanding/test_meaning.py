"""The extra: sentences by what they mean. Where it is not installed these are skipped, with the reason."""

import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from tests.understanding.conftest import Says
from understanding.catalogue import Catalogue
from understanding.extra import installed
from understanding.intents import HARMFUL, Intent
from understanding.lessons import digest
from understanding.parse import parse
from understanding.parsed import Context, Parsed
from understanding.senses import LEXICAL, Senses, with_meaning

PLACES = Path(__file__).parents[2] / "understanding" / "places.npz"
needs_the_extra = pytest.mark.skipif(not installed(), reason="the extra `embeddings` is not installed")


@pytest.fixture(scope="session")
def senses() -> Senses:
    return with_meaning(LEXICAL)


@pytest.fixture
def feels(goods: Catalogue, senses: Senses) -> Says:
    def heard(text: str, context: Context | None = None) -> Parsed:
        return parse(text, None, context, goods, senses)

    return heard


def test_the_places_are_those_of_these_phrases() -> None:
    with zipfile.ZipFile(BytesIO(PLACES.read_bytes())) as kept:
        assert digest().encode("utf-32-le") in kept.read("digest.npy"), "make understanding-train"


@pytest.mark.skipif(installed(), reason="the extra `embeddings` is installed")
def test_without_the_extra_its_absence_is_named() -> None:
    with pytest.raises(ModuleNotFoundError):
        with_meaning(LEXICAL)


@needs_the_extra
@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("I'd like to be put through to a living soul", Intent.HUMAN_AGENT),
        ("kunnt ma des no woandershin liefern", Intent.CHANGE_DELIVERY),
        ("has anybody a clue whatever became of my things", Intent.ORDER_STATUS),
    ],
)
def test_rare_wordings_are_understood(feels: Says, text: str, intent: Intent) -> None:
    assert feels(text).intent is intent


@needs_the_extra
@pytest.mark.parametrize(
    "text", ["please don't cancel my order", "Bitte nicht stornieren", "don't unsubscribe me", "Bitte nicht tauschen"]
)
def test_what_was_refused_stays_refused(feels: Says, text: str) -> None:
    parsed = feels(text)
    assert not (parsed.act and {parsed.intent, *parsed.also} & HARMFUL)


@needs_the_extra
@pytest.mark.parametrize("text", ["", "???", "🙈🙉", "xkcd qwrtz plmpf", "\x00", "a" * 4096])
def test_nothing_is_done_without_a_wish(feels: Says, text: str) -> None:
    assert not feels(text).act


@needs_the_extra
def test_what_is_known_needs_no_second_thought(feels: Says, says: Says) -> None:
    for text in ("STOP", "Hilfe!", "cancel"):
        assert feels(text) == says(text)


@needs_the_extra
def test_likelihoods_add_up(senses: Senses, says: Says) -> None:
    assert senses.meaning is not None
    likely = dict.fromkeys(Intent, 1 / len(Intent))
    weighed = senses.meaning.weighed("where is my order", likely)
    assert abs(sum(weighed.values()) - 1) < 1e-6
    assert max(weighed, key=lambda intent: weighed[intent]) is Intent.ORDER_STATUS
    assert says("where is my order").intent is Intent.ORDER_STATUS


@needs_the_extra
def test_a_long_letter_is_read_as_far_as_it_costs_little(feels: Says) -> None:
    began = time.perf_counter()
    feels("I would like to know where my order is, " * 100)
    assert time.perf_counter() - began < 3  # a whole letter of this length would take several times as long
