"""The catalogue over HTTP."""

from services import linking
from services.shop import Shop
from tests.api.cast import Desk


async def test_a_product_is_created_replaced_and_read_back(desk: Desk) -> None:
    made = await desk.sells(
        "MUG", name={"en": "Blue mug", "de": "Blauer Becher"}, price={"amount": 1290, "currency": "EUR"}, group="mugs"
    )
    again = await desk.sells("MUG", name={"en": "Mug"}, options={"Colour": "Blue"}, sku="MUG")
    read = await desk.get("/v1/products/MUG")

    assert (made.status, again.status, read.status) == (201, 200, 200)
    assert made["price"] == {"amount": 1290, "currency": "EUR"}
    assert (read["name"], read["group"], read["price"]) == ({"en": "Mug"}, None, None)
    assert read["availability"] == {
        "status": "backorder",
        "on_hand": 0,
        "reserved": 0,
        "held": 0,
        "available": 0,
        "waiting_units": 0,
        "limit_left": None,
        "promise": None,
    }


async def test_what_may_be_said_of_a_product_comes_with_the_date_and_its_source(desk: Desk) -> None:
    await desk.sells("MUG", backorder={"policy": "allow", "limit": 10})
    await desk.knows("ada")
    await desk.orders("ada", "MUG", 3)
    supply = await desk.expects("MUG", 4, "2027-02-01", supplier="Potter & Co")

    found = (await desk.get("/v1/products/MUG"))["availability"]

    assert (found["waiting_units"], found["limit_left"]) == (3, 7)
    assert found["promise"]["by"] == "2027-02-04"
    assert found["promise"]["basis"] == {
        "supply_id": supply["id"],
        "expected_on": "2027-02-01",
        "handling_days": 1,
        "buffer_days": 2,
        "supplier": "Potter & Co",
    }


async def test_the_address_names_the_product(desk: Desk) -> None:
    other = await desk.sells("MUG", sku="CUP")

    assert (other.status, other.slug, other.fields) == (409, "address-mismatch", ["sku"])


async def test_a_link_opens_the_product_in_the_chat(desk: Desk, shop: Shop) -> None:
    await desk.sells("MUG", alert_minimum=3)
    before = await desk.get("/v1/products/MUG/link")
    await linking.note_bot(shop, "shop_bot")

    found = await desk.get("/v1/products/MUG/link")

    assert (before["url"], before["payload"]) == (None, found["payload"])
    assert found["url"] == f"https://t.me/shop_bot?start={found['payload']}"
    assert (await desk.get("/v1/products/MUG"))["alert_minimum"] == 3
    assert (await desk.get("/v1/products/NONE/link")).status == 404


async def test_a_list_goes_on_where_the_page_before_ended(desk: Desk) -> None:
    for sku in ("A", "B", "C"):
        await desk.sells(sku)

    first = await desk.get("/v1/products", limit=2)
    second = await desk.get("/v1/products", limit=2, after=first["next"])

    assert [item["sku"] for item in first["items"]] == ["A", "B"]
    assert ([item["sku"] for item in second["items"]], second["next"]) == (["C"], None)


async def test_products_are_found_by_words_status_and_category(desk: Desk) -> None:
    await desk.sells("MUG", name={"de": "Blauer Becher"}, category="Kitchen")
    await desk.sells("LAMP", name={"en": "Lamp"}, backorder={"policy": "deny"})

    assert [p["sku"] for p in (await desk.get("/v1/products", q="BECHER blau"))["items"]] == ["MUG"]
    assert [p["sku"] for p in (await desk.get("/v1/products", status="out_of_stock"))["items"]] == ["LAMP"]
    assert [p["sku"] for p in (await desk.get("/v1/products", category="Kitchen"))["items"]] == ["MUG"]


async def test_alternatives_must_exist(desk: Desk) -> None:
    await desk.sells("MUG")
    await desk.sells("CUP")

    good = await desk.call("PUT", "/v1/products/MUG/alternatives", {"skus": ["CUP"]})
    bad = await desk.call("PUT", "/v1/products/MUG/alternatives", {"skus": ["CUP", "NIX"]})
    nowhere = await desk.call("PUT", "/v1/products/NIX/alternatives", {"skus": []})

    assert good["alternatives"] == ["CUP"]
    assert (bad.status, bad.fields, bad["key"]) == (404, ["skus"], "NIX")
    assert (nowhere.status, nowhere.fields) == (404, ["sku"])
    assert (await desk.get("/v1/products/MUG"))["alternatives"] == ["CUP"]


async def test_discontinuing_asks_those_who_wait_and_a_second_time_changes_nothing(desk: Desk) -> None:
    await desk.sells("MUG")
    await desk.knows("ada")
    await desk.orders("ada", "MUG")

    for _ in range(2):
        gone = await desk.call("POST", "/v1/products/MUG/discontinue")
        assert gone["availability"]["status"] == "discontinued"

    assert await desk.messages_to("ada") == ["order_placed", "product_discontinued"]


async def test_the_deep_link_appears_with_the_bots_name(desk: Desk, shop: Shop) -> None:
    await desk.sells("MUG")
    before = await desk.get("/v1/products/MUG")
    await linking.note_bot(shop, "shop_bot")

    after = await desk.get("/v1/products/MUG")

    assert before["chat_url"] is None
    assert after["chat_url"].startswith("https://t.me/shop_bot?start=p_")
