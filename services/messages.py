"""The ledger of messages, to look at."""

from datetime import timedelta

from domain.notices import Lane
from services.shop import Shop
from storage.outbox import Message, MessageQuery
from storage.pages import Page


async def page(shop: Shop, query: MessageQuery) -> Page[Message]:
    async with shop.store.read() as tx:
        return await tx.outbox.page(query)


async def waiting(shop: Shop) -> dict[Lane, tuple[int, timedelta]]:
    """Due letters by lane: how many, and how long the oldest has been there."""
    async with shop.store.read() as tx:
        found = await tx.outbox.waiting_by_lane()
    return {lane: (count, shop.now() - oldest) for lane, (count, oldest) in found.items()}
