"""Every process says what the merchant wants, soon after it was changed somewhere else."""

import asyncio

import pytest
from prometheus_client import CollectorRegistry

from runtime import own_words
from runtime.settings import Settings
from runtime.wiring import House
from services import sentences
from services.shop import Shop
from tests.delivery.cast import until
from wording.sentences import sentences as known
from wording.words import load_catalogues

KEY = "we-will-write-to-you-when-it-ships"


async def test_another_process_hears_of_it(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_words, "LOOK_EVERY", 0.02)
    house = House(Settings(), shop, load_catalogues(), CollectorRegistry())
    sentence, stop = known()[KEY], asyncio.Event()

    async def says(text: str) -> bool:
        return house.catalogues.words("en").say(sentence.message) == text

    async with asyncio.TaskGroup() as group:
        group.create_task(own_words.keep_fresh(house, stop))
        await sentences.put(shop, sentence, {"en": ("A note will follow.",)})
        await until(lambda: says("A note will follow."))
        await sentences.put(shop, sentence, {})
        await until(lambda: says(sentence.message))
        stop.set()
