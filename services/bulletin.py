"""The news of one event, gathered per person while a use case runs: one event makes one message per person."""

import secrets
from collections import defaultdict
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.notices import Kind, Lane, Letter, News, weight
from domain.policy import ShopPolicy
from services.shop import Shop
from storage.customers import Reader
from storage.store import Tx

MOST_PER_LETTER = 8
"""Pieces of news that fit one message whatever they say (Telegram: 4096 characters)."""


class Bulletin:
    """`event` names what happened, once and for all: it becomes part of each letter's key."""

    def __init__(self, event: str) -> None:
        self.event = event
        self._news: dict[int, list[News]] = defaultdict(list)

    def tell(self, customer_id: int, news: News) -> None:
        self._news[customer_id].append(news)

    def letters(self) -> list[Letter]:
        """Each person's news, the weightiest first."""
        return [
            Letter(f"{self.event}:{customer_id}:{start}", customer_id, tuple(sorted(pieces, key=weight)[start:end]))
            for customer_id, pieces in self._news.items()
            for start in range(0, len(pieces), MOST_PER_LETTER)
            for end in (start + MOST_PER_LETTER,)
        ]

    async def post(self, tx: Tx, shop: Shop) -> None:
        """Into the outbox, each letter due when its reader may be disturbed."""
        letters = self.letters()
        now = shop.now()
        alerted = [letter.customer_id for letter in letters if _can_wait(letter)]
        readers = await tx.customers.readers(alerted) if alerted and shop.policy.quiet_hours else {}
        await tx.outbox.add([(x, _due(shop.policy, x, readers.get(x.customer_id), now)) for x in letters], now)


def bulletin_for(cause: str) -> Bulletin:
    """For an event that has no number of its own and may happen again: two are never taken for one."""
    return Bulletin(f"{cause}@{secrets.token_hex(8)}")


def _due(policy: ShopPolicy, letter: Letter, reader: Reader | None, now: datetime) -> datetime:
    """Service news goes at any hour; what can wait comes in the morning of the person's own zone."""
    if policy.quiet_hours is None or not _can_wait(letter) or reader is None:
        return now
    return policy.quiet_hours.postponed(now, zone_of(reader.timezone, policy.zone))


def _can_wait(letter: Letter) -> bool:
    """Alerts, and questions that only the calendar has raised."""
    return letter.lane >= Lane.ALERTS or letter.kind is Kind.LONG_WAIT


def zone_of(name: str | None, otherwise: ZoneInfo) -> ZoneInfo:
    try:
        return ZoneInfo(name) if name else otherwise
    except (ZoneInfoNotFoundError, ValueError):
        return otherwise
