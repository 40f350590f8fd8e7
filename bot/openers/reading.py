"""From what the engine understood to wishes: each with what it is about."""

from collections.abc import Sequence
from dataclasses import replace

from bot.catalogue import Goods
from bot.openers.matter import Matter
from bot.said import ALERT, ORDER, LastPage
from understanding.amounts import amount
from understanding.answers import answer
from understanding.catalogue import Catalogue
from understanding.intents import Intent
from understanding.naming import says_all
from understanding.parsed import Context, Entities, Parsed
from understanding.spelling import words

MOST_UNITS = 999
"""More than that nobody asks for in a chat."""
MOST_AT_ONCE = 3
"""Questions in a row; of more orders one is chosen."""
LONGEST_ANSWER = 80
"""Letters of a yes or a no with a friendly word around it."""
NO_GOODS = Catalogue.of(())
WHERE_AND_WHOSE = {Intent.ORDER_STATUS, Intent.LINK_ORDER}
"""Of an order with its e-mail address one wish: connected, it says where it is."""


def matters_of(parsed: Parsed, text: str, last: LastPage, goods: Goods) -> list[Matter]:
    """In the order in which they were written; each half of a message speaks of its own things."""
    whole = matter_of(parsed, parsed.entities, text, last, goods)
    if not parsed.halves:
        return one_by_one(whole)
    if whole.numbers and whole.email and {parsed.intent, *parsed.also} == WHERE_AND_WHOSE:
        return [replace(whole, intent=Intent.LINK_ORDER)]
    return [
        replace(matter_of(parsed, half.entities, half.text, last, goods), intent=half.intent) for half in parsed.halves
    ]


def one_by_one(whole: Matter) -> list[Matter]:
    """Several orders to be cancelled: each has a question of its own, and so a tap of its own."""
    if whole.intent is not Intent.CANCEL_BACKORDER:
        return [whole]
    shown = whole.last.orders if says_all(whole.text) and whole.last.about is whole.intent else ()
    named: tuple[Sequence[Matter], ...] = (
        [replace(whole, numbers=(number,), products=(), text=number) for number in whole.numbers],
        [replace(whole, orders=(order,), text="") for order in shown],
    )
    found = next((each for each in named if each), ())
    return list(found) if 1 < len(found) <= MOST_AT_ONCE else [whole]


def matter_of(parsed: Parsed, named: Entities, text: str, last: LastPage, goods: Goods) -> Matter:
    return Matter(
        parsed.intent,
        text,
        numbers=tuple(number for number in named.order if number[:1] not in (ORDER, ALERT)),
        orders=_chosen(named.order, ORDER),
        alerts=_chosen(named.order, ALERT),
        products=tuple(filter(None, (goods.called(goods.numbers(skus), text) for skus in named.products))),
        quantity=min(max(named.qty or 1, 1), MOST_UNITS),
        email=named.email,
        language=named.language,
        last=last,
    )


def units_meant(text: str, last: LastPage) -> Matter | None:
    """`2, both or none`, where the bot has asked how many."""
    units = amount(text) if last.asks_units else None
    if units is None:
        return None
    products = tuple((number,) for number in last.products)
    quantity = min(max(units, 1), MOST_UNITS)
    return Matter(
        Intent.SUBSCRIBE_RESTOCK, text, alerts=tuple(last.alerts), products=products, quantity=quantity, last=last
    )


def is_bare_answer(text: str) -> bool:
    """A yes or a no and nothing else; where nothing was asked it means no wish."""
    said = [word.text for word in words(text[:LONGEST_ANSWER])]
    return len(text) <= LONGEST_ANSWER and answer(said, Context(question=Intent.SMALLTALK), NO_GOODS) is not None


def _chosen(numbers: Sequence[str], sign: str) -> tuple[int, ...]:
    """What the engine carried through from the list that was shown."""
    return tuple(int(number[1:]) for number in numbers if number.startswith(sign))
