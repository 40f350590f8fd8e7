"""A few words that choose: what they name, out of what the bot has just offered."""

from dataclasses import replace

from bot.callbacks import PickAlternative
from bot.catalogue import Goods
from bot.said import ORDER, LastPage
from understanding.amounts import changes_alert
from understanding.answers import CERTAIN
from understanding.figures import order_number
from understanding.intents import Intent
from understanding.measures import measure_named, measures
from understanding.naming import only_all, only_names, says_all, says_no, short_numbers
from understanding.parsed import Entities, Guess, Parsed

FEW = 5
"""Words of an answer that only names something."""
LIKELY = 0.5
"""A sentence this sure of a wish says itself what it wants."""

SAID = 0.75
"""So sure of cancelling is `cancel both`, which names no order."""


def meant_from(parsed: Parsed, last: LastPage, text: str, goods: Goods) -> Parsed:
    """`The kettle`, where one of several was to be chosen, chooses it; a question about it remains one."""
    if changes_alert(text):
        return _sure(Intent.LIST_SUBSCRIPTIONS, parsed.entities)
    if parsed.intent is Intent.CANCEL_BACKORDER and parsed.confidence >= SAID and says_all(text):
        return replace(parsed, act=True)  # its page asks which
    about = last.suggested[0].intent if len(last.suggested) == 1 else last.about
    return parsed if about is None or len(text.split()) > FEW else _chosen(parsed, about, last, text, goods)


def _chosen(parsed: Parsed, about: Intent, last: LastPage, text: str, goods: Goods) -> Parsed:
    if about is Intent.CANCEL_BACKORDER and only_all(text):
        return _sure(about, Entities())
    if (sku := _measured(text, last, goods)) is not None:
        return _sure(about, _with_page(Entities(products=((sku,),)), last))
    bare = only_names(text, goods.catalogue)
    named = _named(parsed.entities, last, text) if bare else parsed.entities
    speaks_for_itself = not bare and (parsed.confidence >= LIKELY or says_no(text))
    if speaks_for_itself or not _fits(named, parsed.intent, about, last, goods):
        return parsed
    return _sure(about, _with_page(named, last))


def _sure(intent: Intent, entities: Entities) -> Parsed:
    return Parsed((Guess(intent, CERTAIN),), act=True, entities=entities)


def _named(found: Entities, last: LastPage, text: str) -> Entities:
    """Where several orders were shown a number is an order's, however short it is."""
    if found.order or found.products or len(last.orders) < 2:  # noqa: PLR2004 - nothing to choose between
        return found
    return replace(found, order=tuple(map(order_number, short_numbers(text))))


def _measured(text: str, last: LastPage, goods: Goods) -> str | None:
    """`The 0.5 l one`: the only one of what was shown that has such a measure in its name."""
    named = measure_named(text)
    fitting = [
        number
        for number in last.products
        if named and named in measures(" ".join(goods.names.get(number, {}).values()))
    ]
    return goods.skus.get(fitting[0]) if len(fitting) == 1 else None


def _fits(named: Entities, read_as: Intent, about: Intent, last: LastPage, goods: Goods) -> bool:
    """Whether what was named can be what was to be chosen."""
    if _offers(last):
        # Neither an order nor goods that are not among the offers are taken instead.
        return any(number in last.products for skus in named.products for number in goods.numbers(skus))
    if about is Intent.PRODUCT_SEARCH:
        # An order's number chooses none of several goods.
        return bool(named.products)
    if about is Intent.ORDER_STATUS and read_as is Intent.PRODUCT_SEARCH:
        # Nothing was asked: a look at goods finds one's own order of them as well.
        return False
    return bool(named.order or named.products)


def _with_page(named: Entities, last: LastPage) -> Entities:
    """What stands on the page and need not be said again: whose offers they are, and for how many units."""
    order = (f"{ORDER}{last.order}",) if _offers(last) and last.order else named.order
    return replace(named, order=order, qty=named.qty or last.units)


def _offers(last: LastPage) -> bool:
    return any(isinstance(one, PickAlternative) for one in last.pressed)
