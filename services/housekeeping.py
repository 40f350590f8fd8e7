"""What has served its time goes; what must hold is proved."""

from datetime import timedelta

from services.said import COUNTS_FOR
from services.shop import Shop
from storage.checks import Disagreement

UPDATES_KEPT = timedelta(days=2)
"""Telegram repeats an update for at most 24 hours."""
ANSWERS_KEPT = timedelta(days=2)
"""How long an idempotency key is remembered."""
CARDS_KEPT = timedelta(days=30)
"""Since anybody has asked for the order or written anything."""
MOST_CARDS = 5_000
"""That go in one tick; the rest goes in the next."""
COUNTDOWNS_KEPT = timedelta(days=30)
"""After the end of a hold whose message says what became of it."""


async def clean(shop: Shop) -> int:
    """Answers how many rows went."""
    async with shop.store.begin() as tx:
        gone = await tx.updates.forget_before(shop.now() - UPDATES_KEPT)
        gone += await tx.said.forget_before(shop.now() - COUNTS_FOR)
        gone += await tx.cards.forget(await tx.cards.outdated(shop.now() - CARDS_KEPT, MOST_CARDS))
        gone += await tx.countdowns.clean(shop.now() - COUNTDOWNS_KEPT)
        return gone + await tx.claims.forget_before(shop.now() - ANSWERS_KEPT)


async def verify(shop: Shop) -> list[Disagreement]:
    """Compare every stored figure with the rows it stands for. Empty when all is well."""
    async with shop.store.read() as tx:
        return await tx.checks.all()
