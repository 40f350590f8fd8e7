"""The wire when Telegram asks for patience, and the bot's card in Telegram's apps."""

import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot.app import introduce, make_bot
from delivery.pace import Pace
from tests.bot.cast import Desk, Person
from tests.bot.conftest import CARD
from wording.words import Catalogues


async def fault(desk: Desk, method: str, code: int, **details: object) -> None:
    body = {"method": method, "error_code": code, "times": 1} | details
    (await desk.http.post("/playground/faults", json=body)).raise_for_status()


async def test_a_429_is_waited_for(desk: Desk, ada: Person) -> None:
    await fault(desk, "sendMessage", 429, retry_after=1)
    begun = time.monotonic()

    await ada.says("/help")

    assert time.monotonic() - begun >= 1
    assert ada.last_text().startswith("What I can do for you")


async def test_a_stumble_is_tried_again(desk: Desk, ada: Person) -> None:
    await fault(desk, "sendMessage", 502)
    await ada.says("/help")
    assert ada.last_text().startswith("What I can do for you")


@pytest.fixture
async def paced(playground: str) -> AsyncIterator[Bot]:
    bot = make_bot(CARD.token, api=TelegramAPIServer.from_base(playground), pace=Pace())
    yield bot
    await bot.session.close()


async def test_a_silence_of_hours_is_not_waited_for(desk: Desk, ada: Person, paced: Bot) -> None:
    await ada.opens()
    await fault(desk, "editMessageText", 429, retry_after=3600)
    begun = time.monotonic()

    ada.desk = replace(desk, bot=paced)
    await ada.taps("Help")

    assert time.monotonic() - begun < 5


async def test_replies_to_one_chat_keep_its_pace(desk: Desk, ada: Person, paced: Bot) -> None:
    await desk.http.put("/playground/limits", json={"per_bot": 30, "per_chat": 1})
    before = (await desk.http.get("/playground/limits")).json()["violations"]
    try:
        await ada.does("open")
        for text in ("one", "two"):
            await paced.send_message(ada.id, text)
        limits = (await desk.http.get("/playground/limits")).json()
    finally:
        await desk.http.put("/playground/limits", json={"per_bot": None, "per_chat": None})
    assert limits["violations"] - before <= 1  # the first may follow the greeting of the unpaced bot too closely


async def test_the_bot_introduces_itself_in_both_languages(bot: Bot, catalogues: Catalogues) -> None:
    await introduce(bot, catalogues)
    await introduce(bot, catalogues)

    assert (await bot.get_my_name()).name == "Nachschub: your orders"
    assert (await bot.get_my_name(language_code="de")).name == "Nachschub: Ihre Bestellungen"
    assert "wieder da" in (await bot.get_my_description(language_code="de")).description
    german = await bot.get_my_commands(language_code="de")
    assert [command.description for command in german][:2] == ["Meine Bestellungen", "Bestellung verbinden"]
    assert [command.command for command in german] == [
        "orders",
        "link",
        "find",
        "suggestions",
        "alerts",
        "alternatives",
        "announcements",
        "settings",
        "privacy",
        "person",
        "help",
        "menu",
    ]
