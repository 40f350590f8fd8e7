"""What somebody says they like: chosen from the shop's categories, and taken back."""

from dataclasses import dataclass

from domain.preferences import MOST_LIKED, in_order, marked
from domain.refusals import NotFound, TooMany
from services.shop import Shop
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Preferences:
    """The shop's categories, and those of them that the person likes."""

    categories: list[str]
    liked: frozenset[str]


async def read(shop: Shop, customer_id: int) -> Preferences:
    async with shop.store.read() as tx:
        return await _found(tx, customer_id)


async def choose(shop: Shop, customer_id: int, mark: str, *, liked: bool) -> Preferences:
    """Like a category, known by its mark, or no longer. Saying it twice changes nothing.

    A category that the shop has no more changes nothing either. Raises TooMany.
    """
    async with shop.store.begin() as tx:
        # One after the other, or two taps at once would get past the limit.
        if await tx.customers.lock(customer_id) is None:
            raise NotFound("customer", str(customer_id))
        known = await _found(tx, customer_id)
        category = marked(mark, known.categories)
        if category is None or (category in known.liked) == liked:
            return known
        if not liked:
            await tx.preferences.remove(customer_id, category)
        elif await tx.preferences.count(customer_id) >= MOST_LIKED:
            raise TooMany("preferences", MOST_LIKED)
        else:
            await tx.preferences.add(customer_id, category)
        return await _found(tx, customer_id)


async def _found(tx: Tx, customer_id: int) -> Preferences:
    categories = in_order(await tx.preferences.categories())
    return Preferences(categories, frozenset(categories).intersection(await tx.preferences.of(customer_id)))
