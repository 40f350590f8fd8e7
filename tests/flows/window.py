"""The demo's page in a real browser, and somebody in front of it."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

from tests.flows.cast import PATIENCE

ADA, BENNO, CEM, DORA, EMILIA, FINN = 501, 502, 503, 504, 505, 506
PEOPLE = {ADA: "Ada", BENNO: "Benno", CEM: "Cem", DORA: "Dora", EMILIA: "Emilia", FINN: "Finn"}
DESK = ViewportSize(width=1360, height=860)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@dataclass
class Visitor:
    """Somebody in front of the page, who is one person after the other, and the shop as well."""

    page: Page
    shop: httpx.AsyncClient
    shots: Path

    def __getitem__(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    @property
    def newest(self) -> Locator:
        return self["log"].get_by_test_id(re.compile(r"^message-\d+$")).last

    async def becomes(self, person: int) -> None:
        """What is typed from now on is theirs."""
        await self[f"person-{person}"].click()
        await expect(self["chat-sub"]).to_contain_text(PEOPLE[person])

    async def says(self, text: str) -> None:
        await self["composer"].fill(text)
        await self["composer"].press("Enter")

    async def taps(self, label: str) -> None:
        """The newest button of that name: old ones stay in the chat."""
        await self["log"].get_by_test_id("inline-button").filter(has_text=label).last.click()

    async def reads(self, *texts: str) -> None:
        """All of them in one message."""
        found = self["log"].get_by_test_id(re.compile(r"^message-\d+$"))
        for text in texts:
            found = found.filter(has_text=text)
        await expect(found.last).to_be_visible()

    async def runs(self, title: str) -> Locator:
        """A ready-made call of the shop; answers its card."""
        card = self["guide"].get_by_test_id(re.compile(r"^call-\d+$")).filter(has_text=title)
        await card.get_by_test_id("run-call").click()
        await expect(card.get_by_test_id("answer-status")).to_contain_text(re.compile("20[01]"))
        return card

    async def shoots(self, name: str) -> None:
        await self.page.screenshot(path=self.shots / f"{name}.png")


@asynccontextmanager
async def window(chromium: str, shop: httpx.AsyncClient, shots: Path) -> AsyncIterator[Visitor]:
    """Nothing may go wrong in it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = await browser.new_page(locale="en-GB", viewport=DESK, reduced_motion="reduce")
        page.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        yield Visitor(page, shop, shots)
        await browser.close()
        assert troubles == []
