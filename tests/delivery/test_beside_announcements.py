"""Replies and order news beside a running announcement, measured on the wire."""

import asyncio
from collections.abc import Callable

import pytest
from aiogram.client.telegram import TelegramAPIServer

from bot.session import make_bot
from delivery.pace import LETTER_EVERY, Pace
from domain.policy import ShopPolicy
from tests.delivery.cast import CHATS, TOKEN, Post, Telegram, placed, playground, until
from tests.delivery.test_once import announce

READERS = range(2001, 2401)
SECONDS = 5
SPARE = 0.15  # seconds for the wire and a busy machine, beyond the turn that a reply may wait for


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_a_running_announcement_delays_no_reply_and_no_order_news(
    post: Post, record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    async with playground([*CHATS, *READERS]) as telegram:
        post.telegram = telegram
        await announce(post, *[await post.person(chat_id) for chat_id in READERS])
        await telegram.limits(30, 1)
        pace = Pace()
        async with post.on_duty(post.courier(pace=pace, policy=ShopPolicy())):
            await asyncio.sleep(0.5)
            before = await post.due()
            news = asyncio.create_task(order_news(post))
            took = await replies(telegram, pace)
            news_took = await news
            carried = before - await post.due()

        assert await telegram.violations() == 0
    took.sort()
    p50, p99 = took[len(took) // 2], took[int(len(took) * 0.99)]
    record_property("reply_p99_ms", round(p99 * 1000))
    with capsys.disabled():
        print(f"\nreplies beside {carried} announcements: p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms")  # noqa: T201
        print(f"order news beside them: {', '.join(f'{one * 1000:.0f}' for one in news_took)} ms")  # noqa: T201
    assert carried > SECONDS * 10
    assert p50 < LETTER_EVERY + SPARE
    assert min(news_took) < LETTER_EVERY + SPARE
    assert max(news_took) < 1.0


async def order_news(post: Post) -> list[float]:
    """A letter every second, to people who have read nothing yet; how long each took into the chat."""
    took: list[float] = []
    for chat_id in CHATS[-SECONDS - 1 : -1]:
        person = await post.person(chat_id)
        await asyncio.sleep(0.8)
        began = asyncio.get_running_loop().time()
        await post.write((person, placed(chat_id)))

        async def has_read(chat_id: int = chat_id) -> bool:
            return bool(await post.telegram.read(chat_id))

        await until(has_read)
        took.append(asyncio.get_running_loop().time() - began)
    return took


async def replies(telegram: Telegram, pace: Pace) -> list[float]:
    """Four replies a second, as the bot sends them; how long each took to its answer."""
    bot = make_bot(TOKEN, api=TelegramAPIServer.from_base(telegram.origin), pace=pace)
    telegram.bots.append(bot)
    took: list[float] = []

    async def reply(chat_id: int) -> None:
        began = asyncio.get_running_loop().time()
        await bot.send_message(chat_id, "Here you are.")
        took.append(asyncio.get_running_loop().time() - began)

    await reply(CHATS[-1])  # the first one opens the wire
    took.clear()
    async with asyncio.TaskGroup() as group:
        for n in range(SECONDS * 4):
            group.create_task(reply(CHATS[n]))
            await asyncio.sleep(0.25)
    return took
