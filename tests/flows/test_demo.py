"""`nachschub demo --json`: what it prints, who lives there, how it ends, and what it keeps."""

import asyncio
import json
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from aiohttp import ClientSession

from tests.flows.cast import LOOPBACK, PATIENCE, Person, Program, playground, program, shop_at, until

KEYS = ["page", "api", "bot_api", "key", "bot_username"]
SAMPLE = ["Ada", "Benno", "Cem", "Dora", "Emilia", "Finn"]
ENDS_WITHIN = 5.0
ROOM = 15.0
"""Seconds more for a machine that has other work."""


@asynccontextmanager
async def demo(folder: Path, *words: str, **settings: str) -> AsyncIterator[tuple[Program, dict[str, Any]]]:
    words = ("demo", "--json", "--port", "0", "--data", str(folder / "data"), *words)
    async with program(folder, *words, **settings) as running:
        yield running, await running.line()


def visit(addresses: dict[str, Any]) -> httpx.AsyncClient:
    headers = {"Authorization": f"Bearer {addresses['key']}"}
    return httpx.AsyncClient(base_url=addresses["api"], headers=headers, timeout=PATIENCE)


async def chat(http: httpx.AsyncClient, person: int) -> list[str]:
    answer = (await http.get(f"/playground/people/{person}/chat")).raise_for_status()
    return [message["text"] for message in answer.json()["messages"] if message["from_bot"]]


async def test_a_demo_is_lived_in_stopped_killed_and_still_knows_everything(tmp_path: Path) -> None:
    async with demo(tmp_path) as (running, first):
        assert list(first) == KEYS
        assert first["page"] == f"{first['api']}/"
        assert first["bot_api"] == first["api"]
        assert running.output.read_text().count("\n") == 1
        async with visit(first) as http:
            await people_are_at_home(http)
        await ends_in_the_middle_of_everything(running, first)
        assert "Traceback" not in running.said()

    async with demo(tmp_path) as (running, second):
        print(f"started again within {running.age:.1f} s")  # noqa: T201 - a measured number
        assert {**second, "page": "", "api": "", "bot_api": ""} == {**first, "page": "", "api": "", "bot_api": ""}
        async with visit(second) as http:
            await people_are_at_home(http)
            mug = (await http.get("/v1/products/MUG-BLUE")).raise_for_status().json()
            assert mug["image_url"].startswith(second["api"])  # another port than at first
            assert (await http.get(mug["image_url"])).raise_for_status().text.startswith("<svg ")
            order = (await http.post("/v1/backorders", json=wish("30001"))).raise_for_status().json()
            said = (await http.post("/playground/people/501/say", json={"text": "hello"})).raise_for_status().json()
            heard = await until(lambda: as_many(http, 501, 3))
        assert await running.ends(signal.SIGKILL) == -signal.SIGKILL

    async with demo(tmp_path) as (running, third), visit(third) as http:
        kept = (await http.get(f"/v1/backorders/{order['id']}")).raise_for_status().json()
        for field in ("order_number", "state", "place", "of", "promise", "placed_at"):
            assert kept[field] == order[field]
        messages = (await http.get("/playground/people/501/chat")).json()["messages"]
        assert said["message_id"] in {message["message_id"] for message in messages}
        assert (await chat(http, 501))[: len(heard)] == heard
        again = await http.post("/v1/backorders", json=wish("30001"))
        assert again.status_code == 409
        assert await running.ends() == 0


async def people_are_at_home(http: httpx.AsyncClient) -> None:
    people = (await http.get("/playground/people")).json()["items"]
    assert [person["first_name"] for person in people] == SAMPLE
    assert {person["language_code"] for person in people} == {"en", "de"}
    customers = [(await http.get(f"/v1/customers/c-{name.lower()}")).json() for name in SAMPLE]
    assert [customer["locale"] for customer in customers] == [person["language_code"] for person in people]
    waiting = (await http.get("/v1/backorders", params={"state": "waiting", "limit": 200})).json()["items"]
    assert len(waiting) >= 8
    assert all(order["place"] and order["of"] for order in waiting)
    assert sum(order["promise"] is not None for order in waiting) >= 6
    ada = await until(lambda: as_many(http, 501, 1))
    assert "You are connected" in ada[0]
    assert any("in line" in text and "at the latest" in text for text in ada)
    benno = await until(lambda: as_many(http, 502, 1))
    assert any("Platz" in text and "bis spätestens" in text for text in benno)


async def as_many(http: httpx.AsyncClient, person: int, count: int) -> list[str] | None:
    heard = await chat(http, person)
    return heard if len(heard) >= count else None


async def ends_in_the_middle_of_everything(running: Program, addresses: dict[str, Any]) -> None:
    """A page listens to its stream of events, another bot holds a question, and SIGTERM comes."""
    token = json.loads((Path(running.output).parent / "data" / "secrets.json").read_text())["bot_token"]
    async with ClientSession(addresses["api"]) as http, asyncio.TaskGroup() as tasks:
        stream = await http.get("/playground/people/501/events")
        assert stream.status == 200
        # A second question ends the first one, as at Telegram; the bot itself holds one all the time.
        held = tasks.create_task(asked(http, f"/bot{token}/getUpdates?timeout=50"))
        await asyncio.sleep(0)
        began = asyncio.get_running_loop().time()
        assert await running.ends() == 0
        took = asyncio.get_running_loop().time() - began
        print(f"ended within {took:.1f} s")  # noqa: T201 - a measured number
        assert took < ENDS_WITHIN + ROOM
        await held
        stream.close()


async def asked(http: ClientSession, path: str) -> None:
    try:
        async with http.get(path) as answer:
            await answer.read()
    except OSError:
        return


def wish(number: str) -> dict[str, Any]:
    return {"order_number": number, "customer": "c-ada", "sku": "MUG-BLUE", "quantity": 1}


async def test_an_empty_demo_has_goods_and_people_of_your_own(tmp_path: Path) -> None:
    async with demo(tmp_path, "--empty") as (running, addresses), visit(addresses) as http:
        assert (await http.get("/playground/people")).json() == {"items": []}
        assert (await http.get("/v1/products")).json() == {"items": [], "next": None}
        (await http.post("/playground/people", json={"first_name": "Eva", "language_code": "de"})).raise_for_status()
        [eva] = (await http.get("/playground/people")).json()["items"]
        await http.post(f"/playground/people/{eva['id']}/open", json={"payload": ""})
        [welcome] = await until(lambda: as_many(http, eva["id"], 1))
        assert "Willkommen" in welcome

        # The port is taken now: a second one says so in one line.
        port = addresses["api"].rpartition(":")[2]
        words = ("demo", "--port", port, "--data", str(tmp_path / "other"))
        async with program(tmp_path, *words) as second:
            assert await second.ended() == 2
            assert f"{LOOPBACK}:{port}" in second.said()
            assert second.said().count("\n") <= 2
            assert "Traceback" not in second.said()
        assert await running.ends() == 0


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.postgres
async def test_a_demo_does_what_the_settings_say(tmp_path: Path, database_url: str) -> None:
    async with AsyncExitStack() as stack:
        elsewhere = await stack.enter_async_context(playground())
        token = "4242:abcdefghijklmnopqrstuvwxyz012345678"
        hour = datetime.now(UTC).hour
        settings = {
            "NACHSCHUB_DATABASE_URL": database_url,
            "NACHSCHUB_BOT_API": elsewhere.origin,
            "NACHSCHUB_BOT_TOKEN": token,
            "NACHSCHUB_TIMEZONE": "UTC",
            # Quiet from an hour ago for five hours, by the clock of Berlin in winter or summer.
            "NACHSCHUB_QUIET_HOURS": f"{hour:02}-{(hour + 5) % 24:02}",
            "NACHSCHUB_HOLD_HOURS": "0.5",
        }
        running, addresses = await stack.enter_async_context(demo(tmp_path, **settings))
        assert addresses["bot_api"] == elsewhere.origin
        assert addresses["bot_username"] == "shop_bot"
        assert not (tmp_path / "data" / "shop.db").exists()
        shop = await stack.enter_async_context(shop_at(addresses["api"], addresses["key"]))
        [waiting] = (await shop.ask("GET", "/v1/subscriptions?sku=CLOCK-WALL"))["items"]
        await shop.links(elsewhere, Person(1001, waiting["customer"], "Dora", "en"))
        before = datetime.now(UTC)

        await shop.ask("POST", "/v1/stock/receipts", sku="CLOCK-WALL", quantity=1)

        held = (await shop.ask("GET", "/v1/subscriptions?sku=CLOCK-WALL"))["items"][0]
        assert held["state"] == "held"
        ends = datetime.fromisoformat(held["held_until"]) - before
        assert timedelta(minutes=29) < ends < timedelta(hours=9)
        messages = await shop.ledger(kind="back_in_stock")
        assert [message["state"] for message in messages] == ["due"]
        assert await running.ends() == 0


def test_a_taken_port_is_taken() -> None:
    """What the tests above rest on: two cannot listen on one port here."""
    with socket.create_server((LOOPBACK, 0)) as first, pytest.raises(OSError, match="in use"):
        socket.create_server(first.getsockname())
