"""Telegram's pace and faults on request."""

import json
import time

import aiohttp
import pytest

from playground.limits import Limits, Window
from playground.wire import WireError
from tests.playground.conftest import ADA, BOB, TOKEN, Bench, serving


class Watch:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_windows_allow_what_keeps_the_pace_and_refuse_what_does_not() -> None:
    watch = Watch()
    limits = Limits(watch)
    limits.change(None, 1, None)
    for _ in range(50):
        limits.spend(1, ADA)
        watch.now += 0.96
    watch.now -= 0.1
    with pytest.raises(WireError) as too_fast:
        limits.spend(1, ADA)
    assert (too_fast.value.code, too_fast.value.parameters) == (429, {"retry_after": 1})
    limits.spend(1, BOB)
    assert limits.violations == 1


def test_thirty_a_second_for_the_bot_and_twenty_a_minute_for_a_group() -> None:
    watch = Watch()
    limits = Limits(watch)
    for chat in range(30):
        limits.spend(1, chat + 1)
    with pytest.raises(WireError):
        limits.spend(1, 99)
    limits.spend(2, 99)
    for _ in range(20):
        watch.now += 1
        limits.spend(1, -5)
    watch.now += 1
    with pytest.raises(WireError) as too_fast:
        limits.spend(1, -5)
    assert 30 < (too_fast.value.parameters or {})["retry_after"] <= 40


def test_what_is_paid_for_has_a_pace_of_its_own() -> None:
    limits = Limits(Watch())
    for chat in range(1000):
        limits.spend(1, chat + 1, paid=True)
    limits.spend(1, 2000)  # the others are not held up
    with pytest.raises(WireError):
        limits.spend(1, 2001, paid=True)


def test_slow_paces_have_longer_windows() -> None:
    assert Window.of(0.5, 1) == Window(1, 1.9)
    assert Window.of(20, 60) == Window(20, 57.0)


async def test_the_limits_are_on_at_the_start_and_can_be_switched() -> None:
    async with serving() as bench:
        fresh = {"per_bot": 30, "per_chat": 1, "per_group": 20, "violations": 0}
        assert await bench.ask("GET", "/playground/limits") == fresh
        await bench.person(ADA, "open")
        sent = await bench.bot("sendMessage", chat_id=ADA, text="one")
        status, answer = await bench.raw("sendMessage", chat_id=ADA, text="two")
        assert (status, answer["description"]) == (429, "Too Many Requests: retry after 1")
        assert answer["parameters"] == {"retry_after": 1}
        await bench.bot("editMessageText", chat_id=ADA, message_id=sent["message_id"], text="edits are free")
        assert (await bench.ask("GET", "/playground/limits"))["violations"] == 1
        off = await bench.ask("PUT", "/playground/limits", {"per_bot": None, "per_chat": None})
        assert off == {"per_bot": None, "per_chat": None, "per_group": None, "violations": 1}
        for number in range(40):
            await bench.bot("sendMessage", chat_id=ADA, text=str(number))
        on = await bench.ask("PUT", "/playground/limits", {"per_chat": 2, "per_group": 5})
        assert on == {"per_bot": None, "per_chat": 2, "per_group": 5, "violations": 1}


async def test_faults_meet_the_next_calls_and_are_used_up(bench: Bench) -> None:
    await bench.person(BOB, "open")
    fault = {"method": "sendMessage", "chat_id": ADA, "error_code": 429, "retry_after": 7, "times": 2}
    await bench.ask("POST", "/playground/faults", fault)
    assert (await bench.ask("GET", "/playground/faults"))["items"][0]["times"] == 2
    await bench.bot("sendMessage", chat_id=BOB, text="not him")
    for _ in range(2):
        status, answer = await bench.raw("sendMessage", chat_id=ADA, text="x")
        assert (status, answer["parameters"]) == (429, {"retry_after": 7})
    await bench.bot("sendMessage", chat_id=ADA, text="x")
    assert (await bench.ask("GET", "/playground/limits"))["violations"] == 0

    await bench.ask("POST", "/playground/faults", {"method": "*", "error_code": 500, "times": 99})
    assert await bench.refused("getMe") == "500 Internal Server Error"
    async with bench.http.delete(f"{bench.origin}/playground/faults") as answer:
        assert answer.status == 204
    await bench.bot("getMe")


async def test_faults_that_real_networks_have(bench: Bench) -> None:
    send = f"{bench.origin}/bot{TOKEN}/sendMessage"
    await bench.ask("POST", "/playground/faults", {"method": "sendMessage", "kind": "garbage"})
    async with bench.http.post(send, json={"chat_id": ADA, "text": "x"}) as answer:
        with pytest.raises(json.JSONDecodeError):
            json.loads(await answer.read())
    await bench.ask("POST", "/playground/faults", {"method": "sendMessage", "kind": "lost"})
    async with bench.http.post(send, json={"chat_id": ADA, "text": "delivered"}) as answer:
        assert answer.status == 502
    assert (await bench.chat(ADA))["messages"][-1]["text"] == "delivered"

    await bench.ask("POST", "/playground/faults", {"method": "sendMessage", "kind": "reset"})
    with pytest.raises(aiohttp.ClientPayloadError):
        async with bench.http.post(send, json={"chat_id": ADA, "text": "delivered too"}) as answer:
            await answer.read()
    await bench.ask("POST", "/playground/faults", {"method": "sendMessage", "kind": "slow", "seconds": 0.2})
    began = time.monotonic()
    await bench.bot("sendMessage", chat_id=ADA, text="delivered late")
    assert time.monotonic() - began >= 0.2
    assert [message["text"] for message in (await bench.chat(ADA))["messages"]][-2:] == [
        "delivered too",
        "delivered late",
    ]
    used = (await bench.ask("GET", "/playground/faults"))["used"]
    assert used == {"garbage": 1, "lost": 1, "reset": 1, "slow": 1}

    await bench.ask("POST", "/playground/faults", {"method": "sendMessage", "kind": "hang", "seconds": 30})
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        await bench.http.post(send, json={"chat_id": ADA, "text": "x"}, timeout=aiohttp.ClientTimeout(total=0.3))
    assert time.monotonic() - began < 10
    assert len((await bench.chat(ADA))["messages"]) == 4
