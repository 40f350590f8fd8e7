"""What the bot said last in a chat, as far as it still counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from services.shop import Shop
from storage.products import Newest

COUNTS_FOR = timedelta(hours=1)
"""Later, a yes answers something else."""
MOST_ACTS = 16
"""More buttons than any page has rows; each is at most 64 bytes."""


@dataclass(frozen=True, slots=True)
class Said:
    """The acts that the newest page offered, top to bottom."""

    chat_id: int
    acts: Sequence[str]


async def before(shop: Shop, chat_id: int) -> tuple[tuple[str, ...], Newest]:
    """What was said last, and what is newest among the goods: all that is asked for before a text is read."""
    async with shop.store.read() as tx:
        return await tx.said.in_chat(chat_id, shop.now() - COUNTS_FOR), await tx.products.newest()
