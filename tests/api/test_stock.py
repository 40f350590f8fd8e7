"""Deliveries, counts, sales, supplies: what comes in, and who hears of it."""

from typing import Any

import pytest
from sqlalchemy import select

from services.shop import Shop
from storage.tables import metadata
from tests.api.cast import Desk, linked
from tests.conftest import Clock
from wording.notices import word
from wording.words import Catalogues


@pytest.fixture(autouse=True)
async def shop_with_a_mug(desk: Desk, shop: Shop) -> None:
    await desk.sells("MUG", name={"en": "Blue mug", "de": "Blauer Becher"})
    for name in ("ada", "ben", "cem", "dora"):
        await desk.knows(name)
    await linked(shop, "cem", "dora")


async def test_a_delivery_says_where_its_units_went(desk: Desk) -> None:
    await desk.orders("ada", "MUG", 2)
    await desk.orders("ben", "MUG", 3)
    await desk.signs_up("cem", "MUG")

    first = await desk.receives("MUG", 4)
    second = await desk.receives("MUG", 3)

    assert first.status == 201
    assert first.body == {
        "to_backorders": 4, "orders_completed": 1, "held_for_alerts": 0, "people_told": 0, "left": 0,
    }  # fmt: skip
    assert second.body == {
        "to_backorders": 1, "orders_completed": 1, "held_for_alerts": 0, "people_told": 1, "left": 2,
    }  # fmt: skip
    assert await desk.messages_to("cem") == ["back_in_stock"]


async def test_a_preview_tells_everything_and_changes_nothing(desk: Desk, shop: Shop, catalogues: Catalogues) -> None:
    await desk.expects("MUG", 9, "2027-02-01")
    for name, quantity in (("ada", 2), ("ben", 3)):
        await desk.orders(name, "MUG", quantity)
    await desk.signs_up("cem", "MUG")
    before = await everything(shop)

    preview = await desk.call("POST", "/v1/stock/receipts/preview", {"sku": "MUG", "quantity": 6})

    assert await everything(shop) == before
    real = await desk.receives("MUG", 6)
    assert {name: preview[name] for name in real.body} == real.body
    told = [(person["customer"], person["kind"]) for person in preview["people"]]
    assert told == [("ada", "order_complete"), ("ben", "order_complete"), ("cem", "back_in_stock")]
    assert preview["people"][2]["texts"]["de"].startswith("Wieder da: Blauer Becher")
    assert preview["people"][0]["texts"]["en"] == (await written_to(shop, "ada", catalogues))[-1]


async def test_what_was_counted_counts_and_a_sale_takes_only_what_is_free(desk: Desk) -> None:
    await desk.receives("MUG", 5)
    await desk.orders("ada", "MUG", 2)

    sold = await desk.call("POST", "/v1/stock/sales", {"sku": "MUG", "quantity": 3})
    beyond = await desk.call("POST", "/v1/stock/sales", {"sku": "MUG", "quantity": 1})
    counted = await desk.call("POST", "/v1/stock/counts", {"sku": "MUG", "quantity": 1})

    assert (sold["on_hand"], sold["available"]) == (2, 0)
    assert (beyond.slug, beyond["wanted"], beyond["available"], beyond.fields) == (
        "not-enough-units", 1, 0, ["quantity"],
    )  # fmt: skip
    assert (counted["on_hand"], counted["reserved"], counted["waiting_units"]) == (1, 1, 1)
    assert await desk.messages_to("ada") == ["order_placed", "units_taken_back"]


async def test_the_figures_are_the_sums_of_the_movements(desk: Desk) -> None:
    await desk.receives("MUG", 5)
    order = await desk.orders("ada", "MUG", 2)
    await desk.call("POST", f"/v1/backorders/{order['id']}/release")
    await desk.call("POST", "/v1/stock/counts", {"sku": "MUG", "quantity": 7})

    ledger = (await desk.get("/v1/stock/movements", sku="MUG"))["items"]
    figures = (await desk.get("/v1/products/MUG"))["availability"]

    assert [m["kind"] for m in ledger] == ["receipt", "reserve", "release", "count"]
    for name in ("on_hand", "reserved", "held"):
        assert figures[name] == sum(m[name] for m in ledger)


async def test_a_supply_is_announced_moved_and_arrives_in_parts(desk: Desk) -> None:
    order = await desk.orders("ada", "MUG", 2)
    made = await desk.expects("MUG", 5, "2027-02-01", supplier="Potter & Co", reference="PO-7")
    address = f"/v1/supplies/{made['id']}"

    moved = await desk.call("PATCH", address, {"expected_on": "2027-03-01", "reason": "the kiln broke"})
    late = await desk.get(f"/v1/backorders/{order['id']}")
    part = await desk.call("POST", f"{address}/arrive", {"quantity": 2})
    rest = await desk.call("POST", f"{address}/arrive")
    over = await desk.call("POST", f"{address}/arrive")

    assert (made.status, made["open"], made["state"], made["reference"]) == (201, 5, "open", "PO-7")
    assert (moved["expected_on"], moved["reason"]) == ("2027-03-01", "the kiln broke")
    assert late["promise"]["by"] == "2027-03-04"
    assert [(c["old"], c["new"], c["told"], c["reason"]) for c in late["promise_history"]] == [
        (None, "2027-02-04", True, None),
        ("2027-02-04", "2027-03-04", True, "the kiln broke"),
    ]
    assert (part["orders_completed"], rest["left"]) == (1, 3)
    assert (over.status, over.slug, over["state"]) == (409, "supply-closed", "arrived")
    assert [s["state"] for s in (await desk.get("/v1/supplies", sku="MUG", state="arrived"))["items"]] == ["arrived"]


async def test_a_supply_is_for_one_product_and_ends_when_cancelled(desk: Desk) -> None:
    await desk.sells("CUP")
    supply = await desk.expects("MUG", 5, "2027-02-01")

    wrong = await desk.receives("CUP", 1, supply_id=supply["id"])
    unknown = await desk.receives("MUG", 1, supply_id=999)
    gone = await desk.call("PATCH", f"/v1/supplies/{supply['id']}", {"state": "cancelled"})
    late = await desk.call("PATCH", f"/v1/supplies/{supply['id']}", {"quantity": 2})

    assert (wrong.slug, wrong.fields) == ("supply-mismatch", ["supply_id"])
    assert (unknown.status, unknown.fields) == (404, ["supply_id"])
    assert (gone["state"], gone["open"]) == ("cancelled", 0)
    assert late.slug == "supply-closed"


async def test_signing_up_twice_answers_the_first(desk: Desk, clock: Clock) -> None:
    first = await desk.signs_up("dora", "MUG", 2)
    clock.passes(hours=1)
    second = await desk.signs_up("dora", "MUG", 3)

    assert (first.status, second.status) == (201, 200)
    assert second.body == first.body
    assert (first["quantity"], first["state"], first["held_until"]) == (2, "active", None)
    assert [s["id"] for s in (await desk.get("/v1/subscriptions", customer="dora", state="active"))["items"]] == [
        first["id"]
    ]
    for _ in range(2):
        assert (await desk.call("DELETE", f"/v1/subscriptions/{first['id']}")).status == 204
    assert (await desk.get("/v1/subscriptions", sku="MUG"))["items"][0]["state"] == "ended"


async def everything(shop: Shop) -> dict[str, list[Any]]:
    """Every row of every table."""
    async with shop.store.read() as tx:
        return {
            table.name: sorted(map(str, await tx.connection.execute(select(table)))) for table in metadata.sorted_tables
        }


async def written_to(shop: Shop, customer: str, catalogues: Catalogues) -> list[str]:
    """What the post would say in English; no page of these has markup but <b>."""
    async with shop.store.begin() as tx:
        due = await tx.outbox.claim(now=shop.now(), lease_until=shop.now(), most=50)
        names = await tx.customers.external_ids(letter.customer_id for letter in due)
    mine = [letter for letter in due if names[letter.customer_id] == customer]
    texts = [word(letter.news, catalogues.words("en")).text for letter in mine]
    return [text.replace("<b>", "").replace("</b>", "") for text in texts]
