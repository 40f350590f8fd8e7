"""Languages, phones, and colours one can read."""

import pytest
from playwright.async_api import expect

from tests.playground.page.cast import PHONE, Visit
from tests.playground.page.conftest import Visiting

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

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


async def test_a_narrow_phone_shows_one_column_without_sideways_scrolling(phone: Visit) -> None:
    await phone.has_a_guide()
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


async def test_the_head_of_a_chat_keeps_to_two_lines(phone: Visit) -> None:
    """The name of our own bot stands there whole; of a longer one the beginning."""
    name = phone.page.locator("#bot-name")
    lines = "name => name.clientHeight / parseFloat(getComputedStyle(name).lineHeight)"
    await phone.shop.call("setMyName", name="Nachschub: Ihre Bestellungen")
    await phone.is_somebody("Ada")
    assert await name.evaluate("name => name.scrollHeight <= name.clientHeight && name.scrollWidth <= name.clientWidth")

    await phone.shop.call("setMyName", name="Lumen & Loom: everything you have ordered from us")
    await phone.page.reload()
    await expect(name).to_contain_text("Lumen")
    assert await name.evaluate(lines) < 2.5
    assert await name.evaluate("name => name.scrollHeight > name.clientHeight && name.title === name.textContent")
    assert await phone.fits()


async def test_a_newcomer_reads_what_there_is_to_do(visiting: Visiting) -> None:
    phone = await visiting(viewport=PHONE, locale="de-DE")
    await phone.has_a_guide()
    await phone.person("Jonas", "de")
    await phone.opens()

    for words in ("Eine Person wählen.", "Dann der Shop sein: eine Lieferung buchen"):
        await expect(phone["tour"].get_by_text(words)).to_be_in_viewport()
    await expect(phone["shop-from-list"]).to_be_in_viewport()


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(243, 241, 234)"), ("dark", "rgb(19, 23, 22)")])
async def test_every_text_has_enough_contrast(visiting: Visiting, scheme: str, ground: str) -> None:
    visit = await visiting(color_scheme=scheme)
    await visit.has_a_guide()
    ada, jonas = await visit.person("Ada"), await visit.person("Jonas", "de")
    await visit.page.route("**/v1/stock/receipts", lambda route: route.fulfill(status=201, json={"completed": 1}))
    await visit.opens(ada)
    await visit["show-curl"].first.click()
    await visit["run-call"].first.click()
    text = '<b>Mug</b>, <a href="https://example.org">details</a>, <code>A-1</code>\n<blockquote>/late</blockquote>'
    await visit.shop.writes(ada, text, [{"text": "Cancel", "callback_data": "c"}], parse_mode="HTML")
    await visit.shop.writes(jonas, "Dein Becher ist da.")
    await expect(visit["unread"].first).to_be_visible()
    await expect(visit["inline-button"]).to_be_visible()
    await visit["answer-status"].wait_for()

    contrast, where = await visit.page.evaluate(LOWEST_CONTRAST)

    assert contrast >= 4.5, where
    assert await visit.page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
