"""Who is on stage: the shop's bot, played by the test, and a browser window with somebody in front of it."""

from typing import Any

import httpx
from playwright.async_api import Locator, Page, Route, ViewportSize

from playground.app import BotCard

CARD = BotCard("7000001:page_test-abcdefghijklmnopqrstuvwxy", "lumen_loom_bot", "Lumen & Loom")
PHONE = ViewportSize(width=360, height=740)  # the narrowest phone that is promised to work
DESK = ViewportSize(width=1360, height=860)
KEY = "nsk_it's a key"  # the quote must survive the shell
RECEIPT = {"sku": "MUG-'BLUE'", "quantity": 12}
GUIDE = {
    "api": None,
    "key": KEY,
    "calls": [
        {
            "title": {"en": "Book a delivery of 12 blue mugs", "de": "Lieferung von 12 blauen Bechern buchen"},
            "method": "POST",
            "path": "/v1/stock/receipts",
            "body": RECEIPT,
            "told": {"en": "Orders completed: {completed}. Told: {people}.", "de": "Vollständig: {completed}."},
        },
        {"title": {"en": "Who waits", "de": "Wer wartet"}, "method": "GET", "path": "/v1/backorders", "body": None},
    ],
    "links": [{"title": {"en": "Link an account", "de": "Konto verknüpfen"}, "payload": "link-abc"}],
}


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
        await self.page.wait_for_selector("body[data-live]")

    async def is_somebody(self, name: str = "Ada", language: str = "en") -> int:
        """Makes the person and opens their chat."""
        someone = await self.person(name, language)
        await self.opens(someone)
        return someone

    async def sees(self, text: str) -> None:
        """It stands in the open chat, as soon as it does: `expect` looks only a few times a second."""
        await self["log"].get_by_text(text).last.wait_for()

    async def fits(self) -> bool:
        return bool(await self.page.evaluate("document.scrollingElement.scrollWidth <= innerWidth"))

    async def has_a_guide(self) -> None:
        """There is a shop to be. Its API is played by whoever routes its paths."""

        async def answer(route: Route) -> None:
            await route.fulfill(json=GUIDE)

        await self.page.route("**/playground/guide*", answer)
