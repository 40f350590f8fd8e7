"""What goods are called in a message."""

from domain.texts import Texts, in_language
from wording.pages import shortened
from wording.words import Words

LONGEST_NAME = 200  # UTF-16 units of a product's name, its options included


def called(product: Texts, t: Words) -> str:
    return shortened(in_language(product, t.language) or "–", LONGEST_NAME)
