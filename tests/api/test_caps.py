"""The cap per customer over HTTP."""

from tests.api.cast import Desk


async def test_a_cap_is_read_back_and_its_no_says_what_is_possible(desk: Desk) -> None:
    made = await desk.sells("MUG", backorder={"policy": "allow", "per_customer": 4})
    await desk.knows("ada")
    await desk.orders("ada", "MUG", 3)

    refused = await desk.orders("ada", "MUG", 2)

    assert (made["backorder"]["per_customer"], made["backorder"]["reorder_at"]) == (4, None)
    assert (refused.status, refused.slug, refused.fields) == (409, "cap-reached", ["quantity"])
    assert (refused["sku"], refused["per_customer"], refused["left"]) == ("MUG", 4, 1)
    assert (await desk.orders("ada", "MUG", 1)).status == 201
