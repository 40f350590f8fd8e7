"""Telegram's updates: each is handled once, however often it comes."""

from services.said import MOST_ACTS, Said
from services.shop import Shop


async def handled(shop: Shop, bot_id: int, update_id: int) -> bool:
    async with shop.store.read() as tx:
        return await tx.updates.handled(bot_id, update_id)


async def note(shop: Shop, bot_id: int, update_id: int, said: Said | None = None) -> None:
    """Write down that it was handled, and what was said: afterwards, so that what a crash cuts short is done again."""
    async with shop.store.begin() as tx:
        await tx.updates.note(bot_id, update_id, shop.now())
        if said is not None:
            await tx.said.put(said.chat_id, said.acts[:MOST_ACTS], shop.now())
