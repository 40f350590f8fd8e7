"""Recalls: told to everyone who owns units, at once, and counted as they answer."""

from domain.notices import Recalled
from domain.recalls import Owner, Recall
from domain.refusals import NotFound
from domain.vague import must_be_clear
from services.bulletin import Bulletin
from services.shop import Shop
from storage.pages import Page
from storage.store import Tx


async def start(shop: Shop, sku: str, reason: str) -> Recall:
    """Tell the owners of this product's units, ready or shipped. Raises NotFound for the product.

    Raises TextRefused for a reason that sounds like a date.
    """
    must_be_clear("reason", reason)
    async with shop.store.begin() as tx:
        # Locked, so that nobody is handed a unit between the count of owners and their letters.
        await tx.stock.lock(sku)
        product = await tx.products.get(sku)
        if product is None:
            raise NotFound("product", sku)
        recall = await tx.recalls.add(sku, reason, shop.now())
        bulletin = Bulletin(f"recall:{recall.id}")
        for customer_id, units in await tx.recalls.everyone(recall.id):
            news = Recalled(recall_id=recall.id, product=product.names(), units=units, reason=reason)
            bulletin.tell(customer_id, news)
        await bulletin.post(tx, shop)
        return await _found(tx, recall.id)


async def acknowledge(shop: Shop, recall_id: int, customer_id: int) -> None:
    """Somebody has read it. Raises NotFound where it does not concern them."""
    async with shop.store.begin() as tx:
        if not await tx.recalls.acknowledge(recall_id, customer_id, shop.now()):
            raise NotFound("recall", str(recall_id))


async def read(shop: Shop, recall_id: int) -> Recall:
    async with shop.store.read() as tx:
        return await _found(tx, recall_id)


async def page(shop: Shop, *, sku: str | None, after: str | None, limit: int) -> Page[Recall]:
    async with shop.store.read() as tx:
        return await tx.recalls.page(sku, after, limit)


async def owners(shop: Shop, recall_id: int, *, after: str | None, limit: int) -> Page[Owner]:
    async with shop.store.read() as tx:
        await _found(tx, recall_id)
        return await tx.recalls.owners(recall_id, after, limit)


async def _found(tx: Tx, recall_id: int) -> Recall:
    recall = await tx.recalls.get(recall_id)
    if recall is None:
        raise NotFound("recall", str(recall_id))
    return recall
