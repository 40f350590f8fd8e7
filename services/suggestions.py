"""What else the shop has that fits a person; shown when they look, and never sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.refusals import NotFound
from domain.suggestions import Suggestion, suggest
from services.shop import Shop
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`ids`: the number of each product, by sku. `waiting`: whether an order of theirs waits.

    `unknown`: nothing is known of what they like.
    """

    items: Sequence[Suggestion]
    ids: Mapping[str, int]
    waiting: bool
    unknown: bool


async def in_chat(shop: Shop, customer_id: int) -> Suggestions:
    async with shop.store.read() as tx:
        return await _suggested(tx, customer_id)


async def of(shop: Shop, external_id: str) -> Suggestions:
    """Raises NotFound for the customer."""
    async with shop.store.read() as tx:
        customer = await tx.customers.get(external_id)
        if customer is None:
            raise NotFound("customer", external_id)
        return await _suggested(tx, customer.id)


async def _suggested(tx: Tx, customer_id: int) -> Suggestions:
    known = await tx.suggestions.taste(customer_id)
    taste = known.taste
    found = await tx.suggestions.candidates(taste) if taste.ranks or taste.instead else {}
    ids = {product.sku: number for number, product in found.items()}
    return Suggestions(suggest(taste, found.values()), ids, known.waiting, not (taste.liked or taste.wanted))
