"""The merchant's own words over HTTP."""

import pytest

from services.shop import Shop
from tests.api.cast import Desk
from wording.notices import word
from wording.words import Catalogues, load_catalogues

PLACED = "we-have-your-order-order-number"


@pytest.fixture
def catalogues() -> Catalogues:
    """Of this test alone: it changes them."""
    return load_catalogues()


async def said(shop: Shop, catalogues: Catalogues, language: str) -> str:
    """The first letter, as it would be worded now."""
    async with shop.store.read() as tx:
        letters = await tx.messages.last(100)
    return word(letters[-1][1], catalogues.words(language)).text


async def ada_orders(desk: Desk) -> None:
    await desk.sells("MUG")
    await desk.knows("ada")
    await desk.orders("ada", "MUG", order_number="<1001>")


async def test_worded_otherwise_seen_before_said_and_taken_back(desk: Desk, shop: Shop, catalogues: Catalogues) -> None:
    await ada_orders(desk)
    original = await said(shop, catalogues, "de")
    wanted = {"de": "<b>Hurra, {order_number} ist bei uns!</b>"}

    preview = await desk.call("POST", f"/v1/texts/{PLACED}/preview", wanted)
    assert preview.status == 200
    assert "<b>Hurra, &lt;1001&gt; ist bei uns!</b>" in preview["de"]
    assert "We have your order" in preview["en"]
    [message] = (await desk.get("/v1/messages"))["items"]
    assert preview["message"] == message["id"]
    assert await said(shop, catalogues, "de") == original

    written = await desk.call("PUT", f"/v1/texts/{PLACED}", wanted)
    assert (written.status, written["own"]["de"], written["own"]["en"]) == (200, wanted["de"], None)
    assert "Hurra" in await said(shop, catalogues, "de")
    changed = await desk.get("/v1/texts", changed=True)
    assert [one["key"] for one in changed["items"]] == [PLACED]

    assert (await desk.call("DELETE", f"/v1/texts/{PLACED}")).status == 204
    assert await said(shop, catalogues, "de") == original
    assert (await desk.get(f"/v1/texts/{PLACED}"))["own"] == {"en": None, "de": None, "de_informal": None}


async def test_every_sentence_is_listed_once_in_pages(desk: Desk) -> None:
    keys: list[str] = []
    after = None
    while True:
        page = await desk.get("/v1/texts", limit=20, **({"after": after} if after else {}))
        keys += [one["key"] for one in page["items"]]
        after = page["next"]
        if after is None:
            break
    assert PLACED in keys
    assert keys == sorted(set(keys))


async def test_what_counts_takes_two_texts(desk: Desk) -> None:
    key = "n-more-unit-is-still-to-come"
    own = {"en": {"one": "One more!", "other": "{n} more!"}, "de": "Noch {n}!"}
    written = await desk.call("PUT", f"/v1/texts/{key}", own)
    assert (written.status, written["own"]["en"], written["own"]["de"]) == (200, own["en"], "Noch {n}!")
    assert written["original"]["en"]["other"] == "{n} more units are still to come."


async def test_bad_words_are_refused_with_the_language_and_what_is_wrong(desk: Desk) -> None:
    for path in (f"/v1/texts/{PLACED}", f"/v1/texts/{PLACED}/preview"):
        method = "POST" if path.endswith("preview") else "PUT"
        refused = await desk.call(method, path, {"en": "We have {order_number}.", "de": "{order_number} kommt bald."})
        assert (refused.status, refused.slug, refused.fields) == (422, "text-refused", ["de"])
        assert (refused["why"], refused["found"]) == ("vague_date", "bald")
        assert "“bald” in “de” sounds like a date" in refused["detail"]
    assert (await desk.get("/v1/texts", changed=True))["items"] == []
    assert (await desk.call("PUT", "/v1/texts/of-nothing", {"en": "x"})).slug == "not-found"
    assert (await desk.call("PUT", f"/v1/texts/{PLACED}", {"fr": "x"})).status == 400
