"""Somebody looks what there is, and names nothing: `what else do you have`, `was habt ihr sonst noch`."""

from bot.openers.matter import Matter, Visitor
from bot.pages import suggestions as pages
from bot.products import MOST_FOUND
from services import products, suggestions
from understanding.content import content_words
from understanding.spelling import words
from wording.pages import Page

MOST_WORDS = 12
"""Whoever writes more names something."""
# As words are compared: in small letters, and without dots over them.
ANYTHING = frozenset({"what", "whats", "anything", "something", "was", "etwas", "irgendwas", "irgendetwas"})
ON_OFFER = frozenset({"have", "got", "sell", "offer", "stock", "there", "da", "vorratig", "haben", "hast", "habt"})
THERE = ON_OFFER | {"gibt", "gibts", "verkauft", "verkaufen", "fuhrt", "fuhren", "bietet", "bieten"}
MORE = frozenset({"else", "other", "more", "sonst", "noch", "anderes", "andere", "weiteres"})
INSTEAD = frozenset({"instead", "statt", "stattdessen", "anstelle", "anstatt", "dafur"})


async def look(matter: Matter, visitor: Visitor) -> Page | None:
    """What fits them; None for whoever means something else, or names something that a search finds."""
    if matter.products or matter.numbers or not looks_around(matter.text):
        return None
    named = content_words(matter.text)
    # `What have you got for camping` wants an honest word about camping; `what else` is content with anything.
    if named and (not asks_for_more(matter.text) or await products.search(visitor.shop, " ".join(named), MOST_FOUND)):
        return None
    return pages.suggestions(await suggestions.in_chat(visitor.shop, visitor.person.id), visitor.t)


def asks_for_more(text: str) -> bool:
    return any(word.text in MORE for word in words(text))


def looks_around(text: str) -> bool:
    said = {word.text for word in words(text)}
    return len(said) <= MOST_WORDS and bool(said & ANYTHING and said & THERE) and not said & INSTEAD
