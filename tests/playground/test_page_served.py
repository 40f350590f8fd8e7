"""The page's files, the guide, the stream of events, and a clean stop."""

import asyncio
import json
import time
from typing import Any

import aiohttp

from playground.app import Guide, GuideCall, GuideLink
from tests.playground.conftest import ADA, BOB, TOKEN, Bench, serving

GUIDE = Guide(
    api="http://127.0.0.1:8080",
    key="k",
    calls=(GuideCall({"en": "Book", "de": "Buchen"}, "POST", "/v1/stock/receipts", {"sku": "mug"}, {"en": "{left}"}),),
    links=(GuideLink({"en": "Mug", "de": "Becher"}, "p_mug"),),
)


async def test_the_page_is_served_under_a_strict_policy(bench: Bench) -> None:
    for path in ("/", "/page/", "/page/index.html"):
        async with bench.http.get(bench.origin + path) as answer:
            assert (answer.status, answer.content_type) == (200, "text/html")
            policy = answer.headers["Content-Security-Policy"]
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
            assert "connect-src 'self' http://127.0.0.1:9;" in policy
    for path in ("/page/nothing.js", "/page/..%2fapp.py", "/page/%2e%2e/app.py", "/nothing"):
        async with bench.http.get(bench.origin + path) as answer:
            assert answer.status == 404


async def test_the_guide() -> None:
    async with serving(guide=GUIDE) as bench:
        guide = await bench.ask("GET", "/playground/guide")
        assert guide["calls"] == [
            {
                "title": {"en": "Book", "de": "Buchen"},
                "method": "POST",
                "path": "/v1/stock/receipts",
                "body": {"sku": "mug"},
                "told": {"en": "{left}"},
            }
        ]
        assert guide["links"] == [{"title": {"en": "Mug", "de": "Becher"}, "payload": "p_mug"}]
    async with serving() as bench:
        assert await bench.ask("GET", "/playground/guide") == {"api": None, "key": None, "calls": [], "links": []}


class Ear:
    """Reads a stream of events."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self.answer = answer

    async def next(self) -> dict[str, Any]:
        async with asyncio.timeout(3):
            while True:
                line = await self.answer.content.readline()
                if line.startswith(b"data: "):
                    event: dict[str, Any] = json.loads(line[6:])
                    return event


async def test_events_come_as_they_happen(bench: Bench) -> None:
    everybody = await bench.http.get(f"{bench.origin}/playground/events")
    ada_only = await bench.http.get(f"{bench.origin}/playground/people/{ADA}/events")
    assert everybody.content_type == "text/event-stream"
    ear, ada = Ear(everybody), Ear(ada_only)
    await bench.person(BOB, "say", text="hallo")
    assert (await ear.next())["type"] == "person"
    event = await ear.next()
    assert (event["type"], event["person"], event["message"]["text"]) == ("message", BOB, "hallo")

    sent = await bench.bot(
        "sendMessage", chat_id=ADA, text="x", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    )
    await bench.bot("sendChatAction", chat_id=ADA, action="typing")
    query = await bench.person(ADA, "press", message_id=sent["message_id"], data="a")
    await bench.bot("answerCallbackQuery", **query, text="ok")
    await bench.bot("editMessageText", chat_id=ADA, message_id=sent["message_id"], text="y")
    await bench.bot("deleteMessage", chat_id=ADA, message_id=sent["message_id"])
    await bench.person(ADA, "block")
    kinds = ["message", "typing", "answer", "edit", "delete", "block"]
    for listener in (ear, ada):
        heard = [await listener.next() for _ in kinds]
        assert [event["type"] for event in heard] == kinds
        assert {event["person"] for event in heard} == {ADA}
    everybody.close()
    ada_only.close()


async def test_held_polls_and_open_streams_end_with_the_server() -> None:
    async with serving() as bench, aiohttp.ClientSession() as other:
        stream = await other.get(f"{bench.origin}/playground/events")
        poll = asyncio.create_task(other.get(f"{bench.origin}/bot{TOKEN}/getUpdates?timeout=50"))
        await bench.ask("POST", "/playground/faults", {"method": "getMe", "kind": "hang", "seconds": 60})
        hanging = asyncio.create_task(other.get(f"{bench.origin}/bot{TOKEN}/getMe"))
        await asyncio.sleep(0.1)
        began = time.monotonic()
        bench.stop()
        assert (await (await poll).json()) == {"ok": True, "result": []}
        assert (await hanging).status == 504
        await stream.content.read()
    assert time.monotonic() - began < 1.5
