"""What the bot said last in a chat, as far as it still counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.notices import OrderNews
from services.shop import Shop
from storage.arrivals import Arrival
from storage.products import Newest

COUNTS_FOR = timedelta(hours=1)
"""Later, a yes answers something else."""
LETTER_COUNTS_FOR = timedelta(days=1)
"""A letter waits until it is read, and is answered then."""
MOST_ACTS = 16
"""More buttons than any page has rows; each is at most 64 bytes."""


@dataclass(frozen=True, slots=True)
class Said:
    """The acts that the newest page offered, top to bottom."""

    chat_id: int
    acts: Sequence[str]


@dataclass(frozen=True, slots=True)
class Before:
    """What is asked for before a text is read: the last page's acts, when that was, and the newest of the goods."""

    acts: Sequence[str]
    at: datetime | None
    newest: Newest


def before(arrival: Arrival, now: datetime) -> Before:
    """Without what was said too long ago."""
    counts = arrival.said_at is not None and arrival.said_at >= now - COUNTS_FOR
    return Before(arrival.acts if counts else (), arrival.said_at if counts else None, arrival.newest)


async def order_in_last_letter(shop: Shop, customer_id: int, after: datetime | None) -> int | None:
    """The one order that the newest letter was about, where it came after that moment and not longer ago than a day."""
    since = max(filter(None, (after, shop.now() - LETTER_COUNTS_FOR)))
    async with shop.store.read() as tx:
        news = await tx.messages.last_sent(customer_id, since)
    orders = {piece.backorder_id for piece in news if isinstance(piece, OrderNews)}
    return orders.pop() if len(orders) == 1 else None
