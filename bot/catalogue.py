"""The merchant's goods as people write of them, built once and kept until a product changes."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from domain.products import Product
from domain.texts import Texts, in_language
from services import products
from services.shop import Shop
from storage.products import Newest
from understanding.catalogue import Catalogue

SMALL = 300
"""So many products are read in a few dozen milliseconds; more are read in a thread, so that nobody waits for it."""
SETTLED = timedelta(minutes=1)
"""Two may write products at once, and the one that began first ends last: what is fresh is read once more."""


@dataclass(frozen=True, slots=True)
class Goods:
    """`catalogue` for the engine; `ids` and `skus` to get from its answer to buttons and back."""

    catalogue: Catalogue = field(default_factory=lambda: Catalogue.of(()))
    ids: Mapping[str, int] = field(default_factory=dict)
    skus: Mapping[int, str] = field(default_factory=dict)
    names: Mapping[int, Texts] = field(default_factory=dict)

    def name(self, number: int, language: str) -> str | None:
        return in_language(self.names.get(number, {}), language)

    def called(self, numbers: Sequence[int], text: str) -> tuple[int, ...]:
        """Those of several whose whole name stands in the text; all, where none does."""
        said = text.casefold()
        whole = [n for n in numbers if any(name.casefold() in said for name in self.names.get(n, {}).values() if name)]
        return tuple(whole or numbers)

    def numbers(self, skus: Sequence[str]) -> tuple[int, ...]:
        return tuple(self.ids[sku] for sku in skus if sku in self.ids)


class Assortment:
    """One for each process. While it is being read anew, others get what was there before."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._goods: Goods | None = None
        self._newest = Newest()
        self._read_at = shop.now()
        self._reading = asyncio.Lock()

    async def goods(self, newest: Newest) -> Goods:
        """`newest` is what the database says now."""
        if self._goods is not None and (self._is_fresh(newest) or self._reading.locked()):
            return self._goods
        async with self._reading:
            if self._goods is None or not self._is_fresh(newest):
                self._read_at = self._shop.now()
                self._goods = await self._read()
                self._newest = newest
        return self._goods

    def _is_fresh(self, newest: Newest) -> bool:
        if newest != self._newest or newest.changed_at is None:
            return newest == self._newest
        settled = newest.changed_at + SETTLED
        return self._read_at >= settled or self._shop.now() < settled

    async def _read(self) -> Goods:
        known = await products.names(self._shop)
        catalogue = _built(known) if len(known) <= SMALL else await asyncio.to_thread(_built, known)
        ids = {product.sku: number for number, product in known}
        names = {number: product.name for number, product in known}
        return Goods(catalogue, ids, {number: sku for sku, number in ids.items()}, names)


def _built(known: Sequence[tuple[int, Product]]) -> Catalogue:
    """With everything that is otherwise prepared when the first message asks for it."""
    found = Catalogue.of(product for _, product in known)
    _ = (found.holders, found.forms, found.endings, found.by_length, found.recalled)
    return found
