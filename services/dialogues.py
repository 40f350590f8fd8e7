"""What the bot asks, where the answer is typed and not tapped."""

from domain.dialogues import Dialogue, Topic
from services.shop import Shop


async def ask(shop: Shop, customer_id: int, topic: Topic, given: str | None = None) -> None:
    """What the person writes next is about this."""
    async with shop.store.begin() as tx:
        await tx.dialogues.put(customer_id, Dialogue(topic, given, shop.now()))
