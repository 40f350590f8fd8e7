"""What comes twice, comes out of order, or is cut short."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer

from bot import polling
from bot.app import feed, make_bot
from delivery.pace import Pace
from services import customers
from tests.bot.cast import Desk, Person
from tests.bot.conftest import CARD
from tests.conftest import Clock

A_MOMENT = 0.7  # seconds; many times what an update needs


@pytest.fixture
async def stuck(playground: str) -> AsyncIterator[Bot]:
    """The same bot in a process that hangs in the middle of its reply."""
    pace = Pace()
    pace.halt(30)
    bot = make_bot(CARD.token, api=TelegramAPIServer.from_base(playground), pace=pace)
    yield bot
    await bot.session.close()


async def test_an_update_that_comes_again_changes_nothing(desk: Desk, ada: Person) -> None:
    await ada._acts("say", text="/start")
    (update,) = await desk.bot.get_updates(timeout=0)

    await asyncio.gather(*(desk.dispatcher.feed_update(desk.bot, update) for _ in range(3)))
    await feed(desk.dispatcher, desk.bot, update.model_dump(mode="json", exclude_none=True, by_alias=True))

    await ada.looks()
    assert len(ada.from_bot()) == 1


async def test_what_a_crash_cuts_short_is_done_when_it_comes_again(desk: Desk, ada: Person, stuck: Bot) -> None:
    await ada._acts("say", text="/start")
    (update,) = await desk.bot.get_updates(timeout=0)
    cut_short = asyncio.create_task(desk.dispatcher.feed_update(stuck, update))
    await asyncio.sleep(A_MOMENT)
    cut_short.cancel()
    await asyncio.wait([cut_short])

    await desk.hears()

    await ada.looks()
    assert len(ada.from_bot()) == 1


async def test_who_shuts_the_bot_out_is_not_written_to_until_they_return(desk: Desk, ada: Person) -> None:
    await ada.connects()

    await ada.does("block")
    assert (await customers.read(desk.shop, "ada")).blocked

    await ada.does("unblock")
    assert not (await customers.read(desk.shop, "ada")).blocked

    await ada.does("block")
    await ada.opens()
    assert not (await customers.read(desk.shop, "ada")).blocked
    assert ada.last_text().startswith("Welcome, Ada!")


async def test_whoever_writes_again_is_known_to_have_written(desk: Desk, ada: Person, clock: Clock) -> None:
    await ada.connects()
    clock.passes(days=40)

    await ada.says("/orders")

    assert (await customers.read(desk.shop, "ada")).active_at == clock()


async def test_somebody_who_blocks_in_the_middle_disturbs_nobody(desk: Desk, ada: Person, ben: Person) -> None:
    await ada._acts("say", text="/help")
    await ada._acts("block")
    await ben._acts("say", text="/help")

    await desk.hears()

    await ada.looks()
    await ben.looks()
    assert ada.from_bot() == []
    assert ben.last_text().startswith("Das kann ich für Sie tun")


async def test_one_chats_updates_are_answered_in_order(desk: Desk, ada: Person) -> None:
    for text in ("/help", "/language", "/alerts", "/orders"):
        await ada._acts("say", text=text)

    await desk.hears()

    await ada.looks()
    starts = ("What I can do", "Which language", "You have no alerts", "There are no orders")
    assert [message["text"].startswith(start) for message, start in zip(ada.from_bot(), starts, strict=True)] == [
        True
    ] * 4


async def test_polling_acknowledges_only_what_was_handled(desk: Desk, ada: Person, ben: Person, stuck: Bot) -> None:
    await ada._acts("say", text="/help")
    await ben._acts("say", text="/help")
    crashed = asyncio.create_task(polling.poll(desk.dispatcher, stuck))
    await asyncio.sleep(A_MOMENT)
    crashed.cancel()
    await asyncio.wait([crashed])
    assert (await desk.bot.get_webhook_info()).pending_update_count == 2

    polled = asyncio.create_task(polling.poll(desk.dispatcher, desk.bot))
    await asyncio.sleep(A_MOMENT)
    assert (await desk.bot.get_webhook_info()).pending_update_count == 0
    polled.cancel()
    await asyncio.wait([polled])

    await ada.looks()
    await ben.looks()
    assert ada.last_text().startswith("What I can do for you")
    assert ben.last_text().startswith("Das kann ich für Sie tun")
    assert (len(ada.from_bot()), len(ben.from_bot())) == (1, 1)
