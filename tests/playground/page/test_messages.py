"""One message: its words, its marks, its file."""

import re

import pytest
from playwright.async_api import expect

from tests.playground.page.cast import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_entities_become_elements_at_their_utf16_offsets(desk: Visit) -> None:
    ada = await desk.is_somebody()
    text = (
        '📦 <b>Blue <i>mug</i></b> by <s>1 May</s> <a href="https://example.org/mug">details</a> '
        "<code>A-1</code> &lt;b&gt;no&lt;/b&gt;"
    )
    message = await desk.shop.writes(ada, text, parse_mode="HTML")
    words = desk[f"message-{message}"].locator(".text")

    await expect(words).to_have_text("📦 Blue mug by 1 May details A-1 <b>no</b>")
    await expect(words.locator("strong")).to_have_text("Blue mug")
    await expect(words.locator("strong em")).to_have_text("mug")
    await expect(words.locator("s")).to_have_text("1 May")
    await expect(words.locator("code")).to_have_text("A-1")
    await expect(words.locator("b")).to_have_count(0)
    link = words.locator("a")
    await expect(link).to_have_attribute("href", "https://example.org/mug")
    await expect(link).to_have_attribute("rel", re.compile("noopener"))


async def test_a_name_with_markup_is_a_name(desk: Visit) -> None:
    name = "<b>Eve</b><img src=x onerror=alert(1)>"
    eve = await desk.person(name)
    await desk.opens(eve)
    await desk.shop.writes(eve, f"Hello {name}")

    await expect(desk["log"]).to_contain_text(f"Hello {name}")
    await expect(desk[f"person-{eve}"]).to_contain_text(name)
    await expect(desk["chat-sub"]).to_contain_text(name)
    assert await desk.page.locator("#people b, #log b, #log img").count() == 0


async def test_a_file_is_a_card_that_can_be_saved(desk: Visit) -> None:
    ada = await desk.is_somebody()
    await desk.shop.sends_file(ada, "receipt-A-1.txt", b"Order A-1, cancelled")

    async with desk.page.expect_download() as saving:
        await desk["document"].click()

    saved = await saving.value
    assert saved.suggested_filename == "receipt-A-1.txt"
    assert (await saved.path()).read_bytes() == b"Order A-1, cancelled"
