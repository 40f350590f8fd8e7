"""A newcomer opens the demo's page in a real browser and does the main job without reading anything."""

import asyncio
import os
import re
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, ViewportSize, async_playwright, expect

from tests.flows.cast import PATIENCE, program

pytestmark = pytest.mark.browser

DESK = ViewportSize(width=1360, height=860)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ADA, BENNO, CEM, DORA, EMILIA, FINN = 501, 502, 503, 504, 505, 506


@pytest.fixture
def chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        reason = "Chromium is not installed: the page is not tested (apt-get install chromium)"
        if os.environ.get("NACHSCHUB_DEMAND_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Visitor:
    """Somebody in front of the page, who is one person after the other."""

    def __init__(self, page: Page, shots: Path) -> None:
        self.page = page
        self._shots = shots

    def __getitem__(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    @property
    def newest(self) -> Locator:
        return self["log"].get_by_test_id(re.compile(r"^message-\d+$")).last

    async def becomes(self, person: int) -> None:
        await self[f"person-{person}"].click()
        await expect(self["log"]).to_be_visible()

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
        await self.page.screenshot(path=self._shots / f"{name}.png")


@asynccontextmanager
async def window(chromium: str, shots: Path) -> AsyncIterator[Visitor]:
    """Nothing may go wrong in it."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = await browser.new_page(locale="en-GB", viewport=DESK, reduced_motion="reduce")
        page.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        troubles: list[str] = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
        yield Visitor(page, shots)
        await browser.close()
        assert troubles == []


async def test_a_newcomer_is_two_customers_and_the_shop(tmp_path: Path, chromium: str) -> None:
    words = ("demo", "--json", "--port", "0", "--data", str(tmp_path / "data"))
    async with program(tmp_path, *words) as demo:
        async with window(chromium, tmp_path) as visitor:
            await visitor.page.goto((await demo.line())["page"])
            await benno_cancels_in_two_taps(visitor)
            await ada_asks_for_an_alert_and_switches(visitor)
            await a_delivery_is_booked_and_everybody_hears(visitor)
        assert await demo.ends() == 0


async def benno_cancels_in_two_taps(visitor: Visitor) -> None:
    await visitor.becomes(BENNO)
    await visitor.reads("10415", "Platz 2", "bis spätestens")
    await visitor.reads("10426", "Wasserkessel", "bis spätestens")
    await visitor.taps("10426")
    await visitor.reads("Wasserkessel", "Platz 1 von 2", "bis spätestens")
    await visitor.shoots("benno-order")

    await visitor.taps("Stornieren")
    await visitor.taps("Ja, stornieren")

    await visitor.reads("Ihre Bestellung 10426 ist storniert", "Uhr")
    await expect(visitor["document"]).to_contain_text("10426")
    async with visitor.page.expect_download() as saving:
        await visitor["document"].click()
    receipt = await asyncio.to_thread((await (await saving.value).path()).read_text)
    assert "10426" in receipt
    assert "Uhr" in receipt
    await visitor.shoots("benno-cancelled")


async def ada_asks_for_an_alert_and_switches(visitor: Visitor) -> None:
    await visitor.becomes(ADA)
    await visitor.says("wall clock")
    await visitor.reads("Radio wall clock", "Sold out")
    await visitor.taps("Tell me when it is back")
    await visitor.reads("we will tell you when Radio wall clock is back")
    await visitor.shoots("ada-alert")

    await visitor.says("10412")
    await visitor.reads("Stoneware mug blue", "number 1 of 4", "at the latest")
    await visitor.taps("Switch")
    await visitor.taps("Stoneware mug green")
    await visitor.taps("Yes, switch")
    await visitor.reads("Your order 10412 has been switched", "2 × Stoneware mug green")
    await visitor.shoots("ada-switched")


async def a_delivery_is_booked_and_everybody_hears(visitor: Visitor) -> None:
    """Sixteen blue mugs: four for Benno, six for Dora, one for Emilia; the rest goes to whoever asked first."""
    preview = await visitor.runs("who would get what?")
    await expect(preview.get_by_test_id("answer")).to_contain_text("Steinzeugbecher blau")
    booked = await visitor.runs("Book a delivery of 16 blue mugs")
    await expect(booked.get_by_test_id("answer")).to_contain_text('"to_backorders": 11')
    for person in (BENNO, DORA, EMILIA, FINN):
        await expect(visitor[f"heard-{person}"]).to_be_in_viewport(ratio=1)
    await visitor.shoots("delivery-booked")

    await visitor[f"heard-{BENNO}"].click()
    await visitor.reads("10415", "4 × Steinzeugbecher blau")
    await visitor.becomes(DORA)
    await visitor.reads("10419", "6 × Stoneware mug blue")
    await visitor.becomes(EMILIA)
    await visitor.reads("10421", "Steinzeugbecher blau")
    await visitor.becomes(FINN)
    await visitor.reads("Stoneware mug blue", "back in stock")
    await visitor.shoots("finn-heard")
