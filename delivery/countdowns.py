"""Messages about held units, kept true where they stand: how much time is left, and what became of the units."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from aiogram import Bot

from delivery.pace import Pace
from delivery.telegram import change
from delivery.verdict import GiveUp, Wait, judge, trouble
from domain.notices import BackInStock, Countdown, Lane, MessageState, News
from domain.subscriptions import next_step
from storage.countdowns import Held, Told
from storage.customers import Reader
from storage.store import Store
from wording.notices import word
from wording.pages import Page
from wording.words import Catalogues

log = structlog.get_logger()

LOOK_EVERY = 1.0  # seconds
AT_ONCE = 20  # messages claimed at a time
LEASE = timedelta(minutes=1)  # for that claim: far longer than so many take
AGAIN = timedelta(minutes=1)  # until what failed, or has not been sent yet, is tried again
TOO_LATE = timedelta(days=1)  # after the end of a hold nobody looks at the message any more


class Countdowns:
    """Works for the courier on duty, in the lane of alerts. A change done twice looks as if done once."""

    def __init__(
        self, store: Store, bot: Bot, catalogues: Catalogues, pace: Pace, *, now: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._bot = bot
        self._catalogues = catalogues
        self._pace = pace
        self._now = now

    async def run(self) -> None:
        """Until cancelled; a failing database is waited for."""
        while True:
            found: Sequence[Held] = ()
            try:
                found = await self._claimed()
                for held in found:
                    await self._keep_true(held)
            except Exception as error:  # noqa: BLE001 - what was claimed is due again when the claim ends
                log.warning("countdowns_interrupted", **trouble(error))
            if len(found) < AT_ONCE:
                await asyncio.sleep(LOOK_EVERY)

    async def _claimed(self) -> Sequence[Held]:
        async with self._store.read() as tx:
            if not await tx.countdowns.any_due(self._now()):
                return ()
        async with self._store.begin() as tx:
            return await tx.countdowns.claim(self._now(), self._now() + LEASE, AT_ONCE)

    async def _keep_true(self, held: Held) -> None:
        async with self._store.read() as tx:
            told = await tx.countdowns.letter(held)
            reader = (await tx.customers.readers([told.customer_id])).get(told.customer_id) if told else None
            known = await tx.countdowns.of(_alerts(told.news)) if told else []
        again_at = await self._changed(held, told, reader, known)
        async with self._store.begin() as tx:
            await tx.countdowns.settle(held, again_at)

    async def _changed(
        self, held: Held, told: Told | None, reader: Reader | None, known: Sequence[Held]
    ) -> datetime | None:
        """When it should change next; None when it says for good what there is to say, or cannot be reached."""
        now = self._now()
        if told is None or reader is None or reader.chat_id is None or reader.blocked:
            return None
        if told.state is MessageState.DUE and now < held.held_until + TOO_LATE:
            return now + AGAIN
        if told.message_id is None:
            return None
        words = self._catalogues.words(reader.locale, reader.timezone)
        page = word([as_it_is(piece, known, now) for piece in told.news], words)
        if page.document is None and not await self._shown(reader.chat_id, told.message_id, page):
            return now + AGAIN if now < held.held_until + TOO_LATE else None
        return None if held.outcome else next_step(now, held.told_at, held.held_until)

    async def _shown(self, chat_id: int, message_id: int, page: Page) -> bool:
        """False where it is worth another try."""
        async with self._pace.turn(chat_id, Lane.ALERTS):
            try:
                await change(self._bot, chat_id, message_id, page)
            except Exception as error:  # noqa: BLE001 - every failure becomes a verdict
                verdict = judge(error, 1)
                if isinstance(verdict, Wait):
                    self._pace.halt(verdict.span.total_seconds(), too_fast=verdict.too_fast)
                # Gone, too old, or unchanged: there is nothing that another try could mend.
                return isinstance(verdict, GiveUp)
        return True


def _alerts(news: Sequence[News]) -> list[int]:
    return [piece.subscription_id for piece in news if isinstance(piece, BackInStock)]


def as_it_is(piece: News, known: Sequence[Held], now: datetime) -> News | Countdown:
    """A piece of the letter as it should read now; what is not held stays as it was."""
    if not isinstance(piece, BackInStock) or piece.held_until is None:
        return piece
    mine = (h for h in known if (h.subscription_id, h.held_until) == (piece.subscription_id, piece.held_until))
    held = next(mine, None)
    return Countdown(piece, piece.held_until - now, held.outcome) if held else piece
