"""What the page does when the server is lost, or its bot is late, or there are several."""

import httpx
import pytest
from playwright.async_api import Route, expect

from playground.app import BotCard, build
from tests.playground.page.cast import CARD, PHONE, Visit
from tests.playground.page.conftest import Stage, Windows

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

LATE = "7000003:late-abcdefghijklmnopqrstuvwxyz0123"


async def test_a_lost_stream_is_said_and_what_was_missed_is_read(desk: Visit) -> None:
    ada = await desk.person("Ada")
    events = "**/playground/events*"

    async def nothing(route: Route) -> None:
        await route.fulfill(status=200, headers={"Content-Type": "text/event-stream"}, body=": gone\n\n")

    await desk.page.route(events, nothing)
    await desk.page.goto(f"{desk.http.base_url}/#{ada}")
    await desk["offline"].wait_for()

    await desk.page.unroute(events)
    await desk.shop.writes(ada, "Said meanwhile")
    await desk.sees("Said meanwhile")
    await expect(desk["offline"]).to_be_hidden()


async def test_of_several_bots_one_is_chosen(windows: Windows, stage: Stage) -> None:
    other = BotCard("7000002:other", "second_bot", "Second")
    async with stage.playing(build(journal=None, bots=[CARD, other])) as origin:
        page = await windows()
        await page.goto(f"{origin}/?bot={CARD.username}")
        await page.wait_for_selector("body[data-live]")
        await expect(page.get_by_test_id("bots")).to_have_value(CARD.username)
        await page.get_by_test_id("bots").select_option("second_bot")
        await page.wait_for_url("**/?bot=second_bot")
        await page.wait_for_selector("body[data-live]")
        await page.get_by_test_id("new-person").click()
        await page.get_by_test_id("field-first_name").fill("Ada")
        await page.get_by_test_id("new-person-form-go").click()
        await page.get_by_test_id("welcome").get_by_text("Second").wait_for()
        await page.goto("about:blank")


async def test_a_bot_that_calls_later_is_found(windows: Windows, stage: Stage, http: httpx.AsyncClient) -> None:
    async with stage.playing(build(journal=None, any_token=True)) as origin:
        page = await windows(viewport=PHONE, has_touch=True)
        await page.goto(origin)
        await page.get_by_test_id("nobody").get_by_text(origin).wait_for()

        await http.post(f"/bot{LATE}/getMe")

        await page.wait_for_selector("body[data-live]")
        await expect(page.get_by_test_id("nobody")).to_contain_text("Nobody is here yet")
        await page.goto("about:blank")
