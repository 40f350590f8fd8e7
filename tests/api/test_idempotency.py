"""The same POST twice is done once."""

import asyncio

from services.shop import Shop
from tests.api.cast import Answer, Desk

ORDER = {"order_number": "1001", "customer": "ada", "sku": "MUG", "quantity": 2}


async def order(desk: Desk, key: str, **changes: object) -> Answer:
    return await desk.call("POST", "/v1/backorders", ORDER | changes, headers={"Idempotency-Key": key})


async def furnish(desk: Desk) -> None:
    await desk.sells("MUG")
    await desk.knows("ada")


async def test_a_repeat_gets_the_first_answer(desk: Desk) -> None:
    await furnish(desk)

    first = await order(desk, "a")
    second = await order(desk, "a")

    assert (first.status, second.status) == (201, 201)
    assert first.body == second.body
    assert second.headers["idempotency-replayed"] == "true"
    assert second.headers["content-type"] == first.headers["content-type"]
    assert len((await desk.get("/v1/backorders"))["items"]) == 1


async def test_two_at_the_same_moment_make_one_order(desk: Desk) -> None:
    await furnish(desk)

    answers = await asyncio.gather(*(order(desk, "a") for _ in range(4)))

    assert {answer.status for answer in answers} == {201}
    assert len({answer["id"] for answer in answers}) == 1
    assert len((await desk.get("/v1/backorders"))["items"]) == 1
    assert await desk.messages_to("ada") == ["order_placed"]


async def test_a_key_belongs_to_one_request(desk: Desk) -> None:
    await furnish(desk)
    await order(desk, "a")

    other_body = await order(desk, "a", quantity=3)
    other_address = await desk.call("POST", "/v1/subscriptions", ORDER, headers={"Idempotency-Key": "a"})

    for answer in (other_body, other_address):
        assert (answer.status, answer.slug, answer.fields) == (422, "idempotency-key-reused", ["Idempotency-Key"])


async def test_a_refusal_does_not_use_the_key_up(desk: Desk) -> None:
    await furnish(desk)

    refused = await order(desk, "a", sku="CUP")
    await desk.sells("CUP")
    placed = await order(desk, "a", sku="CUP")

    assert (refused.status, placed.status) == (404, 201)


async def test_what_writes_nothing_is_answered_twice_too(desk: Desk) -> None:
    await furnish(desk)
    receipt, key = {"sku": "MUG", "quantity": 2}, {"Idempotency-Key": "look"}

    first = await desk.call("POST", "/v1/stock/receipts/preview", receipt, headers=key)
    await order(desk, "a")
    second = await desk.call("POST", "/v1/stock/receipts/preview", receipt, headers=key)

    assert first.body == second.body


async def test_a_lost_answer_is_said_and_not_done_again(desk: Desk, shop: Shop) -> None:
    await furnish(desk)
    await order(desk, "a")
    async with shop.store.begin() as tx:
        await tx.connection.exec_driver_sql("UPDATE idempotency_keys SET status = NULL, answer = NULL")

    again = await order(desk, "a")

    assert (again.status, again.slug) == (409, "idempotency-in-progress")
    assert again.headers["retry-after"] == "1"
    assert len((await desk.get("/v1/backorders"))["items"]) == 1


async def test_a_key_is_short_and_plain(desk: Desk) -> None:
    await furnish(desk)
    long, odd = await order(desk, "k" * 201), await order(desk, "with space")

    for answer in (long, odd):
        assert (answer.status, answer.fields) == (400, ["Idempotency-Key"])


async def test_two_who_write_the_same_new_thing_both_get_an_answer(desk: Desk) -> None:
    answers = await asyncio.gather(*(desk.sells(f"MUG-{n // 4}") for n in range(16)))
    people = await asyncio.gather(*(desk.knows(f"C-{n // 4}") for n in range(16)))

    assert {answer.status for answer in (*answers, *people)} <= {200, 201, 409}
    assert {answer.slug for answer in (*answers, *people) if answer.status == 409} <= {"changed-meanwhile"}
    assert len((await desk.get("/v1/products"))["items"]) == 4


async def test_a_form_sent_again_is_the_same_request(desk: Desk) -> None:
    answers = [
        await desk.call(
            "POST",
            "/v1/products/import?format=csv",
            files={"file": ("a.csv", b"sku,name\nMUG,Mug\n")},
            headers={"Idempotency-Key": "a"},
        )
        for _ in range(2)
    ]

    assert [answer["created"] for answer in answers] == [1, 1]
