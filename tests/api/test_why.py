"""Answers to why over HTTP."""

from services.shop import Shop
from tests.api.cast import Desk, linked


async def test_an_order_says_why_it_waits(desk: Desk) -> None:
    await desk.sells("MUG")
    for name in ("ada", "ben"):
        await desk.knows(name)
    early = await desk.expects("MUG", 3, "2027-02-01", supplier="Potter & Co")
    late = await desk.expects("MUG", 4, "2027-03-01")
    await desk.orders("ada", "MUG", 2)
    order = await desk.orders("ben", "MUG", 3, priority=-1)
    await desk.orders("ada", "MUG", 1)
    await desk.receives("MUG", 4)

    found = await desk.get(f"/v1/backorders/{order['id']}/why")
    seen = await desk.get(f"/v1/backorders/{order['id']}")

    assert found.body == {
        "verdict": "waits_for_supply",
        "owns": 1,
        "released": 0,
        "misses": 2,
        "rule": {
            "allocation": "strict",
            "priority": -1,
            "placed_at": seen["placed_at"],
            "place": 1,
            "of": 1,
            "units_ahead": 0,
        },
        "received": [{"at": "2027-01-11T11:00:00Z", "units": 1, "cause": "receipt"}],
        "supplies": [
            {
                "id": early["id"],
                "expected_on": "2027-02-01",
                "open": 3,
                "units_before": 0,
                "buffer_days": 2,
                "due_on": "2027-02-04",
                "covers": True,
            }
        ],
        "promise": seen["promise"],
        "overtaken_by": 1,
    }
    assert (seen["promise"]["by"], late["id"]) == ("2027-02-04", early["id"] + 1)


async def test_a_subscriber_says_why_it_is_silent(desk: Desk, shop: Shop) -> None:
    await desk.sells("MUG", backorder={"policy": "deny"})
    for name in ("ada", "ben"):
        await desk.knows(name)
        waiting = await desk.signs_up(name, "MUG", 2)
    await desk.receives("MUG", 1)

    await linked(shop, "ben", blocked=True)
    found = await desk.get(f"/v1/subscriptions/{waiting['id']}/why")
    assert found["verdict"] == "out_of_reach"
    await linked(shop, "ben")
    found = await desk.get(f"/v1/subscriptions/{waiting['id']}/why")

    assert found.body == {
        "verdict": "in_line",
        "people_before": 1,
        "units_before": 2,
        "available": 1,
        "minimum": 2,
    }


async def test_what_does_not_exist_is_named(desk: Desk) -> None:
    order, alert = await desk.get("/v1/backorders/4711/why"), await desk.get("/v1/subscriptions/4711/why")

    assert (order.status, order.fields) == (404, ["backorder_id"])
    assert (alert.status, alert.fields) == (404, ["subscription_id"])
