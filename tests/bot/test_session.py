"""The wire when Telegram asks for patience, and the bot's card in Telegram's apps."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import SendMessage, TelegramMethod

from bot.app import introduce, make_bot
from bot.session import LONGEST_SILENCE, MOST_HELD, Patient
from delivery.pace import Pace
from tests.bot.cast import Desk, Person
from tests.bot.conftest import CARD
from tests.delivery.test_pace import dreaming
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


def test_replies_wait_for_the_end_of_a_silence_but_not_for_ever_and_not_too_many() -> None:
    sent: list[float] = []
    with dreaming() as loop:

        async def story() -> None:
            pace = Pace(clock=loop.time)
            patient, bot = Patient(pace), Bot(CARD.token)

            async def arrives(_: Bot, method: TelegramMethod[Any]) -> Any:
                sent.append(loop.time())
                return method

            async def reply(chat_id: int) -> None:
                await patient(arrives, bot, SendMessage(chat_id=chat_id, text="Here you are."))

            pace.halt(130)
            replies = [loop.create_task(reply(chat_id)) for chat_id in range(1, MOST_HELD + 1)]
            await asyncio.sleep(0)
            with pytest.raises(TelegramRetryAfter):
                await reply(MOST_HELD + 1)
            await asyncio.gather(*replies)
            pace.halt(LONGEST_SILENCE + 1)
            with pytest.raises(TelegramRetryAfter):
                await reply(1)

        loop.run_until_complete(story())
    assert (len(sent), sent[0]) == (MOST_HELD, 130)


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
