"""Announcements over HTTP."""

from dataclasses import replace

import httpx
import pytest
from litestar import Litestar

from api.app import build
from services import announcing, keys
from services.keys import Scope
from services.shop import Shop
from tests.api.cast import Desk
from tests.services.readers import Readers
from wording.words import Catalogues

SPRING = {
    "title": "Spring",
    "text": {"en": "<b>The blue mug is back.</b>", "de": "<b>Der blaue Becher ist wieder da.</b>"},
    "button": {"text": {"en": "To the shop", "de": "Zum Shop"}, "url": "https://shop.example/mug"},
    "audience": {},
}


@pytest.fixture
def readers(shop: Shop) -> Readers:
    return Readers(shop)


async def keyed(app: Litestar, shop: Shop, *scopes: Scope) -> Desk:
    key = await keys.create(shop, "more", frozenset(scopes))
    headers = {"Authorization": f"Bearer {key.text}"}
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return Desk(httpx.AsyncClient(transport=transport, base_url="http://shop.test", headers=headers))


async def test_from_draft_to_sent(desk: Desk, readers: Readers, shop: Shop) -> None:
    await readers.agrees("ada")
    await readers.agrees("ben", blocked=True)

    draft = await desk.call("POST", "/v1/broadcasts", SPRING)
    one = f"/v1/broadcasts/{draft['id']}"
    seen = await desk.call("POST", f"{one}/preview")
    sent = await desk.call("POST", f"{one}/send")

    assert (draft.status, draft["state"], draft["audience"], draft["title"]) == (201, "draft", {}, "Spring")
    assert seen.body == {
        "recipients": 2,
        "blocked": 1,
        "not_linked": 0,
        "muted": 0,
        "missing_translation": 0,
        "minutes": 1,
        "problems": [],
    }
    assert (sent.status, sent["state"], sent["started_at"]) == (200, "sending", "2027-01-11T11:00:00Z")
    assert sent["progress"] == {
        "recipients": 2,
        "due": 1,
        "sent": 0,
        "dropped": 1,
        "failed": 0,
        "unknown": 0,
        "reasons": {"blocked": 1},
        "minutes_left": 1,
    }
    recipients = (await desk.get(f"{one}/recipients"))["items"]
    assert recipients == [
        {"customer": "ada", "state": "due", "reason": None, "sent_at": None},
        {"customer": "ben", "state": "dropped", "reason": "blocked", "sent_at": None},
    ]
    await readers.delivers(await readers.sets_out())
    assert (await desk.get(one))["state"] == "sent"
    assert [each["customer"] for each in (await desk.get(f"{one}/recipients", state="sent"))["items"]] == ["ada"]
    assert [each["state"] for each in (await desk.get("/v1/messages", kind="announcement"))["items"]] == [
        "sent",
        "dropped",
    ]
    again = await desk.call("POST", f"{one}/send")
    assert (again.status, again.slug, again["state"]) == (409, "broadcast-move-refused", "sent")
    await announcing.advance(shop)


async def test_a_faulty_text_is_named_field_by_field(desk: Desk, readers: Readers) -> None:
    await readers.agrees("ada")
    text = {"en": "<b>Hello {first_name}", "de": "Der Becher ist bald wieder lieferbar."}
    draft = await desk.call("POST", "/v1/broadcasts", SPRING | {"text": text})
    one = f"/v1/broadcasts/{draft['id']}"

    seen = await desk.call("POST", f"{one}/preview")
    refused = await desk.call("POST", f"{one}/send")

    assert [problem["field"] for problem in seen["problems"]] == ["text.en", "text.de"]
    assert {problem["stops"] for problem in seen["problems"]} == {True}
    assert "“bald”" in seen["problems"][1]["detail"]
    assert (refused.status, refused.slug, refused.fields) == (409, "broadcast-faulty", ["text.en", "text.de"])
    mended = await desk.call("PUT", one, SPRING)
    assert (mended.status, mended["text"]) == (200, SPRING["text"])
    assert (await desk.call("POST", f"{one}/send")).status == 200


async def test_pause_resume_cancel(desk: Desk, readers: Readers) -> None:
    await readers.agrees("ada")
    one = f"/v1/broadcasts/{(await desk.call('POST', '/v1/broadcasts', SPRING))['id']}"
    assert (await desk.call("POST", f"{one}/pause")).slug == "broadcast-move-refused"
    await desk.call("POST", f"{one}/send")

    states = [(await desk.call("POST", f"{one}/{move}"))["state"] for move in ("pause", "resume", "cancel")]

    assert states == ["paused", "sending", "cancelled"]
    assert (await desk.get(f"{one}/recipients"))["items"][0]["reason"] == "cancelled"
    assert (await desk.call("POST", f"{one}/resume")).slug == "broadcast-move-refused"


async def test_only_a_key_for_it_may(app: Litestar, shop: Shop, desk: Desk, readers: Readers) -> None:
    await readers.agrees("ada")
    await desk.sells("MUG")
    await desk.orders("ada", "MUG")
    ordinary = await keyed(app, shop, Scope.READ, Scope.WRITE)
    assert (await ordinary.call("POST", "/v1/broadcasts", SPRING)).status == 403
    assert (await ordinary.get("/v1/broadcasts")).status == 403
    special = await keyed(app, shop, Scope.BROADCAST)
    assert (await special.call("POST", "/v1/broadcasts", SPRING)).status == 201
    assert (await special.call("POST", "/v1/broadcasts/1/test", {"customer": "ada"})).status == 204
    assert [each["kind"] for each in (await special.get("/v1/messages"))["items"]] == ["announcement"]
    assert (await special.get("/v1/messages", kind="order_placed")).status == 403
    assert [each["title"] for each in (await desk.get("/v1/broadcasts", state="draft"))["items"]] == ["Spring"]


async def test_a_second_person_approves(shop: Shop, catalogues: Catalogues, readers: Readers) -> None:
    await readers.agrees("ada")
    app = build(replace(shop, policy=replace(shop.policy, approve_broadcasts=True)), catalogues=catalogues)
    first, second = await keyed(app, shop, Scope.BROADCAST), await keyed(app, shop, Scope.BROADCAST)
    one = f"/v1/broadcasts/{(await first.call('POST', '/v1/broadcasts', SPRING))['id']}"

    assert (await first.call("POST", f"{one}/send"))["state"] == "awaiting_approval"
    assert (await first.call("POST", f"{one}/approve")).slug == "second-person-needed"
    approved = await second.call("POST", f"{one}/approve")

    assert (approved.status, approved["state"]) == (200, "sending")
    assert approved["approved_by"] not in (None, approved["created_by"])


async def test_a_test_goes_to_one_person(desk: Desk, readers: Readers) -> None:
    await readers.agrees("ada")
    await desk.knows("ben")
    one = f"/v1/broadcasts/{(await desk.call('POST', '/v1/broadcasts', SPRING))['id']}"

    sent = await desk.call("POST", f"{one}/test", {"customer": "ada"})
    refused = await desk.call("POST", f"{one}/test", {"customer": "ben"})

    assert sent.status == 204
    assert (refused.status, refused.slug, refused.fields) == (409, "no-consent", ["customer"])
    assert (await desk.call("POST", f"{one}/test", {"customer": "nobody"})).status == 404
    for body in (None, {}):
        nobody = await desk.call("POST", f"{one}/test", body)
        assert (nobody.status, nobody.fields) == (400, ["customer"])
    assert await desk.messages_to("ada") == ["announcement"]
    assert (await desk.get(one))["state"] == "draft"


async def test_the_same_key_sends_once(desk: Desk, readers: Readers) -> None:
    await readers.agrees("ada")
    one = f"/v1/broadcasts/{(await desk.call('POST', '/v1/broadcasts', SPRING))['id']}"
    answers = [await desk.call("POST", f"{one}/send", headers={"Idempotency-Key": "spring"}) for _ in range(2)]
    assert [answer.status for answer in answers] == [200, 200]
    assert answers[0].body == answers[1].body


async def test_tags_choose_an_audience(desk: Desk, readers: Readers) -> None:
    await readers.agrees("ada")
    await readers.agrees("ben")
    tagged = await desk.knows("ada", tags=["tea", "regular", "tea"])
    assert tagged["tags"] == ["regular", "tea"]
    assert (await desk.knows("ada", name="Ada"))["tags"] == ["regular", "tea"]
    draft = await desk.call("POST", "/v1/broadcasts", SPRING | {"audience": {"tags": ["regular"]}})

    assert (await desk.call("POST", f"/v1/broadcasts/{draft['id']}/preview"))["recipients"] == 1
    assert (await desk.knows("ada", tags=[]))["tags"] == []
    assert (await desk.call("POST", f"/v1/broadcasts/{draft['id']}/preview"))["recipients"] == 0


async def test_an_hour_without_a_zone_is_the_shops(desk: Desk, readers: Readers) -> None:
    await readers.agrees("ada")
    draft = await desk.call("POST", "/v1/broadcasts", SPRING | {"send_at": "2027-07-01T10:00:00"})
    assert draft["send_at"] == "2027-07-01T08:00:00Z"
    sent = await desk.call("POST", f"/v1/broadcasts/{draft['id']}/send")
    assert (sent["state"], sent["started_at"]) == ("scheduled", None)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"text": {"en": "x", "fr": "y"}}, "text.fr"),
        ({"text": {"en": "x" * 12_001}}, "text.en"),
        ({"text": {"en": "\x00"}}, "text.en"),
        ({"button": {"text": {"en": "x"}, "url": "javascript:alert(1)"}}, "button.url"),
        ({"button": {"text": {"en": "x" * 65}, "url": "https://a.example"}}, "button.text.en"),
        ({"audience": {"everyone": True}}, "audience.everyone"),
        ({"audience": {"language": "fr"}}, "audience.language"),
        ({"audience": {"products": {"owned": ["a/b"]}}}, "audience.products.owned[0]"),
        ({"audience": {"tags": ["x"] * 51}}, "audience.tags"),
        ({"audience": {"active_since": "yesterday"}}, "audience.active_since"),
        ({"send_at": "0001-01-01T00:00:00Z"}, "send_at"),
        ({"not_after": "9999-12-31T23:59:59Z"}, "not_after"),
        ({"state": "sent"}, "state"),
        ({"photo_url": "file:///etc/passwd"}, "photo_url"),
    ],
)
async def test_bad_input_names_its_field(desk: Desk, change: dict[str, object], field: str) -> None:
    refused = await desk.call("POST", "/v1/broadcasts", SPRING | change)
    assert (refused.status, refused.fields) == (400, [field])
