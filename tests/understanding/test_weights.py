"""The weights belong to the phrases, and are small and quick."""

import random
from importlib import resources

from understanding.classifier import WEIGHTS, model
from understanding.intents import Intent
from understanding.learnt import as_learnt
from understanding.lessons import LANGUAGES, digest, drawn, phrases


def test_the_weights_were_trained_on_these_phrases() -> None:
    assert model().digest == digest(), "make understanding-train"


def test_the_weights_are_small() -> None:
    assert len((resources.files("understanding") / WEIGHTS).read_bytes()) < 1_200_000


def test_every_wish_has_phrases_in_both_languages() -> None:
    for language in LANGUAGES:
        found = [intent for _, intent in phrases(language)]
        assert all(found.count(intent) >= 50 for intent in Intent)
        assert found.count(Intent.OUT_OF_SCOPE) >= 150


def test_a_phrase_is_known_word_for_word() -> None:
    text, intent = phrases("de")[0]
    assert model().phrase(as_learnt(text)) is intent
    assert model().phrase(["no", "such", "phrase", "anywhere"]) is None


def test_likelihoods_add_up() -> None:
    likely = model().probabilities(["where", "is", "my", "order"])
    assert abs(sum(likely) - 1) < 1e-9
    assert len(likely) == len(Intent)


def test_shapes_are_drawn_whole() -> None:
    chance = random.Random(1)  # noqa: S311 - for variety
    assert all("(" not in text and "|" not in text for text, _ in drawn("de", chance))
