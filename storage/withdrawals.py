"""Alerts that tell nobody: taken out of the outbox because their units are gone, or never read."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.notices import Kind, Lane, MessageState
from domain.subscriptions import SubscriptionState
from storage.digests import KEPT_OUT, NOT_LINKED, SIGNED_UP_AGAIN
from storage.outbox import DUE
from storage.sets import among
from storage.tables import outbox, subscriptions

GONE = "gone"
"""The ledger's reason for a letter whose units went to somebody else before it left."""
t, s = outbox.c, subscriptions.c


@dataclass(frozen=True, slots=True)
class Unsent:
    """Somebody whose message about units has not left yet; `attempt` guards taking it back."""

    subscription_id: int
    quantity: int
    letter_id: int
    attempt: int
    news: Sequence[dict[str, Any]]


class Withdrawals:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def of_alert(self, subscription_id: int, now: datetime) -> bool:
        """Take back the message about one sign-up's units. False where it has left, or is just leaving."""
        for unsent in await self._unsent(now, s.id == subscription_id):
            if await self.take_back(unsent):
                return True
        return False

    async def latest_told(self, sku: str, since: datetime, now: datetime) -> list[Unsent]:
        """Those told since then, without a hold, whose messages have not left yet; who was told last comes first."""
        return await self._unsent(now, s.sku == sku, s.state == SubscriptionState.TOLD.value, s.told_at > since)

    async def take_back(self, unsent: Unsent) -> bool:
        """The letter goes without this piece of news, or not at all."""
        rest = [piece for piece in unsent.news if not _tells_of(piece, unsent.subscription_id)]
        what = (
            {"news": rest, "kind": rest[0]["kind"]} if rest else {"state": MessageState.DROPPED.value, "reason": GONE}
        )
        statement = update(outbox).where(t.id == unsent.letter_id, t.attempt == unsent.attempt, DUE)
        taken = bool((await self._connection.execute(statement.values(what))).rowcount)
        if taken:
            told = update(subscriptions).where(s.id == unsent.subscription_id, s.state == SubscriptionState.TOLD.value)
            # As if nobody had told them: they stand where they stood.
            await self._connection.execute(told.values(state=SubscriptionState.ACTIVE.value, told_at=None))
        return taken

    async def of_unread(self, letters: Collection[int]) -> None:
        """Of letters that are settled now: where the person was out of reach, nobody was told or asked by them.

        Whom only the shop knows counts as told: it may do that by its own means.

        Who counts as told loses `told_at`, by which the next wave knows them; whose wave is over is in line again; and
        who was to be asked is asked another time.
        """
        if not letters:
            return
        unread = (
            select(t.news, t.reason)
            .where(among(self._connection, t.id, letters), t.lane != Lane.ANNOUNCEMENTS.value)
            .where(t.state == MessageState.DROPPED.value, t.reason.in_([*KEPT_OUT, NOT_LINKED]))
        )
        found = (await self._connection.execute(unread)).all()
        pieces = [piece for row in found for piece in row.news]
        kept_out = [piece for row in found if row.reason != NOT_LINKED for piece in row.news]
        told = s.state.in_([SubscriptionState.TOLD.value, SubscriptionState.HELD.value])
        ended = (s.state == SubscriptionState.ENDED.value) & s.told_at.is_not(None) & ~SIGNED_UP_AGAIN
        alerts = _about(kept_out, Kind.BACK_IN_STOCK)
        await self._change(alerts, told, told_at=None)
        await self._change(alerts, ended, told_at=None, state=SubscriptionState.ACTIVE.value)
        asked = s.state == SubscriptionState.ACTIVE.value
        await self._change(_about(pieces, Kind.ALERT_ENDING), asked, asked_at=None)

    async def _change(self, alerts: Collection[int], which: ColumnElement[bool], **what: object) -> None:
        if alerts:
            changed = update(subscriptions).where(among(self._connection, s.id, alerts), which)
            await self._connection.execute(changed.values(what))

    async def _unsent(self, now: datetime, *which: ColumnElement[bool]) -> list[Unsent]:
        """Not in a courier's hands: never claimed, or claimed by one who is gone or will try again by and by."""
        resting = or_(t.attempt == 0, t.due_at <= now)
        query = (
            select(s.id, s.quantity, t.id.label("letter_id"), t.attempt, t.news)
            .join_from(subscriptions, outbox, t.customer_id == s.customer_id)
            .where(*which, DUE, resting)
            .order_by(s.told_at.desc(), s.created_at.desc(), s.id.desc())
        )
        rows = [Unsent(*row) for row in await self._connection.execute(query)]
        return [row for row in rows if any(_tells_of(piece, row.subscription_id) for piece in row.news)]


def _about(pieces: Iterable[dict[str, Any]], kind: Kind) -> set[int]:
    """The sign-ups that pieces of that kind are about."""
    return {piece["facts"]["subscription_id"] for piece in pieces if piece["kind"] == kind.value}


def _tells_of(piece: dict[str, Any], subscription_id: int) -> bool:
    tells: bool = piece["kind"] == Kind.BACK_IN_STOCK.value and piece["facts"]["subscription_id"] == subscription_id
    return tells
