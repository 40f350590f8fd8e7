"""The playground's page in a real browser: what a newcomer does there, as several people and as the shop."""

import asyncio
import json
import os
import re
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
import pytest_asyncio
from granian.constants import Interfaces
from granian.server.embed import Server
from playwright.async_api import Browser, BrowserContext, Locator, Page, Route, ViewportSize, async_playwright, expect

from playground.app import BotCard, build

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

CARD = BotCard("7000001:page-test", "lumen_loom_bot", "Lumen & Loom")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = ViewportSize(width=360, height=740)  # the narrowest phone that is promised to work
DESK = ViewportSize(width=1360, height=860)
KEY = "nsk_it's a key"  # the quote must survive the shell
RECEIPT = {"sku": "MUG-'BLUE'", "quantity": 12}
GUIDE = {
    "api": None,
    "key": KEY,
    "calls": [
        {
            "title": {"en": "A delivery arrives", "de": "Eine Lieferung kommt an"},
            "method": "POST",
            "path": "/v1/stock/receipts",
            "body": RECEIPT,
        },
        {"title": {"en": "Who waits", "de": "Wer wartet"}, "method": "GET", "path": "/v1/backorders", "body": None},
    ],
    "links": [{"title": {"en": "Link an account", "de": "Konto verknüpfen"}, "payload": "link-abc"}],
}

# The lowest contrast of any visible text, with the text that has it; colours are read back from a canvas, so that
# every notation counts. WCAG 2.2: 1.4.3.
LOWEST_CONTRAST = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((at) => top[at] * top[3] + below[at] * (1 - top[3])).concat(1);
  const behind = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.unshift(rgba(getComputedStyle(at).backgroundColor));
    return layers.reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const light = (c) => [0.2126, 0.7152, 0.0722].reduce((sum, share, at) => {
    const v = c[at] / 255; return sum + share * (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); }, 0);
  let lowest = [21, ""];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement, words = walker.currentNode.data.trim();
    const seen = node.checkVisibility({ visibilityProperty: true });
    if (!words || !seen || node.closest(".unseen, script, noscript, :disabled")) continue;
    const ground = behind(node), ink = over(rgba(getComputedStyle(node).color), ground);
    const [one, other] = [light(ink), light(ground)].sort((a, b) => b - a);
    const contrast = (one + 0.05) / (other + 0.05);
    if (contrast < lowest[0]) lowest = [contrast, `${words.slice(0, 40)} <${node.className}>`];
  }
  return lowest;
}"""


class Shop:
    """The shop's bot, played by the test over the real Bot API."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._offset = 0

    async def call(self, method: str, **given: Any) -> Any:
        answer = (await self._http.post(f"/bot{CARD.token}/{method}", json=given)).json()
        assert answer["ok"], answer
        return answer["result"]

    async def writes(self, to: int, text: str, *rows: list[dict[str, str]], **more: Any) -> int:
        markup = {"reply_markup": {"inline_keyboard": list(rows)}} if rows else {}
        sent = await self.call("sendMessage", chat_id=to, text=text, **markup, **more)
        return int(sent["message_id"])

    async def hears(self, kind: str) -> Any:
        """The next update of this kind; others are passed over."""
        for _ in range(20):
            for update in await self.call("getUpdates", offset=self._offset, timeout=2, limit=1):
                self._offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]
        raise AssertionError(f"no {kind} came")

    async def sends_file(self, to: int, name: str, content: bytes) -> None:
        answer = await self._http.post(
            f"/bot{CARD.token}/sendDocument",
            data={"chat_id": str(to)},
            files={"document": (name, content, "text/plain")},
        )
        assert answer.json()["ok"], answer.text


class Visit:
    """One browser window on the playground, and whoever lives in it."""

    def __init__(self, page: Page, http: httpx.AsyncClient, shop: Shop) -> None:
        self.page = page
        self.http = http
        self.shop = shop

    def __getitem__(self, testid: str) -> Locator:
        return self.page.get_by_test_id(testid)

    async def person(self, name: str, language: str = "en", *, started: bool = True) -> int:
        answer = await self.http.post("/playground/people", json={"first_name": name, "language_code": language})
        someone = int(answer.json()["id"])
        if started:
            await self.http.post(f"/playground/people/{someone}/open", json={"payload": ""})
            assert (await self.shop.hears("message"))["text"] == "/start"
        return someone

    async def opens(self, person: int | None = None) -> None:
        await self.page.goto(f"{self.http.base_url}" if person is None else f"{self.http.base_url}/#{person}")
        await expect(self.page.locator("body[data-live]")).to_be_attached()

    async def texts(self) -> list[str]:
        return await self["log"].locator(".text").all_inner_texts()

    async def fits(self) -> bool:
        return bool(await self.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))


Windows = Callable[..., Awaitable[Page]]
Visiting = Callable[..., Awaitable[Visit]]


@asynccontextmanager
async def served(app: Any) -> AsyncIterator[str]:
    """The app on a free port of this machine, in this very loop."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(app, port=port, interface=Interfaces.ASGI, log_enabled=False)
    running = asyncio.ensure_future(server.serve())
    async with httpx.AsyncClient() as http:
        for _ in range(200):
            with suppress(httpx.TransportError):
                if (await http.get(f"http://127.0.0.1:{port}/playground/people")).is_success:
                    break
            await asyncio.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop()  # type: ignore[no-untyped-call]
        await running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
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


@pytest_asyncio.fixture(loop_scope="module")
async def origin() -> AsyncIterator[str]:
    async with served(build(journal=None, bots=[CARD])) as origin:
        yield origin


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def windows(browser: Browser) -> Windows:
    """New windows. The same wishes share a profile, which is cheap: each test's origin has storage of its own."""
    profiles: dict[str, BrowserContext] = {}

    async def window(**wishes: Any) -> Page:
        wishes = {"locale": "en-GB", "viewport": DESK, "reduced_motion": "reduce"} | wishes
        key = json.dumps(wishes, sort_keys=True)
        if key not in profiles:
            profiles[key] = await browser.new_context(**wishes)
        return await profiles[key].new_page()

    return window


@pytest_asyncio.fixture(loop_scope="module")
async def visiting(windows: Windows, origin: str) -> AsyncIterator[Visiting]:
    """Opens the page in windows; at the end of the story nothing may have gone wrong in any of them."""
    async with httpx.AsyncClient(base_url=origin) as http:
        await http.put("/playground/limits", json={"per_bot": None, "per_chat": None})
        shop = Shop(http)
        troubles: list[str] = []
        pages: list[Page] = []

        async def visit(**wishes: Any) -> Visit:
            page = await windows(**wishes)
            pages.append(page)
            page.set_default_timeout(5000)
            page.on("pageerror", lambda error: troubles.append(str(error)))
            page.on("console", lambda said: troubles.append(said.text) if said.type == "error" else None)
            return Visit(page, http, shop)

        yield visit
        for page in pages:
            await page.close()
        assert troubles == []


@pytest_asyncio.fixture(loop_scope="module")
async def desk(visiting: Visiting) -> Visit:
    return await visiting()


async def test_an_empty_chat_offers_start_and_says_what_the_bot_does(desk: Visit) -> None:
    await desk.shop.call("setMyDescription", description="Says when your order arrives.")
    ada = await desk.person("Ada", started=False)
    await desk.opens(ada)
    await expect(desk["welcome"]).to_contain_text("Says when your order arrives.")

    await desk["start"].click()

    assert (await desk.shop.hears("message"))["text"] == "/start"
    await desk.shop.writes(ada, "Hello Ada")
    await expect(desk["log"]).to_contain_text("Hello Ada")
    await expect(desk["composer"]).to_be_visible()


async def test_what_is_written_reaches_the_bot(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)

    await desk["composer"].fill("where is my mug?")
    await desk["composer"].press("Enter")

    assert (await desk.shop.hears("message"))["text"] == "where is my mug?"
    await expect(desk["log"]).to_contain_text("where is my mug?")
    await expect(desk["composer"]).to_have_value("")
    await desk["composer"].fill("and the plate?")
    await desk["send"].click()
    assert (await desk.shop.hears("message"))["text"] == "and the plate?"


async def test_a_press_edits_the_message_in_its_place_and_keeps_the_focus(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)
    message = await desk.shop.writes(ada, "Blue mug", [{"text": "Cancel", "callback_data": "cancel:1"}])
    button = desk[f"message-{message}"].get_by_test_id("inline-button")

    await button.focus()
    await desk.page.keyboard.press("Enter")
    await expect(button).to_have_attribute("aria-busy", "true")
    query = await desk.shop.hears("callback_query")
    keyboard = {"inline_keyboard": [[{"text": "Yes, cancel it", "callback_data": "yes:1"}]]}
    await desk.shop.call("editMessageText", chat_id=ada, message_id=message, text="Sure?", reply_markup=keyboard)
    await desk.shop.call("answerCallbackQuery", callback_query_id=query["id"])

    assert query["data"] == "cancel:1"
    await expect(button).to_have_text("Yes, cancel it")
    await expect(button).to_be_focused()
    await expect(button).not_to_have_attribute("aria-busy", "true")
    await expect(desk[f"message-{message}"]).to_contain_text("edited")


async def test_two_quick_taps_are_two_presses(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)
    await desk.shop.writes(ada, "Blue mug", [{"text": "Cancel", "callback_data": "cancel:1"}])

    await desk["inline-button"].dblclick()

    ids = {(await desk.shop.hears("callback_query"))["id"] for _ in range(2)}
    assert len(ids) == 2


async def test_an_answer_passes_by_and_an_alert_waits(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)
    await desk.shop.writes(ada, "Blue mug", [{"text": "Wait", "callback_data": "w"}])

    for words, alert in (("Noted.", False), ("Already cancelled.", True)):
        await desk["inline-button"].click()
        query = await desk.shop.hears("callback_query")
        await desk.shop.call("answerCallbackQuery", callback_query_id=query["id"], text=words, show_alert=alert)
        await expect(desk["alert" if alert else "toast"]).to_contain_text(words)

    await desk["alert-ok"].click()
    await expect(desk["alert"]).to_have_count(0)


async def test_entities_become_elements_at_their_utf16_offsets(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)
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
    ada = await desk.person("Ada")
    await desk.opens(ada)
    await desk.shop.sends_file(ada, "receipt-A-1.txt", b"Order A-1, cancelled")

    async with desk.page.expect_download() as saving:
        await desk["document"].click()

    saved = await saving.value
    assert saved.suggested_filename == "receipt-A-1.txt"
    assert (await saved.path()).read_bytes() == b"Order A-1, cancelled"


async def test_blocking_stops_the_bot_until_unblocked(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)
    await desk.shop.writes(ada, "Hello")
    await expect(desk["composer"]).to_be_visible()

    await desk["menu"].click()
    await desk["menu-block"].click()

    assert (await desk.shop.hears("my_chat_member"))["new_chat_member"]["status"] == "kicked"
    await expect(desk["composer"]).to_have_count(0)
    await expect(desk[f"person-{ada}"]).to_contain_text("bot blocked")
    await desk["unblock"].click()
    await expect(desk["composer"]).to_be_visible()
    assert (await desk.shop.hears("my_chat_member"))["new_chat_member"]["status"] == "member"


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
    await expect(desk["log"]).to_contain_text("Er ist unterwegs.")
    await expect(badge).to_have_count(0)


async def test_a_link_to_the_bot_opens_it_wherever_it_stands(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)

    await desk["composer"].fill(f"https://t.me/{CARD.username}?start=link-abc_1")
    await desk["composer"].press("Enter")
    assert (await desk.shop.hears("message"))["text"] == "/start link-abc_1"

    link = f"https://t.me/{CARD.username}?start=p-MUG"
    await desk.shop.writes(ada, "See", [{"text": "Open", "url": link}, {"text": "Shop", "url": "https://example.org/"}])
    await desk["inline-button"].first.click()
    assert (await desk.shop.hears("message"))["text"] == "/start p-MUG"
    await expect(desk["inline-button"].last).to_have_attribute("target", "_blank")

    await desk["menu"].click()
    await desk["menu-link"].click()
    await desk["field-link"].fill("only-the-payload")
    await desk["link-form-go"].click()
    assert (await desk.shop.hears("message"))["text"] == "/start only-the-payload"


async def test_a_contact_is_shared_by_the_bots_keyboard(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)
    keyboard = {"keyboard": [[{"text": "Share my number", "request_contact": True}]], "one_time_keyboard": True}
    await desk.shop.call("sendMessage", chat_id=ada, text="Your number?", reply_markup=keyboard)

    await desk["reply-button"].click()
    await desk["field-phone_number"].fill("+491705550101")
    await desk["contact-form-go"].click()

    assert (await desk.shop.hears("message"))["contact"]["phone_number"].lstrip("+") == "491705550101"


async def test_the_bots_commands_are_offered_in_the_persons_language(desk: Visit) -> None:
    for language, words in (("", "My orders"), ("de", "Meine Bestellungen")):
        commands = [{"command": "orders", "description": words}]
        await desk.shop.call("setMyCommands", commands=commands, language_code=language)
    jonas = await desk.person("Jonas", "de")
    await desk.opens(jonas)

    await desk["commands"].click()
    await expect(desk["commands-menu"]).to_contain_text("Meine Bestellungen")
    await desk["command-orders"].click()

    assert (await desk.shop.hears("message"))["text"] == "/orders"


async def test_typing_is_shown(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)
    await expect(desk["composer"]).to_be_visible()

    await desk.shop.call("sendChatAction", chat_id=ada, action="typing")

    await expect(desk["chat-sub"]).to_have_text("is typing …")
    await desk.shop.writes(ada, "Here it is.")
    await expect(desk["chat-sub"]).to_have_text("You are Ada · English")


async def test_the_page_speaks_german(visiting: Visiting) -> None:
    visit = await visiting(locale="de-DE")
    jonas = await visit.person("Jonas", "de", started=False)
    await visit.opens(jonas)

    await expect(visit["start"]).to_have_text("STARTEN")
    await expect(visit["new-person"]).to_have_text("Neue Person")
    await expect(visit.page.locator("html")).to_have_attribute("lang", "de")
    await visit["language-en"].click()
    await expect(visit["start"]).to_have_text("START")
    await visit.page.reload()
    await expect(visit["new-person"]).to_have_text("New person")


async def test_a_narrow_phone_shows_one_column_without_sideways_scrolling(visiting: Visiting) -> None:
    phone = await visiting(viewport=PHONE, has_touch=True)
    await the_shop_has_a_guide(phone)
    ada = await phone.person("Ada with a name that is much too long for a phone")
    rows = [[{"text": "A button with rather a lot of words", "callback_data": str(at)} for at in range(3)]]
    await phone.shop.writes(ada, "https://example.org/" + "very-long-" * 40, *rows)
    await phone.opens()
    await expect(phone[f"person-{ada}"]).to_be_visible()
    assert await phone.fits()

    await phone[f"person-{ada}"].tap()
    await expect(phone["composer"]).to_be_in_viewport()
    await expect(phone["people"]).to_be_hidden()
    assert await phone.fits()
    for hook in ("inline-button", "send", "menu", "back", "shop-from-chat"):
        box = await phone[hook].first.bounding_box()
        assert box is not None, hook
        assert box["height"] >= 44, hook

    await phone["shop-from-chat"].tap()
    await expect(phone["run-call"].first).to_be_in_viewport()
    assert await phone.fits()
    await phone["shop-close"].tap()
    await phone["back"].tap()
    await expect(phone["people"]).to_be_visible()


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(243, 241, 234)"), ("dark", "rgb(19, 23, 22)")])
async def test_every_text_has_enough_contrast(visiting: Visiting, scheme: str, ground: str) -> None:
    visit = await visiting(color_scheme=scheme)
    await the_shop_has_a_guide(visit)
    ada, jonas = await visit.person("Ada"), await visit.person("Jonas", "de")
    await visit.opens(ada)
    text = '<b>Mug</b>, <a href="https://example.org">details</a>, <code>A-1</code>\n<blockquote>/late</blockquote>'
    await visit.shop.writes(ada, text, [{"text": "Cancel", "callback_data": "c"}], parse_mode="HTML")
    await visit.shop.writes(jonas, "Dein Becher ist da.")
    await expect(visit["unread"].first).to_be_visible()
    await expect(visit["inline-button"]).to_be_visible()

    contrast, where = await visit.page.evaluate(LOWEST_CONTRAST)

    assert contrast >= 4.5, where
    assert await visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == ground


async def test_a_call_is_run_and_one_sees_who_heard(desk: Visit) -> None:
    ada, jonas = await desk.person("Ada"), await desk.person("Jonas", "de")
    asked: list[tuple[dict[str, str], str | None]] = []

    async def receipt(route: Route) -> None:
        asked.append((route.request.headers, route.request.post_data))
        await desk.shop.writes(ada, "Your mug is here.")
        await desk.shop.writes(jonas, "Dein Becher ist da.")
        await route.fulfill(status=201, json={"orders_completed": 2})

    await the_shop_has_a_guide(desk)
    await desk.page.route("**/v1/stock/receipts", receipt)
    await desk.opens(ada)
    await expect(desk["composer"]).to_be_visible()

    await desk["run-call"].first.click()

    await expect(desk["answer-status"]).to_contain_text("201")
    await expect(desk["answer"].first).to_contain_text('"orders_completed": 2')
    await expect(desk[f"heard-{ada}"]).to_be_visible()
    await desk[f"heard-{jonas}"].click()
    await expect(desk["log"]).to_contain_text("Dein Becher ist da.")
    headers, body = asked[0]
    assert headers["authorization"] == f"Bearer {KEY}"
    assert headers["idempotency-key"]
    assert json.loads(body or "") == RECEIPT


async def test_a_curl_line_survives_the_shell(desk: Visit, origin: str) -> None:
    await the_shop_has_a_guide(desk)
    await desk.opens()

    line = await desk["curl"].first.inner_text()
    shell = ["sh", "-c", f"curl() {{ printf '%s\\0' \"$@\"; }}\n{line}"]
    running = await asyncio.create_subprocess_exec(*shell, stdout=asyncio.subprocess.PIPE)
    words = (await running.communicate())[0].decode().split("\0")

    assert words[:4] == ["-sS", "-X", "POST", f"{origin}/v1/stock/receipts"]
    assert f"Authorization: Bearer {KEY}" in words
    assert json.loads(words[words.index("--data") + 1]) == RECEIPT


async def test_a_link_of_the_guide_opens_in_the_open_chat(desk: Visit) -> None:
    await the_shop_has_a_guide(desk)
    ada = await desk.person("Ada")
    await desk.opens(ada)

    await desk["guide-link"].click()

    assert (await desk.shop.hears("message"))["text"] == "/start link-abc"


async def test_without_a_guide_there_is_no_shop_to_be(desk: Visit) -> None:
    ada = await desk.person("Ada")
    await desk.opens(ada)

    await expect(desk["composer"]).to_be_visible()
    await expect(desk["guide"]).to_be_hidden()


async def test_whoever_reads_old_messages_is_not_pulled_away(desk: Visit) -> None:
    ada = await desk.person("Ada")
    for number in range(9):
        await desk.shop.writes(ada, f"Message {number}" + "\nand a line" * 12)
    await desk.opens(ada)
    await expect(desk["log"].get_by_text("Message 8")).to_be_in_viewport()

    await desk.page.locator("#scroll").evaluate("node => node.scrollTo(0, 0)")
    await expect(desk["jump"]).to_be_visible()
    await desk.shop.writes(ada, "The newest one")
    await expect(desk["jump"]).to_contain_text("1")
    await expect(desk["log"].get_by_text("The newest one")).not_to_be_in_viewport()

    await desk["jump"].click()
    await expect(desk["log"].get_by_text("The newest one")).to_be_in_viewport()


async def test_a_lost_stream_is_said_and_what_was_missed_is_read(desk: Visit) -> None:
    ada = await desk.person("Ada")
    events = "**/playground/events*"

    async def nothing(route: Route) -> None:
        await route.fulfill(status=200, headers={"Content-Type": "text/event-stream"}, body=": gone\n\n")

    await desk.page.route(events, nothing)
    await desk.page.goto(f"{desk.http.base_url}/#{ada}")
    await expect(desk["offline"]).to_be_visible()

    await desk.page.unroute(events)
    await desk.shop.writes(ada, "Said meanwhile")
    await expect(desk["log"]).to_contain_text("Said meanwhile")
    await expect(desk["offline"]).to_be_hidden()


async def test_of_several_bots_one_is_chosen(windows: Windows) -> None:
    other = BotCard("7000002:other", "second_bot", "Second")
    async with served(build(journal=None, bots=[CARD, other])) as origin:
        page = await windows()
        await page.goto(origin)
        await expect(page.get_by_test_id("bots")).to_have_value(CARD.username)
        await page.get_by_test_id("bots").select_option("second_bot")
        await expect(page.locator("body[data-live]")).to_be_attached()
        await page.get_by_test_id("new-person").click()
        await page.get_by_test_id("field-first_name").fill("Ada")
        await page.get_by_test_id("new-person-form-go").click()
        await expect(page.get_by_test_id("welcome")).to_contain_text("Second")
        await page.close()


async def test_a_bot_that_calls_later_is_found(windows: Windows) -> None:
    async with served(build(journal=None, any_token=True)) as origin, httpx.AsyncClient(base_url=origin) as http:
        page = await windows()
        await page.goto(origin)
        await expect(page.locator("#nobody")).to_contain_text(origin)

        await http.post("/bot7000003:late/getMe")

        await expect(page.locator("body[data-live]")).to_be_attached()
        await expect(page.locator("#nobody")).to_contain_text("Nobody is here yet")
        await page.close()


async def the_shop_has_a_guide(visit: Visit) -> None:
    async def answer(route: Route) -> None:
        await route.fulfill(json=GUIDE)

    await visit.page.route("**/playground/guide*", answer)
