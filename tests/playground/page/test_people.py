"""The people one can be."""

import re

import pytest
from playwright.async_api import expect

from tests.playground.page.cast import Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_new_person_is_made_and_opened(desk: Visit) -> None:
    await desk.opens()
    await desk["new-person"].click()
    await desk["field-first_name"].fill("Zoë")
    await desk["field-language_code"].select_option("de")
    await desk["new-person-form-go"].click()

    await expect(desk["chat-sub"]).to_have_text("You are Zoë · German")
    people = (await desk.http.get("/playground/people")).json()["items"]
    assert [someone["language_code"] for someone in people if someone["first_name"] == "Zoë"] == ["de"]


async def test_a_message_for_somebody_else_counts_until_it_is_read(desk: Visit) -> None:
    ada, jonas = await desk.person("Ada"), await desk.person("Jonas", "de")
    await desk.opens(ada)
    badge = desk[f"person-{jonas}"].get_by_test_id("unread")

    await desk.shop.writes(jonas, "Dein Becher ist da.")
    await desk.shop.writes(jonas, "Er ist unterwegs.")

    await expect(badge).to_contain_text("2 unread messages")
    await expect(desk[f"person-{jonas}"]).to_contain_text("Er ist unterwegs.")
    await expect(desk.page).to_have_title(re.compile(r"^\(\d+\) "))
    await desk[f"person-{jonas}"].click()
    await expect(badge).to_have_count(0)
    await expect(desk["log"].locator(".words").last).to_have_attribute("lang", "de")
    await desk.page.reload()
    await desk.sees("Er ist unterwegs.")
    await expect(badge).to_have_count(0)


async def test_initials_are_of_the_first_and_the_last_word(desk: Visit) -> None:
    names = {
        "Ada": "A",
        "Finn O'Brien": "FO",
        "Ann-Kathrin van der Berg": "AB",
        "élodie": "É",
        "Lumen & Loom": "LL",
        "Nachschub: your orders": "N",
        "  (Zoë)  🦊": "Z",
        "🦊": "🦊",
        "": "?",
    }
    await desk.opens()

    said = await desk.page.evaluate(
        "async names => { const { initials } = await import('/nodes.js'); return names.map(initials); }", list(names)
    )

    assert said == list(names.values())
