"""The merchant's own phrases: what this shop's customers say, without a training."""

import pytest

from tests.understanding.conftest import Says
from understanding.catalogue import Catalogue
from understanding.intents import HARMFUL, Intent
from understanding.own import OwnPhrases
from understanding.parse import parse
from understanding.parsed import Context, Parsed
from understanding.senses import Senses

OURS = (
    ("tidings of the Tartu wagon today", Intent.ORDER_STATUS),
    ("ist der Donnerstagslaster schon durch", Intent.ORDER_STATUS),
    ("put the {product} in my locker at the clubhouse", Intent.CHANGE_DELIVERY),
    ("Tante Erna", Intent.HUMAN_AGENT),
    ("pull the ripcord on {order}", Intent.CANCEL_BACKORDER),
)


@pytest.fixture
def hears(goods: Catalogue) -> Says:
    senses = Senses(own=OwnPhrases.of(OURS))

    def heard(text: str, context: Context | None = None) -> Parsed:
        return parse(text, None, context, goods, senses)

    return heard


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Tidings of the Tartu wagon today?", Intent.ORDER_STATUS),
        ("ist der donnerstagslaster schon durch", Intent.ORDER_STATUS),
        ("put the blue mug in my locker at the clubhouse", Intent.CHANGE_DELIVERY),
        ("TANTE ERNA!", Intent.HUMAN_AGENT),
    ],
)
def test_a_phrase_is_acted_on_word_for_word(hears: Says, says: Says, text: str, intent: Intent) -> None:
    parsed = hears(text)
    assert (parsed.intent, parsed.act) == (intent, True)
    assert not (says(text).act and says(text).intent is intent), "this one needs no phrase"


def test_what_is_like_a_phrase_is_suggested_first(hears: Says) -> None:
    for text in ("any tidings of the tartu wagon today", "is der Donnerstagslaster schon durch?"):
        assert hears(text).intent is Intent.ORDER_STATUS


def test_a_single_word_is_met_as_it_stands_or_not_at_all(hears: Says) -> None:
    assert hears("Erna kommt morgen zum Tee") == hears("Erna kommt morgen zum Tee", Context())
    assert hears("Erna kommt morgen zum Tee").intent is not Intent.HUMAN_AGENT


def test_what_may_end_in_a_loss_is_never_done_for_a_phrase(hears: Says) -> None:
    parsed = hears("pull the ripcord on 10415")
    assert (parsed.intent, parsed.act) == (Intent.CANCEL_BACKORDER, False)
    assert parsed.entities.order == ("10415",)


def test_a_no_is_heard_in_a_phrase_too(goods: Catalogue) -> None:
    senses = Senses(own=OwnPhrases.of([("never ever cancel it on me", Intent.CANCEL_BACKORDER)]))
    parsed = parse("never ever cancel it on me", None, None, goods, senses)
    assert parsed.intent is not Intent.CANCEL_BACKORDER
    assert not (parsed.act and parsed.intent in HARMFUL)


@pytest.mark.parametrize(
    "text", ["where is my order?", "please cancel my order", "hello", "wann kommt der Kessel", "was kostet die Lampe"]
)
def test_what_was_understood_before_still_is(hears: Says, says: Says, text: str) -> None:
    assert hears(text) == says(text)


def test_one_of_two_wishes_may_be_a_phrase(hears: Says) -> None:
    parsed = hears("tidings of the Tartu wagon today? and can I talk to a person")
    assert {parsed.intent, *parsed.also} == {Intent.ORDER_STATUS, Intent.HUMAN_AGENT}
