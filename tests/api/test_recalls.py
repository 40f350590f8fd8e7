"""Recalls over HTTP: who owns units is told at once, and counted."""

from tests.api.cast import Desk

REASON = "The handle may break off."


async def test_owners_of_ready_and_shipped_units_are_told_once_each(desk: Desk) -> None:
    await desk.sells("MUG")
    for name in ("ada", "ben", "cem"):
        await desk.knows(name)
    shipped = await desk.orders("ada", "MUG", 2)
    await desk.orders("ada", "MUG", 1)
    await desk.orders("ben", "MUG", 1)
    await desk.orders("cem", "MUG", 1)
    await desk.receives("MUG", 4)
    await desk.call("POST", f"/v1/backorders/{shipped['id']}/release")

    recall = await desk.call("POST", "/v1/recalls", {"sku": "MUG", "reason": REASON})

    assert (recall.status, recall["people"], recall["acknowledged"]) == (201, 2, 0)
    owners = await desk.get(f"/v1/recalls/{recall['id']}/owners")
    assert owners["items"] == [
        {"customer": "ada", "units": 3, "acknowledged_at": None},
        {"customer": "ben", "units": 1, "acknowledged_at": None},
    ]
    assert [(await desk.messages_to(name)).count("recalled") for name in ("ada", "ben", "cem")] == [1, 1, 0]
    listed = await desk.get("/v1/recalls", sku="MUG")
    assert [each["reason"] for each in listed["items"]] == [REASON]
    assert (await desk.get(f"/v1/recalls/{recall['id']}"))["people"] == 2


async def test_owners_come_in_pages(desk: Desk) -> None:
    await desk.sells("MUG")
    for name in ("ada", "ben"):
        await desk.knows(name)
        await desk.orders(name, "MUG")
    await desk.receives("MUG", 2)
    recall = await desk.call("POST", "/v1/recalls", {"sku": "MUG", "reason": REASON})

    first = await desk.get(f"/v1/recalls/{recall['id']}/owners", limit=1)
    second = await desk.get(f"/v1/recalls/{recall['id']}/owners", limit=1, after=first["next"])

    assert [first["items"][0]["customer"], second["items"][0]["customer"], second["next"]] == ["ada", "ben", None]


async def test_what_is_not_there_cannot_be_recalled(desk: Desk) -> None:
    assert (await desk.call("POST", "/v1/recalls", {"sku": "NONE", "reason": REASON})).status == 404
    vague = await desk.call(
        "POST", "/v1/recalls", {"sku": "NONE", "reason": "Bitte zeitnah senden; Ersatz kommt bald."}
    )
    assert (vague.status, vague.fields, vague["found"]) == (422, ["reason"], "bald")
    assert (await desk.get("/v1/recalls/1")).status == 404
    assert (await desk.get("/v1/recalls/1/owners")).status == 404
    await desk.sells("MUG")
    assert (await desk.call("POST", "/v1/recalls", {"sku": "MUG"})).status == 400
