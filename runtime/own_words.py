"""The merchant's words in every process: loaded at the start, and again whenever somebody changed them."""

import asyncio

import structlog

from runtime.wiring import House
from services import sentences
from wording.sentences import speak

log = structlog.get_logger()
LOOK_EVERY = 2.0  # seconds; in the process where they were changed it is at once


async def refresh(house: House) -> str | None:
    """Say what the merchant wants from now on; answers the version of it."""
    version = await sentences.version(house.shop)
    speak(house.catalogues, await sentences.everything(house.shop))
    return version


async def keep_fresh(house: House, stop: asyncio.Event) -> None:
    """Until told to stop; a failing database is waited for."""
    known: str | None = None
    while not stop.is_set():
        try:
            if await sentences.version(house.shop) != known:
                known = await refresh(house)
        except Exception as error:  # noqa: BLE001 - the words that are known go on being said
            log.warning("own_words_not_read", error=type(error).__name__)
        try:
            async with asyncio.timeout(LOOK_EVERY):
                await stop.wait()
        except TimeoutError:
            continue
