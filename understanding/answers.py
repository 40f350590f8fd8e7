"""What the bot said last counts: a yes, a no, `the second`, `the blue one`."""

from collections.abc import Sequence

from understanding.catalogue import Catalogue
from understanding.forms import look
from understanding.intents import HARMFUL, Intent
from understanding.parsed import Context, Entities, Guess, Parsed, Skus
from understanding.spelling import plain


def _set(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in text.split())


_YES = _set(
    "yes yeah yep yup sure ok okay correct right absolutely definitely exactly ja jawohl jep jo joa jup genau klar gerne gern "
    "richtig stimmt sicher natürlich unbedingt passt 👍"
)
_NO = _set("no nope nah nein nee nö ne never nicht")
_FILLERS = _set(
    "please pls bitte thanks thank you danke do it that mach machen das es so of course i want to would like would be great great super "
    "one go ahead the this mal doch ich will möchte auf jeden fall den die der dann then okay ok not dont lieber ist it's is"
)
_ORDINALS = {
    plain(word): place
    for place, line in enumerate(
        (
            "first erste ersten erster erstes 1 1st one's",
            "second zweite zweiten zweiter zweites 2 2nd",
            "third dritte dritten dritter drittes 3 3rd",
            "fourth vierte vierten vierter viertes 4 4th",
            "fifth fünfte fünften fünfter fünftes 5 5th",
        )
    )
    for word in line.split()
} | {plain(word): -1 for word in "last letzte letzten letzter letztes".split()}
_POINTING = _set(
    "the one ones die der das den nummer number no nr option please bitte take nehme ich i'll i nimm dann lieber rather ja yes variante"
)
SHORT = 7
"""Words of an answer; who writes more says what is wanted."""
CERTAIN = 0.99


def answer(said: Sequence[str], context: Context, catalogue: Catalogue) -> Parsed | None:
    """None where the message stands for itself."""
    if not said or len(said) > SHORT:
        return None
    return _chosen(said, context, catalogue) or _agreed(said, context)


def _agreed(said: Sequence[str], context: Context) -> Parsed | None:
    """A yes means what was asked; a no to something harmful means that all stays as it is."""
    if context.question is None or not set(said) <= _YES | _NO | _FILLERS:
        return None
    if set(said) & _NO:
        refused = Intent.KEEP_WAITING if context.question in HARMFUL else Intent.SMALLTALK
        return _sure(refused, Entities())
    if set(said) & _YES:
        return _sure(context.question, _entities(context.products[:1], context.orders[:1], context.units))
    return None


def _chosen(said: Sequence[str], context: Context, catalogue: Catalogue) -> Parsed | None:
    """One of the things that were listed."""
    wish = context.about or context.question or Intent.PRODUCT_SEARCH
    if (place := _ordinal(said)) is not None:
        if _has(context.products, place):
            return _sure(wish, _entities((context.products[place],), (), context.units))
        if _has(context.orders, place):
            return _sure(
                context.about or context.question or Intent.ORDER_STATUS, _entities((), (context.orders[place],))
            )
        if _has(context.suggested, place):
            return _sure(context.suggested[place], Entities())
    if looked := _looked(said, context, catalogue):
        return _sure(wish, _entities((looked,), (), context.units))
    return None


def _ordinal(said: Sequence[str]) -> int | None:
    places = [_ORDINALS[word] for word in said if word in _ORDINALS]
    others = [word for word in said if word not in _ORDINALS and word not in _POINTING]
    return places[0] if len(places) == 1 and not others else None


def _looked(said: Sequence[str], context: Context, catalogue: Catalogue) -> Skus | None:
    """The only one that has the colours and sizes named; every other word must be pointing."""
    notions = {look(word) for word in said} - {None}
    if not notions or not context.products or any(not look(word) and word not in _POINTING for word in said):
        return None
    looks = {item.sku: item.looks for item in catalogue.items}
    fitting = tuple(sku for skus in context.products for sku in skus if notions <= looks.get(sku, set()))
    return fitting or None


def _has(listed: Sequence[object], place: int) -> bool:
    return -len(listed) <= place < len(listed)


def _entities(products: tuple[Skus, ...], orders: tuple[str, ...], units: int | None = None) -> Entities:
    return Entities(order=orders, products=products, qty=units)


def _sure(intent: Intent, entities: Entities) -> Parsed:
    return Parsed((Guess(intent, CERTAIN),), act=True, entities=entities)
