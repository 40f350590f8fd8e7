"""Asking Telegram for updates. An update is acknowledged when it has been handled, not when it has come.

aiogram's own poller acknowledges what it has only begun to handle, so that a crash loses it; it also asks thousands of
times a second where a server does not hold the question.
"""

import asyncio
from typing import Any

import structlog
from aiogram import Bot, Dispatcher
from aiogram.exceptions import ClientDecodeError
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from pydantic import ValidationError

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "inline_query", "my_chat_member"]
"""What the bot asks Telegram for, here and by webhook. Edits matter in talks with the team only."""
HOLD = 25  # seconds for which Telegram may hold the question when there is nothing new
PATIENCE = 20  # seconds beyond that for the answer to arrive
BREATH = 0.2  # seconds between two questions while something is still being handled, or where nothing is held
TROUBLE = 3.0  # seconds before the next question when one has failed
log = structlog.get_logger()


async def poll(dispatcher: Dispatcher, bot: Bot) -> None:
    """Until cancelled. One chat's updates follow each other; a slow chat does not hold up the others."""
    async with asyncio.TaskGroup() as tasks:
        under_way: dict[int, asyncio.Task[None]] = {}
        next_id: int | None = None
        while True:
            # The offset acknowledges everything before it: it stays at the first update that is still being handled.
            came = await _ask(bot, min(under_way, default=next_id), 0 if under_way else HOLD)
            for number, update in came.items():
                if next_id is None or number >= next_id:
                    next_id = number + 1
                    under_way[number] = tasks.create_task(_handle(dispatcher, bot, update))
            if not came:
                await asyncio.sleep(BREATH)
            under_way = await _still(under_way)


async def _ask(bot: Bot, offset: int | None, hold: int) -> dict[int, Update | None]:
    """What has come since, by its number; None for what cannot be read."""
    try:
        updates = await bot.get_updates(
            offset, timeout=hold, allowed_updates=ALLOWED_UPDATES, request_timeout=hold + PATIENCE
        )
    except ClientDecodeError as broken:
        # One update that aiogram does not understand must not hide all that come after it.
        raw = broken.data.get("result") if isinstance(broken.data, dict) else None
        if raw:
            return {one["update_id"]: readable(one, bot) for one in raw}
        await _trouble(broken)
    except Exception as error:  # noqa: BLE001 - aiogram itself fails on some broken answers; asking goes on
        await _trouble(error)
    else:
        return {update.update_id: update for update in updates}
    return {}


async def _trouble(error: Exception) -> None:
    log.warning("no updates", error=type(error).__name__)
    await asyncio.sleep(TROUBLE)


def readable(raw: dict[str, Any], bot: Bot) -> Update | None:
    """None for what is no update of any kind we know: it is passed over, or it would come again for ever."""
    try:
        update = Update.model_validate(raw, context={"bot": bot})
        _ = update.event_type
    except (ValidationError, UpdateTypeLookupError) as unknown:
        log.warning("an update that cannot be read", error=type(unknown).__name__)
        return None
    return update


async def _handle(dispatcher: Dispatcher, bot: Bot, update: Update | None) -> None:
    if update is None:
        return
    try:
        await dispatcher.feed_update(bot, update)
    except Exception:
        # The next update does not wait for this one to be mended.
        log.exception("an update could not be handled")


async def _still(under_way: dict[int, asyncio.Task[None]]) -> dict[int, asyncio.Task[None]]:
    """What is still being handled a breath later."""
    if under_way:
        await asyncio.wait(under_way.values(), timeout=BREATH, return_when=asyncio.FIRST_COMPLETED)
    return {number: task for number, task in under_way.items() if not task.done()}
