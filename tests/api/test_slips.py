"""A date that slips, over HTTP: the reason, the answers, and the list of orders that a person should look at."""

from domain.actors import Who
from domain.backorders import Actor
from domain.slips import Choice
from services import answers
from services.shop import Shop
from tests.api.cast import Desk


async def test_who_asks_for_a_person_stands_on_the_list_until_somebody_attends(desk: Desk, shop: Shop) -> None:
    await desk.sells("MUG")
    await desk.knows("ada")
    supply = await desk.expects("MUG", 5, "2027-06-01")
    order = await desk.orders("ada", "MUG")
    await desk.orders("ada", "MUG")
    late = {"expected_on": "2027-06-20", "reason": "Zoll, in der Regel zwei Wochen"}
    refused = await desk.call("PATCH", f"/v1/supplies/{supply['id']}", late)
    assert (refused.status, refused.slug, refused.fields) == (422, "text-refused", ["reason"])
    assert (refused["why"], refused["found"]) == ("vague_date", "in der Regel")
    await desk.call("PATCH", f"/v1/supplies/{supply['id']}", late | {"reason": "shipping"})
    assert (await desk.get("/v1/backorders", attention=True))["items"] == []

    await answers.answer(shop, order["id"], Choice.ASK, Who(Actor.CUSTOMER, await number_of(shop, order["id"])))

    [listed] = (await desk.get("/v1/backorders", attention=True))["items"]
    assert (listed["id"], listed["attention"]) == (order["id"], "asks_person")
    seen = await desk.call("POST", f"/v1/backorders/{order['id']}/attend")
    assert seen["attention"] is None
    assert [(given["choice"], given["promise_by"]) for given in seen["answers"]] == [("ask", "2027-06-23")]
    assert (await desk.get("/v1/backorders", attention=True))["items"] == []


async def number_of(shop: Shop, backorder_id: int) -> int:
    async with shop.store.read() as tx:
        order = await tx.backorders.get(backorder_id)
        assert order is not None
        return order.customer_id


async def test_a_count_may_say_why(desk: Desk) -> None:
    await desk.sells("MUG")
    await desk.knows("ada")
    await desk.orders("ada", "MUG")
    await desk.receives("MUG", 1)

    vague = {"sku": "MUG", "quantity": 0, "reason": "Die Ware ist demnächst da."}
    refused = await desk.call("POST", "/v1/stock/counts", vague)
    assert (refused.status, refused.fields, refused["found"]) == (422, ["reason"], "demnächst")
    counted = await desk.call("POST", "/v1/stock/counts", {"sku": "MUG", "quantity": 0, "reason": "wrong_count"})

    assert counted.status == 200
    assert "units_taken_back" in await desk.messages_to("ada")
