"""Understanding takes its time off the event loop, where it takes any."""

import asyncio
import threading

import pytest

from bot.hearing import Hearing
from runtime.hearing import hearing_of
from runtime.settings import Settings
from tests.conftest import KEY
from understanding.catalogue import Catalogue
from understanding.extra import installed
from understanding.intents import Intent
from understanding.parsed import NOTHING_SAID, Parsed
from understanding.senses import Senses

GOODS = Catalogue.of(())


async def heard(hearing: Hearing, text: str) -> Parsed:
    return await hearing.parse(text, "en", NOTHING_SAID, GOODS)


async def test_without_the_embeddings_it_is_done_at_once() -> None:
    before = threading.active_count()
    assert (await heard(Hearing(), "where is my order?")).intent is Intent.ORDER_STATUS
    assert threading.active_count() == before


async def test_the_model_is_read_once_in_a_thread_of_its_own() -> None:
    readers: list[str] = []

    def read(senses: Senses) -> Senses:
        readers.append(threading.current_thread().name)
        return senses

    hearing = Hearing(meaning=read)
    assert readers == []
    found = await asyncio.gather(*(heard(hearing, text) for text in ("where is my order?", "hello", "stop")))
    assert [one.intent for one in found] == [Intent.ORDER_STATUS, Intent.SMALLTALK, Intent.UNSUBSCRIBE]
    assert len(readers) == 1
    assert readers[0].startswith("meaning")


async def test_a_model_that_cannot_be_read_costs_nobody_an_answer() -> None:
    def broken(_: Senses) -> Senses:
        raise OSError("no such model")

    hearing = Hearing(meaning=broken)
    for text in ("where is my order?", "where is my order?"):
        assert (await heard(hearing, text)).intent is Intent.ORDER_STATUS


@pytest.mark.skipif(not installed(), reason="the extra `embeddings` is not installed")
async def test_where_the_extra_is_installed_it_is_used() -> None:
    hearing = hearing_of(Settings.model_validate({"secret_keys": KEY}))
    assert (await heard(hearing, "I'd like to be put through to a living soul")).intent is Intent.HUMAN_AGENT
