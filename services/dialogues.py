"""Whoever writes, and what they were asked last."""

from domain.customers import Customer
from domain.dialogues import Dialogue, Topic
from services import customers
from services.shop import Shop


async def meet(shop: Shop, chat_id: int, locale: str | None) -> tuple[Customer, Dialogue | None]:
    """The person of a chat, and what the bot waits for from them; that is over with whatever they do next."""
    async with shop.store.read() as tx:
        known = await tx.customers.by_chat(chat_id)
        asked = await tx.dialogues.of(known.id) if known else None
    if known is None or known.blocked:
        known = await customers.in_chat(shop, chat_id, locale)
    if asked is None:
        return known, None
    async with shop.store.begin() as tx:
        await tx.dialogues.end(known.id)
    return known, asked if asked.waits_at(shop.now()) else None


async def ask(shop: Shop, customer_id: int, topic: Topic, given: str | None = None) -> None:
    """What the person writes next is about this."""
    async with shop.store.begin() as tx:
        await tx.dialogues.put(customer_id, Dialogue(topic, given, shop.now()))
