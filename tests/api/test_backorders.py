"""Orders over HTTP: placed, looked at, cancelled, switched, shipped."""

import pytest

from tests.api.cast import Desk
from tests.conftest import Clock


@pytest.fixture(autouse=True)
async def shop_with_a_mug(desk: Desk) -> None:
    await desk.sells("MUG", price={"amount": 1290, "currency": "EUR"})
    await desk.knows("ada")
    await desk.knows("ben")


async def test_an_order_waits_with_place_and_date(desk: Desk) -> None:
    supply = await desk.expects("MUG", 5, "2027-02-01", supplier="Potter & Co")
    await desk.orders("ada", "MUG", 3)

    placed = await desk.orders("ben", "MUG", 2, order_number="#1002", paid={"amount": 2580, "currency": "EUR"})

    assert placed.status == 201
    assert (placed["order_number"], placed["customer"], placed["sku"], placed["quantity"]) == ("#1002", "ben", "MUG", 2)
    assert (placed["unit_price"], placed["paid"]) == (
        {"amount": 1290, "currency": "EUR"},
        {"amount": 2580, "currency": "EUR"},
    )
    assert (placed["ship"], placed["priority"], placed["placed_at"]) == ("together", 0, "2027-01-11T11:00:00Z")
    assert (placed["state"], placed["reserved_quantity"]) == ("waiting", 0)
    assert (placed["place"], placed["of"], placed["units_ahead"]) == (2, 2, 3)
    assert placed["promise"]["by"] == "2027-02-04"
    assert placed["promise"]["basis"]["supply_id"] == supply["id"]
    assert [(entry["state"], entry["by"]) for entry in placed["history"]] == [("waiting", "merchant")]
    assert (await desk.get(f"/v1/backorders/{placed['id']}")).body == placed.body


async def test_what_is_ready_has_no_place(desk: Desk) -> None:
    await desk.receives("MUG", 2)

    placed = await desk.orders("ada", "MUG", 2)

    assert (placed["state"], placed["reserved_quantity"], placed["promise"]) == ("reserved", 2, None)
    assert (placed["place"], placed["of"], placed["units_ahead"]) == (None, None, None)


async def test_lists_narrow_and_carry_place_and_date(desk: Desk) -> None:
    await desk.expects("MUG", 5, "2027-02-01")
    await desk.orders("ada", "MUG")
    await desk.orders("ben", "MUG", 2)

    mine = await desk.get("/v1/backorders", customer="ben", sku="MUG", state="waiting")

    assert [(o["customer"], o["place"], o["promise"]["by"]) for o in mine["items"]] == [("ben", 2, "2027-02-04")]
    assert (await desk.get("/v1/backorders", state="cancelled"))["items"] == []
    pages = await desk.get("/v1/backorders", limit=1)
    assert len((await desk.get("/v1/backorders", limit=1, after=pages["next"]))["items"]) == 1


async def test_cancelling_gives_the_units_on_and_owes_the_money(desk: Desk) -> None:
    await desk.receives("MUG", 1)
    first = await desk.orders("ada", "MUG", 1, paid={"amount": 1290, "currency": "EUR"})
    second = await desk.orders("ben", "MUG", 1)

    gone = await desk.call("POST", f"/v1/backorders/{first['id']}/cancel", {"reason": "called us"})
    again = await desk.call("POST", f"/v1/backorders/{first['id']}/cancel")

    assert (gone["state"], gone["history"][-1]["reason"]) == ("cancelled", "called us")
    assert gone["refund_due"] == {"amount": 1290, "currency": "EUR", "due_on": "2027-01-25"}
    assert (again.status, again.slug, again["state"]) == (409, "move-refused", "cancelled")
    assert (await desk.get(f"/v1/backorders/{second['id']}"))["state"] == "reserved"


async def test_switching_keeps_number_and_time(desk: Desk, clock: Clock) -> None:
    await desk.sells("CUP", price={"amount": 990, "currency": "EUR"})
    await desk.sells("VASE", price={"amount": 9900, "currency": "EUR"})
    for sku in ("CUP", "VASE"):
        await desk.receives(sku, 3)
    old = await desk.orders("ada", "MUG", 2)
    clock.passes(days=1)

    dearer = await desk.call("POST", f"/v1/backorders/{old['id']}/switch", {"sku": "VASE"})
    switched = await desk.call("POST", f"/v1/backorders/{old['id']}/switch", {"sku": "CUP"})
    new = await desk.get(f"/v1/backorders/{switched['switched_to']}")

    assert (dearer.status, dearer.slug, dearer["why"], dearer.fields) == (409, "not-an-alternative", "dearer", ["sku"])
    assert switched["state"] == "switched"
    assert (new["order_number"], new["sku"], new["quantity"]) == (old["order_number"], "CUP", 2)
    assert (new["placed_at"], new["state"]) == (old["placed_at"], "reserved")


async def test_an_order_leaves_the_house_and_arrives(desk: Desk) -> None:
    order = await desk.orders("ada", "MUG", 2, ship="partial")
    address = f"/v1/backorders/{order['id']}"
    early = await desk.call("POST", f"{address}/release")
    await desk.receives("MUG", 1)

    part = await desk.call("POST", f"{address}/release")
    await desk.receives("MUG", 1)
    rest = await desk.call("POST", f"{address}/release")
    arrived = await desk.call("POST", f"{address}/fulfil")

    assert (early.status, early.slug) == (409, "move-refused")
    assert (part["state"], part["released_quantity"]) == ("waiting", 1)
    assert (rest["state"], arrived["state"]) == ("released", "fulfilled")
    assert (await desk.get("/v1/products/MUG"))["availability"]["on_hand"] == 0


async def test_every_no_says_what_would_be_possible(desk: Desk) -> None:
    await desk.sells("FEW", backorder={"policy": "allow", "limit": 3})
    await desk.sells("NONE", backorder={"policy": "deny"})
    await desk.sells("SLOW", backorder={"policy": "allow", "max_wait_days": 5})
    await desk.expects("SLOW", 9, "2027-06-01")
    await desk.sells("GONE", active=False)
    await desk.orders("ada", "FEW", 2, order_number="7")

    refused = {
        "limit-reached": await desk.orders("ada", "FEW", 2),
        "backorder-denied": await desk.orders("ada", "NONE"),
        "wait-too-long": await desk.orders("ada", "SLOW"),
        "discontinued": await desk.orders("ada", "GONE"),
        "order-taken": await desk.orders("ada", "FEW", 1, order_number="7"),
        "placed-in-future": await desk.orders("ada", "MUG", placed_at="2027-01-12T00:00:00Z"),
        "currency-mismatch": await desk.orders("ada", "MUG", paid={"amount": 1, "currency": "USD"}),
    }

    assert {slug: (answer.status, answer.slug) for slug, answer in refused.items()} == {
        slug: (409, slug) for slug in refused
    }
    assert all(answer.fields for answer in refused.values())
    assert (refused["limit-reached"]["limit"], refused["limit-reached"]["limit_left"]) == (3, 1)
    assert refused["wait-too-long"]["promise_by"] == "2027-06-04"
    assert (await desk.orders("ben", "NIX")).fields == ["sku"]
    assert (await desk.orders("nobody", "MUG")).fields == ["customer"]


async def test_an_order_is_picked_up_only_where_the_shop_has_a_place_for_it(desk: Desk) -> None:
    placed = await desk.orders("ada", "MUG")
    assert placed["pickup"] is False

    refused = await desk.call("POST", f"/v1/backorders/{placed['id']}/pickup", {"pickup": True})
    assert (refused.status, refused["field"]) == (409, "pickup")
    assert (await desk.orders("ben", "MUG", pickup=True)).status == 409
    assert (await desk.call("POST", f"/v1/backorders/{placed['id']}/pickup", {"pickup": False})).body[
        "history"
    ] == placed["history"]
