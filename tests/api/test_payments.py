"""Money facts over HTTP."""

from typing import Any

from tests.api.cast import Desk


def euros(cents: int) -> dict[str, Any]:
    return {"amount": cents, "currency": "EUR"}


async def test_what_is_due_stands_beside_what_was_paid(desk: Desk) -> None:
    await desk.sells("MUG", price=euros(1290))
    await desk.sells("GIFT")
    await desk.knows("ada")
    placed = await desk.orders("ada", "MUG", 2, deposit=euros(500), paid=euros(100))
    free = await desk.orders("ada", "GIFT")

    paid = await desk.call("POST", f"/v1/backorders/{placed['id']}/payments", {"paid": euros(1000)})

    assert (placed["deposit"], placed["total"]) == (euros(500), euros(2580))
    assert (placed["balance_due"], placed["deposit_due"]) == (euros(2480), euros(400))
    assert (paid.status, paid["paid"]) == (200, euros(1100))
    assert (paid["balance_due"], paid["deposit_due"]) == (euros(1480), euros(0))
    assert (await desk.get(f"/v1/backorders/{placed['id']}")).body == paid.body
    assert (await desk.get("/v1/backorders", sku="MUG"))["items"][0]["balance_due"] == euros(1480)
    assert [free[name] for name in ("deposit", "total", "balance_due", "deposit_due")] == [None] * 4


async def test_a_payment_that_is_sent_twice_is_noted_once(desk: Desk) -> None:
    await desk.sells("MUG", price=euros(1290))
    await desk.knows("ada")
    order = await desk.orders("ada", "MUG", 2)
    key = {"Idempotency-Key": "payment-1"}

    for _ in range(2):
        answer = await desk.call("POST", f"/v1/backorders/{order['id']}/payments", {"paid": euros(900)}, headers=key)

    assert (answer.headers["idempotency-replayed"], answer["paid"]) == ("true", euros(900))
    assert (await desk.get(f"/v1/backorders/{order['id']}"))["paid"] == euros(900)


async def test_every_no_names_its_field(desk: Desk) -> None:
    await desk.sells("MUG", price=euros(1290))
    await desk.knows("ada")
    order = await desk.orders("ada", "MUG")
    address = f"/v1/backorders/{order['id']}/payments"

    nothing = await desk.call("POST", address, {"paid": euros(0)})
    most = await desk.call("POST", address, {"paid": euros(1291)})
    foreign = await desk.call("POST", address, {"paid": {"amount": 1, "currency": "USD"}})
    deposit = await desk.orders("ada", "MUG", 1, deposit=euros(1291))
    dollars = await desk.orders("ada", "MUG", 1, deposit={"amount": 1, "currency": "USD"})
    nowhere = await desk.call("POST", "/v1/backorders/4711/payments", {"paid": euros(1)})
    await desk.call("POST", f"/v1/backorders/{order['id']}/cancel")
    late = await desk.call("POST", address, {"paid": euros(1)})

    assert (nothing.status, nothing.fields) == (400, ["paid.amount"])
    assert (most.status, most.slug, most.fields, most["most"]) == (409, "too-much-money", ["paid"], 1290)
    assert (foreign.status, foreign.slug, foreign.fields) == (409, "currency-mismatch", ["paid"])
    assert (deposit.status, deposit.slug, deposit.fields) == (409, "too-much-money", ["deposit"])
    assert (dollars.status, dollars.slug, dollars.fields) == (409, "currency-mismatch", ["deposit"])
    assert (nowhere.status, nowhere.fields) == (404, ["backorder_id"])
    assert (late.status, late.slug, late["state"]) == (409, "move-refused", "cancelled")
