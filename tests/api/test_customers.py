"""People over HTTP, and the ledger of what they were told."""

from services import consents, customers, linking
from services.shop import Shop
from tests.api.cast import Desk

ADA = {
    "name": "Ada",
    "email": "ada@example.org",
    "phone": "+49 30 12345",
    "locale": "de-AT",
    "timezone": "Europe/Vienna",
}


async def test_a_customer_is_created_replaced_and_read_back(desk: Desk) -> None:
    made = await desk.knows("C-1", **ADA)
    again = await desk.knows("C-1", external_id="C-1", name="Ada L.")
    read = await desk.get("/v1/customers/C-1")

    assert (made.status, again.status) == (201, 200)
    unasked = {"marketing": {"given": False, "at": None, "wording": None, "language": None}}
    empty = {"tags": [], "preferences": [], "consents": unasked}
    assert made.body == ADA | {"external_id": "C-1", "linked": False, "blocked": False} | empty
    assert (read["name"], read["email"], read["phone"]) == ("Ada L.", None, None)
    assert (read["locale"], read["timezone"]) == ("de-AT", "Europe/Vienna")
    assert (await desk.knows("C-1", external_id="C-2")).slug == "address-mismatch"


async def test_a_link_joins_customer_and_chat_once(desk: Desk, shop: Shop) -> None:
    await desk.knows("C-1")
    nameless = await desk.call("POST", "/v1/customers/C-1/link")
    await linking.note_bot(shop, "shop_bot")
    link = await desk.call("POST", "/v1/customers/C-1/link")
    person = await customers.in_chat(shop, 4711, "en")

    await linking.use(shop, link["payload"], person)

    assert (nameless.status, nameless["url"]) == (201, None)
    assert link["url"] == f"https://t.me/shop_bot?start={link['payload']}"
    assert link["expires_at"] == "2027-01-18T11:00:00Z"
    assert (await desk.get("/v1/customers/C-1"))["linked"] is True


async def test_people_of_the_chat_stand_under_their_own_names(desk: Desk, shop: Shop) -> None:
    await customers.in_chat(shop, 4711, "en")

    assert (await desk.get("/v1/customers/chat:4711"))["linked"] is True
    taken = await desk.knows("chat:4712")
    assert (taken.status, taken.slug, taken.fields) == (409, "reserved-name", ["external_id"])


async def test_an_export_holds_everything_and_forgetting_takes_it_away(desk: Desk) -> None:
    await desk.sells("MUG")
    await desk.sells("CUP")
    await desk.knows("C-1", **ADA)
    await desk.knows("C-2", **ADA)
    await desk.orders("C-1", "MUG")
    await desk.signs_up("C-1", "CUP")

    export = await desk.get("/v1/customers/C-1/export")
    with_orders = await desk.call("DELETE", "/v1/customers/C-1")
    without = await desk.call("DELETE", "/v1/customers/C-2")

    assert export["customer"]["email"] == "ada@example.org"
    assert [len(export[kind]) for kind in ("backorders", "subscriptions", "messages")] == [1, 1, 1]
    assert (with_orders.status, without.status) == (204, 204)
    kept = await desk.get("/v1/customers/C-1")
    assert (kept["name"], kept["email"], kept["phone"]) == (None, None, None)
    assert (await desk.get("/v1/customers/C-2")).status == 404


async def test_the_ledger_says_what_went_to_whom(desk: Desk) -> None:
    await desk.sells("MUG")
    await desk.knows("ada")
    await desk.orders("ada", "MUG")

    message = (await desk.get("/v1/messages", customer="ada", kind="order_placed", state="due"))["items"][0]

    assert message == {
        "id": message["id"],
        "customer": "ada",
        "kind": "order_placed",
        "lane": "service",
        "state": "due",
        "reason": None,
        "attempt": 0,
        "due_at": "2027-01-11T11:00:00Z",
        "created_at": "2027-01-11T11:00:00Z",
        "sent_at": None,
        "carried_by": None,
        "why": {"code": "not_linked", "until": None, "behind": None},
    }
    assert (await desk.get("/v1/messages", state="sent"))["items"] == []


async def test_consent_is_shown_with_its_proof_and_not_taken_from_the_shop(desk: Desk, shop: Shop) -> None:
    await desk.knows("C-1")
    known = await customers.read(shop, "C-1")

    await consents.say(shop, known.id, given=True, wording="May we?", language="de")

    said = {"given": True, "at": "2027-01-11T11:00:00Z", "wording": "May we?", "language": "de"}
    assert (await desk.get("/v1/customers/C-1"))["consents"] == {"marketing": said}
    exported = (await desk.get("/v1/customers/C-1/export"))["consents"]
    assert exported == [said | {"purpose": "marketing", "broadcast_id": None}]
    claimed = await desk.knows("C-1", consents={"marketing": {"given": True}})
    assert (claimed.status, claimed.fields) == (400, ["consents"])
    assert (await desk.knows("C-1", name="Ada"))["consents"] == {"marketing": said}


async def test_what_somebody_likes_is_set_read_and_decides_what_is_suggested(desk: Desk) -> None:
    await desk.sells("MUG", category="Kitchen")
    await desk.sells("RUG", category="Floor")
    await desk.sells("POT", category="Kitchen")
    for sku in ("RUG", "POT"):
        await desk.receives(sku, 2)
    made = await desk.knows("C-1", preferences=["Floor", "Attic", "Floor"])
    await desk.orders("C-1", "MUG")

    kept = await desk.knows("C-1", name="Ada")
    found = await desk.get("/v1/customers/C-1/suggestions")

    assert made["preferences"] == kept["preferences"] == ["Attic", "Floor"]
    assert found.body == {"items": [{"sku": "RUG", "reason": "liked"}, {"sku": "POT", "reason": "related"}]}
    assert (await desk.get("/v1/customers/C-1/export"))["customer"]["preferences"] == ["Attic", "Floor"]
    assert (await desk.knows("C-1", preferences=[]))["preferences"] == []
    await desk.call("DELETE", "/v1/customers/C-1")
    assert (await desk.get("/v1/customers/C-1/suggestions"))["items"] == []
