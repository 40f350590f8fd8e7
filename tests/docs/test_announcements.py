"""The calls of docs/announcements.md, in its order, against the application."""

import json
import re
import shlex
from typing import Any

import httpx

from api.app import build
from domain.products import Product
from domain.vague import VAGUE
from services import keys, products
from services.keys import Scope
from services.shop import Shop
from tests.docs.texts import ROOT
from tests.services.readers import Readers
from wording.words import load_catalogues

TEXT = (ROOT / "docs" / "announcements.md").read_text(encoding="utf-8")
BLOCK = re.findall(r"```sh\n(.*?)```", TEXT, flags=re.DOTALL)[0]
CALLS = [call for call in re.split(r"^(?=curl )", BLOCK, flags=re.MULTILINE) if call.startswith("curl ")]


def request_of(call: str, key: str) -> httpx.Request:
    words = iter(shlex.split(call, comments=True)[1:])
    method, url, headers, body = "GET", "", dict[str, str](), None
    for word in words:
        match word:
            case "-X":
                method = next(words)
            case "-H":
                header = next(words)
                name, _, value = (key if header == "$KEY" else header).partition(": ")
                headers[name] = value
            case "-d":
                body = next(words).encode()
            case _:
                url = word.replace("$API", "http://shop.test")
    return httpx.Request(method, url, headers=headers, content=body)


async def test_the_calls_do_what_the_page_says(shop: Shop) -> None:
    await Readers(shop).agrees("C-1001")
    await products.put(shop, Product("MUG-BLUE", {"en": "Blue mug"}))
    key = await keys.create(shop, "marketing", frozenset({Scope.BROADCAST}))
    transport = httpx.ASGITransport(build(shop, catalogues=load_catalogues()))
    answers: list[Any] = []
    async with httpx.AsyncClient(transport=transport) as http:
        for call in CALLS:
            answer = await http.send(request_of(call, f"Authorization: Bearer {key.text}"))
            assert answer.is_success, (call, answer.text)
            answers.append(json.loads(answer.text) if answer.content else None)

    draft, preview, _, sent, read, paused, dropped = answers
    assert (draft["id"], draft["state"], draft["local_time"]) == (1, "draft", True)
    assert draft["send_at"] == "2027-03-01T09:00:00Z"
    assert (preview["recipients"], preview["problems"]) == (0, [])
    assert (sent["state"], read["state"], paused["state"]) == ("scheduled", "scheduled", "paused")
    assert dropped["items"] == []


def test_the_page_lists_what_no_german_text_may_say() -> None:
    table = TEXT.partition("## German dates")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([^`]+)` ", table, flags=re.MULTILINE) == list(VAGUE)
