"""The ledger of messages, to look at."""

from datetime import datetime, timedelta

from domain.notices import Lane
from services.shop import Shop
from storage.outbox import Message, MessageQuery
from storage.pages import Page


async def page(shop: Shop, query: MessageQuery) -> Page[Message]:
    async with shop.store.read() as tx:
        return await tx.outbox.page(query)


async def any_since(shop: Shop, customer_id: int, moment: datetime) -> bool:
    """Whether a letter for this person was written or sent after that moment."""
    async with shop.store.read() as tx:
        return await tx.outbox.any_since(customer_id, moment)


async def waiting(shop: Shop) -> dict[Lane, tuple[int, timedelta]]:
    """Due letters by lane: how many, and how long the oldest has been there."""
    async with shop.store.read() as tx:
        found = await tx.outbox.waiting_by_lane()
    return {lane: (count, shop.now() - oldest) for lane, (count, oldest) in found.items()}
