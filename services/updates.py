"""Telegram's updates: each is handled once, however often it comes."""

from services.said import MOST_ACTS, Said
from services.shop import Shop


async def note(shop: Shop, bot_id: int, update_id: int, said: Said | None = None) -> None:
    """Write down that it was handled, and what was said: afterwards, so that what a crash cuts short is done again."""
    async with shop.store.begin() as tx:
        await tx.updates.note(bot_id, update_id, shop.now())
        if said is not None:
            await tx.said.put(said.chat_id, said.acts[:MOST_ACTS], shop.now())
