"""Proposed supplier orders over HTTP."""

from tests.api.cast import Desk


async def test_a_list_of_what_to_order_goes_on_where_it_ended(desk: Desk) -> None:
    await desk.knows("ada")
    for sku in ("A", "B", "C"):
        await desk.sells(sku, name={"en": sku}, backorder={"policy": "allow", "reorder_at": 2})
        await desk.orders("ada", sku, 1 if sku == "B" else 4)
    await desk.expects("A", 1, "2027-02-01")

    first = await desk.get("/v1/supplies/proposals", limit=1)
    second = await desk.get("/v1/supplies/proposals", limit=1, after=first["next"])

    assert first["items"] == [
        {"sku": "A", "name": {"en": "A"}, "waiting_units": 4, "expected_units": 1, "quantity": 3},
    ]
    assert [(item["sku"], item["quantity"]) for item in second["items"]] == [("C", 4)]
    assert second["next"] is None
    assert (await desk.get("/v1/products/A"))["backorder"]["reorder_at"] == 2
