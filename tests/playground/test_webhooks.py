"""Webhooks: the secret, the order, the patience, the method in the answer."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from tests.playground.conftest import ADA, BOB, Bench, eventually, free_port, until

SECRET = "Geheim_1-2"


class Listener:
    """Somebody's webhook: keeps what comes, answers as told."""

    def __init__(self) -> None:
        self.heard: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.answer: Callable[[dict[str, Any]], web.StreamResponse] = lambda _: web.Response()
        self.url = ""

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.heard]

    async def handle(self, request: web.Request) -> web.StreamResponse:
        update = await request.json()
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        answer = self.answer(update)
        if answer.status == 200:
            self.heard.append(update)
        return answer


@pytest.fixture
async def hook() -> AsyncIterator[Listener]:
    listener = Listener()
    app = web.Application()
    app.router.add_post("/hook", listener.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    listener.url = f"http://127.0.0.1:{port}/hook"
    yield listener
    await runner.cleanup()


async def test_updates_are_brought_with_the_secret_and_polling_is_refused(bench: Bench, hook: Listener) -> None:
    await bench.person(ADA, "say", text="before")
    await bench.bot("setWebhook", url=hook.url, secret_token=SECRET, max_connections=2, allowed_updates=["message"])
    await bench.person(ADA, "say", text="after")
    await eventually(lambda: len(hook.heard) == 2)
    assert hook.texts == ["before", "after"]
    assert set(hook.secrets) == {SECRET}
    assert await bench.refused("getUpdates") == (
        "409 Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    info = await until(lambda: bench.bot("getWebhookInfo"), lambda info: info["pending_update_count"] == 0)
    assert (info["url"], info["max_connections"]) == (hook.url, 2)

    await bench.bot("deleteWebhook")
    await bench.person(ADA, "say", text="polled")
    assert (await bench.updates())[0]["message"]["text"] == "polled"


async def test_a_failing_webhook_is_tried_again_in_order_and_others_do_not_wait(bench: Bench, hook: Listener) -> None:
    failures = 2

    def stubborn(update: dict[str, Any]) -> web.StreamResponse:
        nonlocal failures
        if update["message"]["chat"]["id"] == ADA and failures:
            failures -= 1
            return web.Response(status=500)
        return web.Response()

    hook.answer = stubborn
    await bench.bot("setWebhook", url=hook.url)
    await bench.person(ADA, "say", text="a1")
    await bench.person(ADA, "say", text="a2")
    await bench.person(BOB, "say", text="b1")
    await eventually(lambda: "b1" in hook.texts)
    assert hook.texts == ["b1"]
    info = await until(lambda: bench.bot("getWebhookInfo"), lambda info: info["pending_update_count"] == 2)
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"
    assert info["last_error_date"] > 0
    await eventually(lambda: len(hook.heard) == 3)
    assert hook.texts == ["b1", "a1", "a2"]


async def test_nobody_there_is_an_error_and_nothing_is_lost(bench: Bench, hook: Listener) -> None:
    await bench.bot("setWebhook", url=f"http://127.0.0.1:{free_port()}/")
    await bench.person(ADA, "say", text="hello?")
    info = await until(lambda: bench.bot("getWebhookInfo"), lambda info: "last_error_message" in info)
    assert info["last_error_message"] == "Connection refused"
    await bench.bot("setWebhook", url=hook.url)
    await eventually(lambda: hook.texts == ["hello?"])


async def test_a_method_in_the_answer_is_executed(bench: Bench, hook: Listener) -> None:
    hook.answer = lambda update: web.json_response(
        {"method": "sendMessage", "chat_id": update["message"]["chat"]["id"], "text": "pong"}
    )
    await bench.bot("setWebhook", url=hook.url)
    await bench.person(ADA, "say", text="ping")
    await until(lambda: bench.chat(ADA), lambda chat: chat["messages"][-1]["text"] == "pong")

    hook.answer = lambda _: web.json_response({"method": "sendMessage", "chat_id": 1, "text": ""})
    await bench.person(ADA, "say", text="ping")
    await eventually(lambda: len(hook.heard) == 2)
    hook.answer = lambda _: web.Response(text="{broken", content_type="application/json")
    await bench.person(ADA, "say", text="ping")
    await eventually(lambda: len(hook.heard) == 3)
    await until(lambda: bench.bot("getWebhookInfo"), lambda info: info["pending_update_count"] == 0)


async def test_pending_updates_can_be_dropped(bench: Bench, hook: Listener) -> None:
    await bench.person(ADA, "say", text="old")
    await bench.bot("setWebhook", url=hook.url, drop_pending_updates=True)
    await bench.person(ADA, "say", text="new")
    await eventually(lambda: hook.heard)
    assert hook.texts == ["new"]


async def test_a_webhook_ends_a_held_poll(bench: Bench, hook: Listener) -> None:
    poll = asyncio.create_task(bench.refused("getUpdates", timeout=30))
    await asyncio.sleep(0.1)
    await bench.bot("setWebhook", url=hook.url)
    assert await asyncio.wait_for(poll, 2) == "409 Conflict: terminated by setWebhook request"


@pytest.mark.parametrize("url", ["http://", "ftp://shop.example/x", "https://[::1", "https://shop.example:99999/"])
async def test_what_is_no_webhook(bench: Bench, url: str) -> None:
    assert await bench.refused("setWebhook", url=url) == "400 Bad Request: invalid webhook URL specified"


async def test_webhooks_elsewhere_need_https_and_a_known_port(bench: Bench) -> None:
    assert await bench.refused("setWebhook", url="http://shop.example/") == (
        "400 Bad Request: bad webhook: An HTTPS URL must be provided for webhook"
    )
    assert await bench.refused("setWebhook", url="https://shop.example:8080/") == (
        "400 Bad Request: bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443"
    )
    words = "400 Bad Request: secret token contains unallowed characters"
    assert await bench.refused("setWebhook", url="https://shop.example/", secret_token="ä") == words
    assert (
        await bench.refused("setWebhook", url="https://shop.example/", secret_token="x" * 257)
        == "400 Bad Request: secret token is too long"
    )
