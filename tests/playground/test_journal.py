"""What was answered survives `kill -9`; a second start finds everything."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp

from tests.playground.conftest import ADA, BOB, TOKEN, Bench, eventually, free_port, serving, until_answers

ROOT = Path(__file__).parents[2]
SERVER = """
import asyncio, sys
from pathlib import Path
from granian.constants import Interfaces
from granian.server.embed import Server
from playground.app import BotCard, Person, build
journal, port, token = sys.argv[1:]
people = [Person(1001, "Ada", "en"), Person(1002, "Björn", "de")]
app = build(journal=Path(journal), bots=[BotCard(token, "shop_bot", "Shop")], people=people)
server = Server(app, address="127.0.0.1", port=int(port), interface=Interfaces.ASGI, log_enabled=False)
asyncio.run(server.serve())
"""
YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]}


@asynccontextmanager
async def doomed(journal: Path) -> AsyncIterator[Bench]:
    """A playground in a process of its own, killed without warning at the end."""
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVER, str(journal), str(port), TOKEN, cwd=ROOT
    )
    try:
        async with aiohttp.ClientSession() as http:
            await until_answers(http, f"http://127.0.0.1:{port}")
            yield Bench(f"http://127.0.0.1:{port}", http)
            process.kill()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def test_what_was_answered_survives_a_kill(tmp_path: Path) -> None:
    journal = tmp_path / "playground.sqlite"
    async with doomed(journal) as bench:
        await bench.no_limits()
        await bench.person(ADA, "open", payload="x")
        await bench.ask("POST", "/playground/people", {"id": 7, "first_name": "Cem"})
        await bench.bot("setMyCommands", commands=[{"command": "orders", "description": "My orders"}])
        group = (await bench.ask("POST", "/playground/groups", {"title": "Team", "is_forum": True}))["id"]
        topic = await bench.bot("createForumTopic", chat_id=group, name="Ada")
        seen = await bench.updates()
        await bench.updates(offset=seen[-1]["update_id"] + 1)
        button = await bench.bot("sendMessage", chat_id=ADA, text="Sure?", reply_markup=YES)
        await bench.person(ADA, "press", message_id=button["message_id"], data="y")
        await bench.person(BOB, "block")
        answered: list[int] = []

        async def flood(number: int) -> None:
            sent = await bench.bot("sendMessage", chat_id=ADA, text=f"m{number}")
            answered.append(sent["message_id"])

        floods = [asyncio.create_task(flood(number)) for number in range(400)]
        await eventually(lambda: len(answered) >= 100)
    await asyncio.gather(*floods, return_exceptions=True)

    async with serving(journal) as bench:
        chat = await bench.chat(ADA)
        assert set(answered) <= {message["message_id"] for message in chat["messages"]}
        assert len(answered) >= 100
        waiting = await bench.updates()
        assert [next(name for name in update if name != "update_id") for update in waiting] == [
            "callback_query",
            "my_chat_member",
        ]
        assert waiting[0]["update_id"] == seen[-1]["update_id"] + 1
        await bench.bot("answerCallbackQuery", callback_query_id=waiting[0]["callback_query"]["id"], text="Done")
        assert (await bench.chat(ADA))["answers"][0]["text"] == "Done"
        assert [person["id"] for person in (await bench.ask("GET", "/playground/people"))["items"]] == [7, ADA, BOB]
        assert (await bench.refused("sendMessage", chat_id=BOB, text="x")).startswith("403")
        assert (await bench.bot("getMyCommands"))[0]["command"] == "orders"
        assert await bench.bot("closeForumTopic", chat_id=group, message_thread_id=topic["message_thread_id"]) is True
        await bench.no_limits()
        again = await bench.bot("sendMessage", chat_id=ADA, text="new")
        assert again["message_id"] > max(answered)
        assert await bench.person(ADA, "press", message_id=button["message_id"], data="y")


async def test_numbers_of_updates_are_never_used_again(tmp_path: Path) -> None:
    journal = tmp_path / "playground.sqlite"
    async with serving(journal) as bench:
        await bench.person(ADA, "open")
        last = (await bench.updates())[-1]["update_id"]
        await bench.updates(offset=last + 1)
    async with serving(journal) as bench:
        await bench.person(ADA, "say", text="again")
        assert (await bench.updates())[0]["update_id"] == last + 1


async def test_a_webhook_is_still_set_after_a_restart(tmp_path: Path) -> None:
    journal = tmp_path / "playground.sqlite"
    async with serving(journal) as bench:
        await bench.bot("setWebhook", url=f"http://127.0.0.1:{free_port()}/", secret_token="s")
        await bench.person(ADA, "open")
    async with serving(journal) as bench:
        info = await bench.bot("getWebhookInfo")
        assert info["url"]
        assert info["pending_update_count"] == 1
