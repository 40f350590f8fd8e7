"""Long polling: held, confirmed, one poller at a time, only what the bot wants to hear."""

import asyncio
import time

import pytest

from playground.app import BotCard
from tests.playground.conftest import ADA, BOB, TOKEN, Bench, serving


async def say(bench: Bench, *texts: str) -> None:
    for text in texts:
        await bench.person(ADA, "say", text=text)


async def texts(bench: Bench, **args: object) -> list[str]:
    return [update["message"]["text"] for update in await bench.updates(**args)]


async def test_updates_come_in_order_and_stay_until_confirmed(bench: Bench) -> None:
    await say(bench, "one", "two", "three")
    first = await bench.updates(limit=2)
    assert [update["message"]["text"] for update in first] == ["one", "two"]
    assert await texts(bench) == ["one", "two", "three"]
    assert await texts(bench, offset=first[-1]["update_id"] + 1) == ["three"]
    assert await texts(bench) == ["three"]
    assert await texts(bench, offset=first[-1]["update_id"] + 2) == []


async def test_a_negative_offset_keeps_that_many_from_the_end(bench: Bench) -> None:
    await say(bench, "one", "two", "three")
    assert await texts(bench, offset=-2) == ["two", "three"]
    assert await texts(bench) == ["two", "three"]
    assert await texts(bench, offset=-9) == ["two", "three"]


async def test_a_poll_is_held_until_something_happens(bench: Bench) -> None:
    poll = asyncio.create_task(texts(bench, timeout=30))
    await asyncio.sleep(0.1)
    assert not poll.done()
    await say(bench, "now")
    assert await asyncio.wait_for(poll, 2) == ["now"]


async def test_a_poll_ends_empty_after_its_time(bench: Bench) -> None:
    began = time.monotonic()
    assert await bench.updates(timeout=1) == []
    assert 0.9 < time.monotonic() - began < 3


async def test_of_two_pollers_the_earlier_is_told_to_go(bench: Bench) -> None:
    first = asyncio.create_task(bench.refused("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    second = asyncio.create_task(texts(bench, timeout=30))
    assert await asyncio.wait_for(first, 2) == (
        "409 Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    await say(bench, "for the second")
    assert await asyncio.wait_for(second, 2) == ["for the second"]


async def test_allowed_updates_are_remembered(bench: Bench) -> None:
    await bench.updates(allowed_updates=["callback_query"])
    await say(bench, "unheard")
    await bench.person(ADA, "block")
    assert await bench.updates() == []
    assert (await bench.bot("getWebhookInfo"))["allowed_updates"] == ["callback_query"]
    await bench.updates(allowed_updates="nonsense")
    assert (await bench.bot("getWebhookInfo"))["allowed_updates"] == ["callback_query"]
    await bench.updates(allowed_updates=[])
    await bench.person(ADA, "unblock")
    (update,) = await bench.updates()
    assert update["my_chat_member"]["new_chat_member"]["status"] == "member"


async def test_each_bot_has_its_own_chats() -> None:
    cards = [BotCard(TOKEN, "shop_bot", "Shop"), BotCard("77:x", "other_bot", "Other")]
    async with serving(bots=cards) as bench:
        assert (await bench.answer("POST", f"/playground/people/{ADA}/say", {"text": "hi"}))[0] == 400
        await bench.ask("POST", f"/playground/people/{ADA}/say?bot=other_bot", {"text": "hi"})
        assert await bench.updates() == []
        _, other = await bench.raw("getUpdates", token="77:x")
        assert other["result"][0]["message"]["text"] == "hi"
        assert (await bench.answer("GET", f"/playground/people/{ADA}/chat?bot=nobody_bot"))[0] == 404
        assert len((await bench.ask("GET", f"/playground/people/{ADA}/chat?bot=shop_bot"))["messages"]) == 0


async def test_any_token_will_do_where_that_is_wished() -> None:
    token = "555:whatever-abcdefghijklmnopqrstuvwxy"
    async with serving(bots=[], any_token=True) as bench:
        assert (await bench.answer("POST", f"/playground/people/{ADA}/say", {"text": "hi"}))[0] == 404
        _, me = await bench.raw("getMe", token=token)
        assert (me["result"]["id"], me["result"]["username"]) == (555, "bot555_bot")
        await bench.person(ADA, "say", text="hi")
        _, found = await bench.raw("getUpdates", token=token)
        assert found["result"][0]["message"]["text"] == "hi"


@pytest.mark.parametrize(
    "token",
    [
        "nonsense",
        "nonsense:abcdefghijklmnopqrstuvwxyz012345678",
        "555abcdefghijklmnopqrstuvwxyz012345678",
        ":abcdefghijklmnopqrstuvwxyz012345678",
        "555:abcdefghijklmnopqrstuvwxyz 12345678",
        "555:abcdefghijklmnopqrstuvwxyz012345678%0A",
        "٥٥٥:abcdefghijklmnopqrstuvwxyz012345678",
    ],
)
async def test_what_is_no_token_is_refused_even_where_any_will_do(token: str) -> None:
    async with serving(bots=[], any_token=True) as bench:
        refused = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        assert await bench.raw("getMe", token=token) == (401, refused)
        assert (await bench.ask("GET", "/playground/bots"))["items"] == []


async def test_people_come_only_at_the_first_start() -> None:
    async with serving() as bench:
        people = (await bench.ask("GET", "/playground/people"))["items"]
        assert [(person["id"], person["first_name"], person["language_code"]) for person in people] == [
            (ADA, "Ada", "en"),
            (BOB, "Björn", "de"),
        ]
