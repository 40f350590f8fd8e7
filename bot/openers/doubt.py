"""A text that is not understood for sure: what still speaks for one page, then questions, then an honest word."""

from collections.abc import Sequence

from bot.callbacks import Meant
from bot.openers import around, orders, table
from bot.openers.matter import Matter, Visitor
from bot.openers.meant import named, nothing, orders_of, product_of
from bot.pages import backorders, smalltalk
from bot.pages import products as product_pages
from bot.pages import wishes as pages
from bot.pages.smalltalk import is_small
from bot.products import MOST_FOUND, card_of
from services import products
from services.views import BackorderView
from understanding.content import content_words
from understanding.intents import HARMFUL, Intent
from understanding.naming import only_names
from understanding.parsed import Guess
from wording.pages import Page

LEAST = 0.08
"""Less likely wishes are no question worth reading."""
LIKELY = 0.5
"""Together with a product that was named, enough for a page that does nothing by itself; less is no question."""
CLEAR = 0.8
"""Together with an order and what it is to be switched to, enough for the question whether to."""
LOOKED = 0.35
"""The same for a look at goods, which says honestly what it did not find."""
FEW = 4
"""Words of a text that may be nothing but a name."""
BARE = 3
"""Words of a text that names goods and hardly says what about them."""
ON_ORDERS = frozenset(
    {
        Intent.ORDER_STATUS,
        Intent.CANCEL_BACKORDER,
        Intent.SWITCH_ALTERNATIVE,
        Intent.KEEP_WAITING,
        Intent.REFUND_PAYMENT,
        Intent.CHANGE_DELIVERY,
        Intent.HUMAN_AGENT,
    }
)
LOOKING = frozenset({Intent.PRODUCT_SEARCH, Intent.SWITCH_ALTERNATIVE})
"""What a look at whatever there is may be taken for."""
ON_GOODS = frozenset({Intent.PRODUCT_SEARCH, Intent.SUBSCRIBE_RESTOCK, Intent.UNSUBSCRIBE})


async def answer(matter: Matter, ranked: Sequence[Guess], visitor: Visitor) -> Page:
    """`matter` is the likeliest one."""
    if is_small(matter.text) and not (matter.products or matter.numbers):
        return smalltalk.answer(matter.text, visitor.person, visitor.t)
    mine = await orders_of(visitor)
    own = named(matter, mine, visitor)
    best = ranked[0]
    if _is_clear(best) and (page := await orders.switch_to(matter, mine, visitor)):
        return page
    if own and _is_bare(matter, best, visitor):
        # `And the mugs?`: the card of one's own order offers whatever else may be meant.
        return backorders.my_orders(own, 0, visitor.t, product_of(own, mine, visitor))
    return await _guessed(matter, ranked, mine, own, visitor)


async def _guessed(
    matter: Matter,
    ranked: Sequence[Guess],
    mine: Sequence[BackorderView],
    own: Sequence[BackorderView],
    visitor: Visitor,
) -> Page:
    best = ranked[0]
    if best.intent not in HARMFUL:
        if matter.numbers and best.intent in {Intent.ORDER_STATUS, Intent.OUT_OF_SCOPE}:
            return await nothing(matter, mine, visitor)
        if _is_likely(best) and _harmless(best, own, matter):
            return await table.page_of(matter, visitor)
    if found := await _called(matter, visitor) or await _looked_around(best, matter, visitor):
        return found
    asked = [_asked(intent, matter, own, visitor) for intent in worth_asking(ranked)]
    return pages.did_you_mean(asked, visitor.t) if asked else pages.lost(visitor.t)


def _is_clear(best: Guess) -> bool:
    """Both are named, and the page is a question."""
    return best.intent is Intent.SWITCH_ALTERNATIVE and best.confidence >= CLEAR


def _is_bare(matter: Matter, best: Guess, visitor: Visitor) -> bool:
    """Names something, and hardly says what about it."""
    short = len(matter.text.split()) <= BARE if matter.products else best.intent not in HARMFUL
    return short or only_names(matter.text, visitor.goods.catalogue)


def _is_likely(best: Guess) -> bool:
    return best.confidence >= (LOOKED if best.intent is Intent.PRODUCT_SEARCH else LIKELY)


def _harmless(best: Guess, own: Sequence[BackorderView], matter: Matter) -> bool:
    if best.intent is Intent.PRODUCT_SEARCH:
        return True
    return bool(matter.products) and (best.intent in ON_GOODS or (best.intent is Intent.ORDER_STATUS and bool(own)))


def worth_asking(ranked: Sequence[Guess]) -> list[Intent]:
    """None where it is probably about something else, or could be anything."""
    meant = [guess for guess in ranked if guess.intent in table.OPENERS and guess.confidence >= LEAST]
    if ranked[0].intent is Intent.OUT_OF_SCOPE or sum(guess.confidence for guess in meant) < LIKELY:
        return []
    return [guess.intent for guess in meant]


def chosen(act: Meant) -> Matter:
    """What was tapped instead of written again."""
    about = (act.thing,) if act.thing else ()
    if act.intent in ON_ORDERS:
        return Matter(act.intent, orders=about)
    if act.intent is Intent.SMALLTALK:
        return Matter(act.intent, "help")
    return Matter(act.intent, products=(about,) if about else (), quantity=act.quantity)


async def _called(matter: Matter, visitor: Visitor) -> Page | None:
    """A few words that stand in some product's name, category or number as they are."""
    words = content_words(matter.text)
    if not words or len(words) > FEW or len(words) < len(matter.text.split()):
        return None
    found = await products.search(visitor.shop, " ".join(words), MOST_FOUND)
    if len(found) == 1:
        return await card_of(found[0].id, visitor.shop, visitor.person, visitor.t)
    return product_pages.found(found, matter.text, visitor.t) if found else None


async def _looked_around(best: Guess, matter: Matter, visitor: Visitor) -> Page | None:
    return await around.look(matter, visitor) if best.intent in LOOKING else None


def _asked(intent: Intent, matter: Matter, own: Sequence[BackorderView], visitor: Visitor) -> tuple[Meant, str | None]:
    """The button carries what was named, where it is one thing."""
    if intent in ON_ORDERS and len(own) == 1:
        return Meant(intent=intent, thing=own[0].order.id), own[0].order.order_number
    if intent in ON_GOODS and len(matter.products) == 1 and len(matter.products[0]) == 1:
        number = matter.products[0][0]
        name = visitor.goods.name(number, visitor.t.language)
        return Meant(intent=intent, thing=number, quantity=matter.quantity), name
    return Meant(intent=intent, quantity=matter.quantity), None
