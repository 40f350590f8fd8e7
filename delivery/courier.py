"""Carries due letters to Telegram: claims a page, words each letter, keeps the pace, notes what became of it.

One courier at a time owns a bot's pace; others stand by and take over within ten seconds of its death. No transaction
is open during a send. What a crash leaves unsettled is sent again: at least once, in order, per person. Announcements
go at most once: the books say that one leaves before it does, and after a crash a person decides about those.
"""

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

import structlog
from aiogram import Bot

from delivery.alarms import Alarms
from delivery.bag import Bag, Errand
from delivery.clerk import BATCH_EVERY, HURRIED_BATCH_EVERY, Clerk
from delivery.countdowns import Countdowns
from delivery.fates import Failure, Fate, arrived, failed, released
from delivery.halts import Halts
from delivery.intake import Intake
from delivery.metrics import Metrics
from delivery.pace import LETTERS, Pace
from delivery.telegram import send
from delivery.verdict import Wait, again, judge, trouble
from domain.notices import Lane, MessageState, News
from domain.policy import ShopPolicy
from domain.talk import TeamMessage
from storage.outbox import Posted
from storage.store import Store
from wording.notices import word
from wording.pages import Page
from wording.words import Catalogues

log = structlog.get_logger()

DEFAULTS = ShopPolicy()
LEASE = timedelta(seconds=6)  # with a look every second, somebody else takes over well within ten seconds of a crash
LOOK_EVERY = 1.0  # seconds; mail from this process is seen at once, mail from others by then
AT_ONCE = 50  # letters under way at a time
SPARE = (
    5  # kept for each lane but the last, so that it waits behind nobody of a later one; for replies beside the fifty
)
WALKS = (Lane.ANNOUNCEMENTS,) * (AT_ONCE - 2 * SPARE) + (Lane.REPLIES, Lane.SERVICE, Lane.ALERTS) * SPARE
"""The last lane of which each of them takes a letter."""
FULL_PAGE = 1000  # letters claimed ahead where nothing slows the courier down
PACED_PAGE = 3 * LETTERS  # about three seconds' worth
EXTRA = 10  # letters that each look may add to a full page, first lanes first
SLOW_BOOKS = 1.0  # seconds; whoever had to wait longer for them has lost the turn
LAST_SENDS = 8.0  # seconds that sends under way get to end when the courier is told to stop


class Courier:
    def __init__(
        self,
        store: Store,
        bot: Bot,
        catalogues: Catalogues,
        pace: Pace,
        metrics: Metrics,
        *,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
        lease: timedelta = LEASE,
        policy: ShopPolicy = DEFAULTS,
        beside: Callable[[], Coroutine[Any, Any, None]] | None = None,
    ) -> None:
        """`beside`: what else whoever is on duty does at the same pace, until cancelled."""
        self._store = store
        self._bot = bot
        self._pace = pace
        self._metrics = metrics
        self._clock = clock
        self._clerk = Clerk(
            store,
            name=f"courier:{bot.id}",
            owner=token_hex(8),
            lease=lease,
            now=now,
            clock=clock,
            batch_every=BATCH_EVERY if pace.paced else HURRIED_BATCH_EVERY,
        )
        self._now = self._clerk.now
        self._intake = Intake(store, self._clerk, catalogues, metrics, policy)
        self._page = PACED_PAGE if pace.paced and not pace.paid else FULL_PAGE
        self._alarms = Alarms(clock)
        self._halts = Halts(store, pace, self._alarms, now=self._now, alarm_after=policy.alarm_after)
        self._countdowns = Countdowns(store, bot, catalogues, pace, now=self._now)
        self._beside = (self._countdowns.run, *filter(None, [beside]))
        self._bag = Bag()
        self._more = False
        self._nudged = False
        self._stopping = False
        self._under_way: set[int] = set()
        self._all_landed = asyncio.Event()

    async def run(self, stop: asyncio.Event) -> None:
        """Carry letters until told to stop; a failing database is waited for."""
        while not stop.is_set():
            try:
                if await self._clerk.take_lease():
                    await self._shift(stop)
            except Exception as error:  # noqa: BLE001 - the post must go on; what is not settled is still due
                log.warning("courier_interrupted", **trouble(error))
            await _first_of(stop, LOOK_EVERY)

    async def _shift(self, stop: asyncio.Event) -> None:
        """While the lease is ours and nobody says stop."""
        log.info("courier_on_duty", bot=self._bot.id)
        self._bag, self._stopping = Bag(), False
        unsent: list[Posted] = []
        try:
            async with asyncio.TaskGroup() as group:
                books = group.create_task(self._clerk.keep_books(self._held, self._look_if_low))
                stopped = group.create_task(stop.wait())
                fetching = group.create_task(self._fetch())
                changing = [group.create_task(each()) for each in self._beside]
                walks = [group.create_task(self._walk(last_lane)) for last_lane in WALKS]
                await asyncio.wait({books, stopped}, return_when=asyncio.FIRST_COMPLETED)
                await self._call_back(fetching)
                unsent = [letter for letter in self._bag.held.values() if letter.id not in self._under_way]
                for task in (books, stopped, *changing, *walks):
                    task.cancel()
        finally:
            await self._clerk.close(unsent)
            log.info("courier_off_duty", bot=self._bot.id)

    async def _call_back(self, fetching: asyncio.Task[None]) -> None:
        """Claim and set out with nothing more, let what is under way end."""
        self._stopping = True
        self._store.new_mail.set()
        await asyncio.wait({fetching})
        self._bag.close()
        if self._under_way:
            self._all_landed.clear()
            await _first_of(self._all_landed, LAST_SENDS)

    async def _fetch(self) -> None:
        """Keep the bag filled: a page ahead, and at once when there is mail."""
        while not self._stopping:
            nudged, self._nudged = self._nudged, False
            self._store.new_mail.clear()
            most = self._room(nudged=nudged)
            self._more = most > 0 and await self._takes_in(most)
            await self._halts.look()
            if not (self._more and self._runs_low):
                await _first_of(self._store.new_mail, LOOK_EVERY)

    async def _takes_in(self, most: int) -> bool:
        errands, more = await self._intake.take(most)
        self._bag.put(errands)
        return more

    def _held(self) -> list[Posted]:
        return list(self._bag.held.values())

    def _look_if_low(self) -> None:
        if self._runs_low:
            self._nudged = True
            self._store.new_mail.set()

    @property
    def _runs_low(self) -> bool:
        return self._bag.waiting <= self._page // 2

    def _room(self, *, nudged: bool) -> int:
        """Also while there is enough to carry: what has come meanwhile may be more urgent. A nudge is no such sign."""
        if self._runs_low:
            return self._page - self._bag.waiting
        return EXTRA if not nudged and self._bag.waiting < 2 * self._page else 0

    async def _walk(self, last_lane: Lane) -> None:
        """Deliver one letter after the other."""
        while (errand := await self._bag.take(last_lane)) is not None:
            fate = await self._delivered(errand)
            if fate is None:
                return
            fates = [fate]
            if fate.settled.state is not MessageState.SENT:
                # Nothing overtakes a letter that must wait, and a person who is out of reach is not tried again.
                rest = self._bag.give_up_on(errand.letter.customer_id)
                fates += [released(letter) for letter in rest]
            self._clerk.note(fates)
            self._bag.back(errand)
            if not self._bag.held:
                self._clerk.that_was_the_last()
            if self._more:
                self._look_if_low()

    async def _delivered(self, errand: Errand) -> Fate | None:
        """What became of it; None when the courier was called back before it left."""
        letter = errand.letter
        try:
            page = word([self._opened(piece) for piece in letter.news], errand.words)
        except Exception as error:  # noqa: BLE001 - one letter that cannot be worded must not stop the others
            log.error("letter_not_worded", letter=letter.id, kind=letter.kind, **trouble(error))  # noqa: TRY400 - traces hold values
            return failed(errand, Failure(again(letter.attempt), type(error).__name__), self._now())
        carry = self._carried_once if letter.lane is Lane.ANNOUNCEMENTS else self._carried
        while True:
            await self._clerk.keeping_up()
            async with self._pace.turn(errand.chat_id, letter.lane):
                if self._called_back:
                    return None
                # The books may have fallen behind while it waited for its turn.
                fate = None if self._clerk.behind else await carry(errand, page)
            if fate is not None:
                return fate

    @property
    def _called_back(self) -> bool:
        return self._stopping or not self._clerk.holds_lease

    async def _carried(self, errand: Errand, page: Page) -> Fate | None:
        """What became of it; None when the whole bot must wait, and the letter with it."""
        answer = await self._answer(errand, page)
        came_of_it = answer.verdict if isinstance(answer, Failure) else answer
        self._metrics.count(came_of_it)
        self._alarms.see(came_of_it)
        if not isinstance(answer, Failure):
            self._metrics.age.observe((self._now() - errand.letter.created_at).total_seconds())
            return arrived(errand.letter, answer)
        if isinstance(answer.verdict, Wait):
            self._pace.halt(answer.verdict.span.total_seconds(), too_fast=answer.verdict.too_fast)
            return None
        return failed(errand, answer, self._now())

    async def _carried_once(self, errand: Errand, page: Page) -> Fate:
        """The same for what goes at most once: the books hear of it first. What did not leave at all is let go."""
        letter, asked_at = errand.letter, self._clock()
        if not await self._clerk.may_leave(letter) or self._called_back or self._clock() - asked_at > SLOW_BOOKS:
            return released(letter)
        return await self._carried(errand, page) or released(letter)

    def _opened(self, news: News) -> News:
        """What somebody of the team wrote lies sealed in the post."""
        return replace(news, html=self._store.vault.open(news.html)) if isinstance(news, TeamMessage) else news

    async def _answer(self, errand: Errand, page: Page) -> int | Failure:
        """The message's id, or what the failure means."""
        letter = errand.letter
        self._under_way.add(letter.id)
        try:
            return await send(
                self._bot, errand.chat_id, page, paid=self._pace.paid and letter.lane is Lane.ANNOUNCEMENTS
            )
        except Exception as error:  # noqa: BLE001 - every failure becomes a verdict
            verdict = judge(error, letter.attempt, once=letter.lane is Lane.ANNOUNCEMENTS)
            log.warning("letter_not_sent", letter=letter.id, verdict=type(verdict).__name__, **trouble(error))
            return Failure(verdict, type(error).__name__)
        finally:
            self._under_way.discard(letter.id)
            if not self._under_way:
                self._all_landed.set()


async def _first_of(event: asyncio.Event, seconds: float) -> None:
    """Until the event is set, at most so long."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
