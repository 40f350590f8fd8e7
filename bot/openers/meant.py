"""Which orders a matter is about."""

from collections.abc import Callable, Sequence

from bot import linking
from bot.clues import Clue, number_in, short
from bot.mentions import mentions
from bot.openers.matter import Matter, Visitor
from bot.pages import backorders as pages
from bot.pages import linking as linking_pages
from bot.pages import which
from domain.backorders import OPEN, State
from domain.linking import bare_number
from services import backorders, said
from services.views import BackorderView
from understanding.naming import says_all
from wording.pages import Page


async def orders_of(visitor: Visitor) -> list[BackorderView]:
    return await backorders.of_customer(visitor.shop, visitor.person.id)


async def meant(matter: Matter, mine: Sequence[BackorderView], visitor: Visitor) -> list[BackorderView]:
    """Named ones first; else the one that the bot has just talked about; else every order that is still open."""
    chosen = named(matter, mine, visitor)
    still_open = [view for view in chosen or mine if view.order.state in OPEN]
    if chosen or matter.numbers:
        return still_open if chosen and still_open else chosen
    if len(still_open) < 2 or says_all(matter.text):  # noqa: PLR2004 - nothing to choose between
        return still_open
    return await _talked_about(matter, still_open, visitor) or still_open


def named(matter: Matter, mine: Sequence[BackorderView], visitor: Visitor) -> list[BackorderView]:
    """By choice from a list, by number, or by what was ordered; of a switched order what became of it."""
    skus = {visitor.goods.skus.get(number) for variants in matter.products for number in variants}
    ways: tuple[Callable[[BackorderView], bool], ...] = (
        lambda view: view.order.id in matter.orders,
        lambda view: by_number(matter, view),
        lambda view: view.order.sku in skus,
    )
    return living(next((found for way in ways if (found := [view for view in mine if way(view)])), []))


def living(found: Sequence[BackorderView]) -> list[BackorderView]:
    """Without those that were switched away, where anything else is left of the same number or goods."""
    return [view for view in found if view.order.state is not State.SWITCHED] or list(found)


def by_number(matter: Matter, view: BackorderView) -> bool:
    """With or without its hyphens, and, for a shop whose numbers look like nothing, as it stands."""
    number = view.order.order_number
    return bare_number(number) in map(bare_number, matter.numbers) or mentions(matter.text, number)


def product_of(found: Sequence[BackorderView], mine: Sequence[BackorderView], visitor: Visitor) -> int:
    """What these orders have in common and others of the same person have not; 0 where there is nothing."""
    skus = {view.order.sku for view in found}
    others = {view.order.sku for view in mine} - skus
    return visitor.goods.ids.get(skus.pop(), 0) if len(skus) == 1 and others else 0


def clue_of(matter: Matter) -> Clue:
    """What was said of an order that is not here."""
    return Clue(number_in(matter.text, matter.email, matter.numbers), short(matter.email))


async def nothing(matter: Matter, mine: Sequence[BackorderView], visitor: Visitor) -> Page:
    """There is no such order here. Whether others have one is not looked at without its e-mail address."""
    if matter.numbers and not named(matter, mine, visitor):
        return await _not_here(clue_of(matter), visitor)
    return which.nothing_open(visitor.t) if mine else pages.no_orders(visitor.person, visitor.t)


async def _not_here(clue: Clue, visitor: Visitor) -> Page:
    number = clue.number or ""
    if visitor.person.known_by_shop:
        return which.not_yours(number, visitor.t)
    if clue.email:
        return await linking.follow(clue, visitor.shop, visitor.person, visitor.t, visitor.catalogues)
    return await linking.email_please(linking_pages.not_yet(number, visitor.t), number, visitor.shop, visitor.person)


async def _talked_about(matter: Matter, mine: Sequence[BackorderView], visitor: Visitor) -> list[BackorderView]:
    """In the last letter, or on the page that came after it; a product's card stands for the order of it."""
    letter = await said.order_in_last_letter(visitor.shop, visitor.person.id, matter.last.at)
    sku = visitor.goods.skus.get(matter.last.product or 0)
    ways: tuple[Callable[[BackorderView], bool], ...] = (
        lambda view: view.order.id == letter,
        lambda view: view.order.id == matter.last.order,
        lambda view: view.order.sku == sku,
    )
    return next((found for way in ways if (found := [view for view in mine if way(view)])), [])
