"""Being the shop: calls to run, who heard about them, links to hand out."""

import asyncio
import json

import pytest
from playwright.async_api import Route, expect

from tests.playground.page.cast import KEY, RECEIPT, Visit

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


class Receipts:
    """The shop's API, as far as the guide calls it: it writes to everybody and keeps what it was asked."""

    def __init__(self, visit: Visit, *people: int) -> None:
        self._visit = visit
        self._people = people
        self.asked: list[tuple[dict[str, str], str | None]] = []

    async def __call__(self, route: Route) -> None:
        self.asked.append((route.request.headers, route.request.post_data))
        for person in self._people:
            await self._visit.shop.writes(person, f"Your mug is here, {person}.")
        await route.fulfill(status=201, json={"completed": 2, "people": ["Ada", "Jonas"], "lines": ["…"] * 40})


async def plays_the_api(visit: Visit, *people: int) -> Receipts:
    receipts = Receipts(visit, *people)
    await visit.has_a_guide()
    await visit.page.route("**/v1/stock/receipts", receipts)
    return receipts


async def test_a_call_is_run_and_one_sees_who_heard(desk: Visit) -> None:
    ada, jonas = await desk.person("Ada"), await desk.person("Jonas", "de")
    receipts = await plays_the_api(desk, ada, jonas)
    await desk.opens(ada)

    await desk["run-call"].first.click()

    await desk[f"heard-{ada}"].wait_for()
    await expect(desk["answer-status"]).to_have_text("201 Created")
    await expect(desk["answer"].first).to_contain_text("Orders completed: 2. Told: 2.")
    await expect(desk["answer"].first).to_contain_text('"completed": 2')
    await desk[f"heard-{jonas}"].click()
    await desk.sees(f"Your mug is here, {jonas}.")
    headers, body = receipts.asked[0]
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["idempotency-key"]
    assert json.loads(body or "") == RECEIPT


async def test_the_answer_stands_where_the_eye_is(phone: Visit) -> None:
    people = [await phone.person(f"Ada {number}") for number in range(3)]
    await plays_the_api(phone, *people)
    await phone.opens(people[0])
    await phone["shop-from-chat"].tap()
    card = phone["call-0"]
    await card.evaluate("card => (card.style.marginTop = '420px')")  # as if many stood above it

    await card.get_by_test_id("run-call").tap()

    for person in people:
        await phone[f"heard-{person}"].wait_for()
        await expect(phone[f"heard-{person}"]).to_be_in_viewport(ratio=1)
    await expect(card.get_by_test_id("answer-status")).to_be_in_viewport(ratio=1)
    await expect(card.get_by_test_id("run-call")).to_be_in_viewport(ratio=1)
    await expect(card.get_by_test_id("answer")).to_be_in_viewport(ratio=1)


async def test_a_refusal_is_told_in_the_apis_words(desk: Visit) -> None:
    async def refuses(route: Route) -> None:
        await route.fulfill(status=409, json={"title": "Taken", "detail": "Order 20001 is there already."})

    await desk.has_a_guide()
    await desk.page.route("**/v1/stock/receipts", refuses)
    await desk.opens()

    await desk["run-call"].first.click()

    await desk["answer"].first.get_by_text("409 Conflict Order 20001 is there already.").wait_for()


async def test_what_was_answered_survives_a_change_of_language(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await plays_the_api(desk, ada)
    await desk.opens(ada)
    await desk["run-call"].first.click()
    await desk[f"heard-{ada}"].wait_for()

    await desk["language-de"].click()

    await expect(desk["answer"].first).to_contain_text("Vollständig: 2.")
    await expect(desk[f"heard-{ada}"]).to_be_visible()


async def test_a_curl_line_unfolds_wraps_and_survives_the_shell(phone: Visit, origin: str) -> None:
    await phone.has_a_guide()
    await phone.opens()
    await phone["shop-from-list"].tap()
    await expect(phone["curl"].first).to_be_hidden()
    await phone["show-curl"].first.tap()
    curl = phone["curl"].first
    await curl.wait_for()

    line = await curl.inner_text()
    shell = ["sh", "-c", f"curl() {{ printf '%s\\0' \"$@\"; }}\n{line}"]
    running = await asyncio.create_subprocess_exec(*shell, stdout=asyncio.subprocess.PIPE)
    words = (await running.communicate())[0].decode().split("\0")

    assert await curl.evaluate("pre => pre.scrollWidth <= pre.clientWidth")
    await expect(phone["show-curl"].first).to_have_attribute("aria-expanded", "true")
    assert words[:4] == ["-sS", "-X", "POST", f"{origin}/v1/stock/receipts"]
    assert f"Authorization: Bearer {KEY}" in words
    assert json.loads(words[words.index("--data") + 1]) == RECEIPT


async def test_a_link_of_the_guide_opens_in_the_open_chat(desk: Visit) -> None:
    await desk.has_a_guide()
    await desk.is_somebody()

    await desk["guide-link"].click()

    assert (await desk.shop.hears("message"))["text"] == "/start link-abc"


async def test_without_a_guide_there_is_no_shop_to_be(desk: Visit) -> None:
    await desk.is_somebody()

    await expect(desk["composer"]).to_be_visible()
    await expect(desk["guide"]).to_be_hidden()
