"""One browser and one server for all stories; each story has a playground of its own and windows without a past."""

import asyncio
import json
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
import pytest_asyncio
from granian.constants import Interfaces
from granian.server.embed import Server
from litestar.enums import ScopeType
from litestar.types import Receive, Scope, Send
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright

from playground.app import Playground, build
from tests.playground.conftest import free_port
from tests.playground.page.cast import CARD, DESK, PHONE, Shop, Visit

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = 5000  # ms
REFUSED = "the server responded with a status of 409"  # Chromium's own note; the page tells a refusal in words

Visiting = Callable[..., Awaitable[Visit]]


class Stage:
    """The application that the one server serves: whichever playground is on now."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._on: Playground | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and self._on is not None:
            await self._on(scope, receive, send)

    @asynccontextmanager
    async def playing(self, app: Playground) -> AsyncIterator[str]:
        begun, over = asyncio.Event(), asyncio.Event()
        life = asyncio.create_task(_live(app, begun, over))
        await begun.wait()
        self._on = app
        yield self.origin
        self._on = None
        app.close()
        over.set()
        await life


async def _live(app: Playground, begun: asyncio.Event, over: asyncio.Event) -> None:
    """A lifespan ends in the task that began it, and a fixture's two halves run in two."""
    async with app.lifespan():
        begun.set()
        await over.wait()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stage() -> AsyncIterator[Stage]:
    port = free_port()
    stage = Stage(f"http://127.0.0.1:{port}")
    server = Server(stage, address="127.0.0.1", port=port, interface=Interfaces.ASGINL, log_enabled=False)
    running = asyncio.ensure_future(server.serve())
    yield stage
    server.stop()  # type: ignore[no-untyped-call]
    await running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "Chromium is not installed: the page is not tested (apt-get install chromium)"
        if os.environ.get("NACHSCHUB_DEMAND_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS, headless=True)
        yield browser
        await browser.close()


class Windows:
    """Windows by what is wished of them. A new one costs half a second, so the next story gets it back cleaned."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[str, list[Page]] = {}
        self._lent: list[tuple[str, Page]] = []
        self.troubles: list[str] = []

    async def __call__(self, **wishes: Any) -> Page:
        wishes = {"locale": "en-GB", "viewport": DESK, "reduced_motion": "reduce"} | wishes
        kind = json.dumps(wishes, sort_keys=True)
        free = self._free.setdefault(kind, [])
        page = free.pop() if free else await self._new(wishes)
        self._lent.append((kind, page))
        return page

    async def _new(self, wishes: dict[str, Any]) -> Page:
        page = await (await self._browser.new_context(**wishes)).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("console", self._note)
        return page

    def _note(self, said: ConsoleMessage) -> None:
        if said.type == "error" and REFUSED not in said.text:
            self.troubles.append(said.text)

    async def cleaned(self) -> list[str]:
        """Answers what went wrong in them."""
        for kind, page in self._lent:
            await page.evaluate("location.origin === 'null' || localStorage.clear()")
            await page.unroute_all()
            await page.goto("about:blank")
            self._free[kind].append(page)
        found = list(self.troubles)
        self._lent.clear()
        self.troubles.clear()
        return found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def all_windows(browser: Browser) -> Windows:
    return Windows(browser)


@pytest_asyncio.fixture(loop_scope="session")
async def windows(all_windows: Windows) -> AsyncIterator[Windows]:
    """At the end of a story nothing may have gone wrong in any of its windows."""
    yield all_windows
    assert await all_windows.cleaned() == []


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def http(stage: Stage) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=stage.origin) as http:
        yield http


@pytest_asyncio.fixture(loop_scope="session")
async def origin(stage: Stage) -> AsyncIterator[str]:
    async with stage.playing(build(journal=None, bots=[CARD])) as origin:
        yield origin


@pytest_asyncio.fixture(loop_scope="session")
async def visiting(origin: str, windows: Windows, http: httpx.AsyncClient) -> Visiting:
    """Opens windows on a playground where nobody lives yet and nothing is too fast."""
    await http.put(f"{origin}/playground/limits", json={"per_bot": None, "per_chat": None})
    shop = Shop(http)

    async def visit(**wishes: Any) -> Visit:
        return Visit(await windows(**wishes), http, shop)

    return visit


@pytest_asyncio.fixture(loop_scope="session")
async def desk(visiting: Visiting) -> Visit:
    return await visiting()


@pytest_asyncio.fixture(loop_scope="session")
async def phone(visiting: Visiting) -> Visit:
    return await visiting(viewport=PHONE, has_touch=True)
