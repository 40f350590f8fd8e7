"""The words of a message that say what it is about, for those who look them up elsewhere."""

from understanding.classifier import model
from understanding.forms import SMALL_WORDS
from understanding.spelling import words

SHORTEST = 3


def content_words(text: str) -> list[str]:
    """As they were written, without those of any sentence: `do you have teapots` leaves `teapots`."""
    ordinary = model().ordinary | SMALL_WORDS
    return [
        text[word.start : word.end] for word in words(text) if word.text not in ordinary and len(word.text) >= SHORTEST
    ]
