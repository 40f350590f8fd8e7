"""Cards of orders: found when they should look different, and what became of them noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.cards import Face
from services.shop import Shop
from services.views import BackorderView, views
from storage.cards import Claimed

LEASE = timedelta(minutes=5)
"""For the cards in one pair of hands: longer than so many take while the post is busy."""
REST = timedelta(seconds=20)
"""A card changes three times a minute at most: a queue in which much happens must not keep the post busy."""


@dataclass(frozen=True, slots=True)
class DueCard:
    """A card, the order as it is now, and how its owner reads."""

    card: Claimed
    view: BackorderView
    locale: str | None
    timezone: str | None


async def due(shop: Shop, most: int) -> list[DueCard]:
    """Cards of products that have changed since, and those that have a newer one beside them."""
    async with shop.store.glance() as tx:
        if not await tx.cards.any_due(shop.now()):
            return []
    async with shop.store.begin() as tx:
        claimed = await tx.cards.claim(shop.now(), shop.now() + LEASE, most)
    async with shop.store.read() as tx:
        seen = await views(tx, shop, await tx.sights.of_ids({card.backorder_id for card in claimed}))
        readers = await tx.customers.readers({card.customer_id for card in claimed})
    orders = {view.order.id: view for view in seen}
    return [
        DueCard(card, orders[card.backorder_id], reader.locale, reader.timezone)
        for card in claimed
        if card.backorder_id in orders and (reader := readers.get(card.customer_id)) is not None
    ]


async def still_due(shop: Shop, card: Claimed) -> bool:
    async with shop.store.glance() as tx:
        return await tx.cards.is_claimed(card)


async def keep(shop: Shop, looked_at: Sequence[tuple[Claimed, Face]]) -> None:
    """They look like this. After its last look a card is left as it is."""
    if not looked_at:
        return
    async with shop.store.begin() as tx:
        await tx.cards.end(card for card, face in looked_at if face.last)
        stay = [(card, face.revision, face.digest) for card, face in looked_at if not face.last]
        await tx.cards.seen(stay, shop.now() + REST)


async def put_off(shop: Shop, card: Claimed, span: timedelta) -> None:
    async with shop.store.begin() as tx:
        await tx.cards.put_off(card, shop.now() + span)


async def end(shop: Shop, card: Claimed) -> None:
    """The message is gone, or has said its last."""
    async with shop.store.begin() as tx:
        await tx.cards.end([card])
