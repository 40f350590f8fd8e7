"""Carries to the team's group what it must hear, in order, at Telegram's pace; what fails is tried again.

One process at a time speaks there. What a crash cuts short is done again: a line may stand there twice, none is lost.
"""

import asyncio
from datetime import timedelta
from secrets import token_hex

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message, ReplyParameters

from bot.pages import topics as pages
from bot.replies import UNCHANGED
from delivery.pace import Pace
from delivery.verdict import GiveUp, TryAgain, Wait, judge, topic_is_gone, trouble
from domain.conversations import CAPTIONED, Act, Remark, Side, topic_name
from domain.notices import Lane, MessageState
from services import relays
from services.relays import Job
from services.remarks import TEXT
from services.shop import Shop
from wording.conversations import team_said
from wording.words import Catalogues

log = structlog.get_logger()
LOOK_EVERY = 1.0  # seconds; what this process causes is seen at once, what others cause by then
PATIENCE = 20  # seconds for one call
SOON = timedelta(seconds=1)
REFUSED = timedelta(minutes=5)  # until a group that did not let us in is tried again
GIVEN_UP_AFTER = 12  # tries of one thing that Telegram refuses: an hour


class Switchboard:
    def __init__(self, shop: Shop, bot: Bot, catalogues: Catalogues, pace: Pace) -> None:
        self._shop = shop
        self._bot = bot
        self._catalogues = catalogues
        self._pace = pace
        self._lease = relays.watch(token_hex(8))
        self._chat = shop.policy.team_chat or 0
        self._t = catalogues.words(shop.policy.team_language)

    async def run(self, stop: asyncio.Event) -> None:
        """Until told to stop; without a team's group there is nothing to do."""
        while self._chat and not stop.is_set():
            self._shop.store.new_relays.clear()
            try:
                busy = await relays.take_lease(self._shop, self._lease) and await self.carry() > 0
            except Exception as error:  # noqa: BLE001 - a database that is away is waited for
                log.warning("switchboard_interrupted", **trouble(error))
                busy = False
            if not busy:
                await _first_of(stop, self._shop.store.new_relays)
        await relays.give_lease_back(self._shop, self._lease)

    async def carry(self) -> int:
        """Do what is due; answers how much it was."""
        jobs = await relays.next_jobs(self._shop)
        for job in jobs:
            await self._try(job)
        doomed = await relays.doomed(self._shop)
        for thread in doomed:
            await self._bury(thread)
        return len(jobs) + len(doomed)

    async def _try(self, job: Job) -> None:
        try:
            await self._do(job)
        except Exception as error:  # noqa: BLE001 - every failure becomes a verdict
            await self._failed(job, error)

    async def _do(self, job: Job) -> None:
        match job.relay.act:
            case Act.EDIT | Act.DELETE if relays.on_its_way(job) and not await self._withdrawn(job):
                await relays.later(self._shop, job, SOON)
                return
            case Act.EDIT:
                await self._edit(job)
            case Act.DELETE:
                await self._delete(job)
            case _:
                await self._tell(job, await self._thread(job))
                return
        await relays.done(self._shop, job)

    async def _tell(self, job: Job, thread: int) -> None:
        act, copy = job.relay.act, None
        if act is Act.REMARK and job.remark is not None:
            copy = await self._show(job, job.remark, thread)
        elif act is not Act.OPENED:
            await self._write(thread, pages.happened(act, job.conversation, self._t), self._about(job))
        if act is Act.CLOSED:
            await self._shut(thread)
        await relays.done(self._shop, job, copy)

    async def _thread(self, job: Job) -> int:
        """The customer's topic, open, with the facts in it wherever a conversation begins."""
        thread = job.thread_id
        if thread is None:
            async with self._pace.turn(self._chat, Lane.REPLIES):
                name = topic_name(job.customer)
                thread = (await self._bot.create_forum_topic(self._chat, name)).message_thread_id
            await relays.keep_topic(self._shop, job, thread)
        elif job.relay.act is Act.OPENED:
            await self._open(thread)
        if job.facts is not None:
            await self._write(thread, pages.facts_card(job.customer, job.conversation, job.facts, self._t))
        return thread

    async def _show(self, job: Job, remark: Remark, thread: int) -> int:
        """The number of its copy. What cannot be copied any more is at least said to have been there."""
        reply = self._replied(job)
        if remark.kind != TEXT and remark.chat_id and remark.message_id:
            try:
                async with self._pace.turn(self._chat, Lane.REPLIES):
                    copied = await self._bot.copy_message(
                        self._chat, remark.chat_id, remark.message_id, thread, reply_parameters=reply
                    )
            except TelegramBadRequest as error:
                if topic_is_gone(error):
                    raise
            else:
                return copied.message_id
        return (await self._write(thread, pages.shown(remark, self._t), reply)).message_id

    async def _write(self, thread: int, html: str, reply: ReplyParameters | None = None) -> Message:
        async with self._pace.turn(self._chat, Lane.REPLIES):
            return await self._bot.send_message(
                self._chat, html, message_thread_id=thread, reply_parameters=reply, request_timeout=PATIENCE
            )

    async def _open(self, thread: int) -> None:
        async with self._pace.turn(self._chat, Lane.REPLIES):
            try:
                await self._bot.reopen_forum_topic(self._chat, thread)
            except TelegramBadRequest as error:
                # It was open: nobody had closed it.
                if topic_is_gone(error):
                    raise

    async def _shut(self, thread: int) -> None:
        async with self._pace.turn(self._chat, Lane.REPLIES):
            try:
                await self._bot.close_forum_topic(self._chat, thread)
            except TelegramBadRequest as error:
                log.info("topic_not_closed", **trouble(error))

    async def _edit(self, job: Job) -> None:
        where, remark = self._other_side(job), job.remark
        if where is None or remark is None or remark.deleted_at is not None:
            return
        chat, message_id = where
        theirs = remark.side is Side.TEAM
        t = self._catalogues.words(job.customer.locale, job.customer.timezone) if theirs else self._t
        beside = remark.kind != TEXT
        html = team_said(remark.html, t, beside=beside) if theirs else remark.html or ""
        try:
            if not beside:
                await self._bot.edit_message_text(html, chat_id=chat, message_id=message_id)
            elif remark.kind in CAPTIONED:
                await self._bot.edit_message_caption(chat_id=chat, message_id=message_id, caption=html)
        except TelegramBadRequest as error:
            if UNCHANGED not in error.message and theirs:
                await self._complain(job, pages.could_not_correct(self._t))

    async def _delete(self, job: Job) -> None:
        where = self._other_side(job)
        if where is None:
            return
        chat, message_id = where
        try:
            await self._bot.delete_message(chat, message_id)
        except TelegramBadRequest:
            await self._complain(job, pages.could_not_take_back(self._t))

    async def _complain(self, job: Job, html: str) -> None:
        if job.thread_id is not None:
            await self._write(job.thread_id, html, self._about(job))

    def _other_side(self, job: Job) -> tuple[int, int] | None:
        """Where the remark's copy stands: the team's in the customer's chat, the customer's in the group."""
        remark = job.remark
        if remark is None:
            return None
        if remark.side is Side.CUSTOMER:
            return (self._chat, remark.copy_id) if remark.copy_id else None
        sent = job.letter
        if sent is None or sent.state != MessageState.SENT or sent.message_id is None or job.customer.chat_id is None:
            return None
        return job.customer.chat_id, sent.message_id

    async def _withdrawn(self, job: Job) -> bool:
        """A letter that no courier has yet need not be sent only to be deleted."""
        if job.relay.act is not Act.DELETE or job.remark is None:
            return False
        return await relays.withdrawn(self._shop, job.remark)

    def _replied(self, job: Job) -> ReplyParameters | None:
        """The team's own message where it replies to one, the copy of the customer's where it replies to that."""
        replied = job.replied
        if replied is None:
            return None
        number = replied.copy_id or (replied.message_id if replied.chat_id == self._chat else None)
        return ReplyParameters(message_id=number, allow_sending_without_reply=True) if number else None

    def _about(self, job: Job) -> ReplyParameters | None:
        """The team's own message that something is said about."""
        remark = job.remark
        if remark is None:
            return None
        number = remark.message_id if remark.chat_id == self._chat else remark.copy_id
        return ReplyParameters(message_id=number, allow_sending_without_reply=True) if number else None

    async def _failed(self, job: Job, error: Exception) -> None:
        if isinstance(error, TelegramBadRequest) and job.thread_id is not None and topic_is_gone(error):
            await relays.lose_topic(self._shop, job)
            await relays.later(self._shop, job, timedelta(0))
            return
        verdict = judge(error, job.relay.attempt + 1)
        log.warning("team_not_told", act=job.relay.act, verdict=type(verdict).__name__, **trouble(error))
        match verdict:
            case Wait(span=span, too_fast=too_fast):
                self._pace.halt(span.total_seconds(), too_fast=too_fast)
                await relays.later(self._shop, job, span)
            case TryAgain(backoff=backoff):
                await relays.later(self._shop, job, backoff)
            case GiveUp() if job.relay.act in {Act.EDIT, Act.DELETE}:
                await relays.done(self._shop, job)
            case GiveUp() if job.relay.attempt >= GIVEN_UP_AFTER and job.relay.act is not Act.OPENED:
                await relays.done(self._shop, job)
            case _:
                await relays.refused(self._shop, job, REFUSED)

    async def _bury(self, thread: int) -> None:
        try:
            async with self._pace.turn(self._chat, Lane.REPLIES):
                await self._bot.delete_forum_topic(self._chat, thread)
        except TelegramBadRequest as error:
            await relays.bury(self._shop, thread, None if topic_is_gone(error) else REFUSED)
        except Exception as error:  # noqa: BLE001 - it is tried again
            log.warning("topic_not_deleted", **trouble(error))
            await relays.bury(self._shop, thread, REFUSED)
        else:
            await relays.bury(self._shop, thread, None)


async def _first_of(*events: asyncio.Event) -> None:
    """Until one of them is set, at most a second."""
    tasks = [asyncio.ensure_future(event.wait()) for event in events]
    await asyncio.wait(tasks, timeout=LOOK_EVERY, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
