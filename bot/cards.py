"""Cards of orders, kept true where they stand: the date, the place in line, what is set aside. Nobody is pinged."""

import asyncio
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest

from bot.chats import Chats
from bot.pages import backorders as pages
from bot.replies import UNCHANGED, on_own_page
from delivery.pace import Pace
from delivery.telegram import change
from delivery.verdict import GiveUp, TryAgain, Verdict, Wait, judge, trouble
from domain.notices import Lane
from services import cards, customers
from services.cards import DueCard
from services.shop import Shop
from wording.pages import Page
from wording.words import Catalogues

log = structlog.get_logger()
LOOK_EVERY = 2.0  # seconds
AT_ONCE = 100  # cards claimed at a time
LONGEST_CHANGE = 3.0  # seconds; meanwhile whoever writes in that chat waits for an answer
SOON = timedelta(seconds=2)  # until a chat in which something is happening is looked at again
AGAIN = timedelta(minutes=1)  # until what failed is tried again


class Cards:
    """Works for the courier on duty, in the lane of alerts. A change done twice looks as if done once."""

    def __init__(self, shop: Shop, bot: Bot, catalogues: Catalogues, pace: Pace, chats: Chats) -> None:
        self._shop = shop
        self._bot = bot
        self._catalogues = catalogues
        self._pace = pace
        self._chats = chats

    async def run(self) -> None:
        """Until cancelled; a failing database is waited for."""
        while True:
            found = 0
            try:
                found = await self.look()
            except Exception as error:  # noqa: BLE001 - what was claimed is due again when the claim ends
                log.warning("cards_interrupted", **trouble(error))
            if found < AT_ONCE:
                await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> int:
        """Change what should look different; answers how many cards were looked at."""
        found = await cards.due(self._shop, AT_ONCE)
        drawn = [(due, self._drawn(due)) for due in found]
        as_before = [(due, page) for due, page in drawn if page.face and page.face.digest == due.card.digest]
        await cards.keep(self._shop, [(due.card, page.face) for due, page in as_before if page.face])
        same = {due.card.id for due, _ in as_before}
        for due, page in drawn:
            if due.card.id not in same:
                await self._change(due, page)
        return len(found)

    def _drawn(self, due: DueCard) -> Page:
        """As its reader should see it now; an outlived one has no face any more."""
        t = self._catalogues.words(due.locale, due.timezone)
        return pages.outlived(due.view, t) if due.card.outlived else pages.card(due.view, t)

    async def _change(self, due: DueCard, page: Page) -> None:
        async with self._pace.turn(None, Lane.ALERTS):
            turn = self._chats.turn(due.card.chat_id)
            # Whoever writes just now is answered first, and that answer may draw this very card.
            if turn.locked():
                await cards.put_off(self._shop, due.card, SOON)
                return
            async with turn:
                if not await cards.still_due(self._shop, due.card):
                    return
                verdict = await self._changed(due, page)
                await self._settle(due, page, verdict)

    async def _changed(self, due: DueCard, page: Page) -> Verdict | None:
        """None where it looks as it should."""
        try:
            async with asyncio.timeout(LONGEST_CHANGE):
                await change(self._bot, due.card.chat_id, due.card.message_id, on_own_page(page))
        except TelegramBadRequest as refused:
            return None if UNCHANGED in refused.message else judge(refused, 1)
        except Exception as error:  # noqa: BLE001 - every failure becomes a verdict
            return judge(error, 1)
        return None

    async def _settle(self, due: DueCard, page: Page, verdict: Verdict | None) -> None:
        match verdict:
            case None if page.face is not None:
                await cards.keep(self._shop, [(due.card, page.face)])
            case GiveUp(blocks=True):
                await customers.set_blocked(self._shop, due.card.chat_id, blocked=True)
                await cards.put_off(self._shop, due.card, AGAIN)
            case Wait():
                self._pace.halt(verdict.span.total_seconds(), too_fast=verdict.too_fast)
                await cards.put_off(self._shop, due.card, verdict.span)
            case TryAgain():
                await cards.put_off(self._shop, due.card, AGAIN)
            case _:
                # An outlived card has said its last; a message that is gone will not come back.
                await cards.end(self._shop, due.card)
