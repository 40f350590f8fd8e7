"""Why somebody got nothing, over HTTP."""

from datetime import timedelta

import pytest

from domain.notices import MessageState
from domain.policy import QuietHours, ShopPolicy
from runtime.settings import Settings
from services.shop import Shop
from storage.attempts import Attempt
from storage.outbox import Settled
from tests.api.cast import Desk, linked
from tests.conftest import Clock


@pytest.fixture
def policy() -> ShopPolicy:
    quiet = Settings().quiet_hours
    assert isinstance(quiet, QuietHours)
    return ShopPolicy(quiet_hours=quiet)


async def why(desk: Desk, number: int) -> tuple[str, str | None, int | None]:
    answer = (await desk.get(f"/v1/messages/{number}"))["why"]
    return answer["code"], answer["until"], answer["behind"]


async def test_a_message_says_what_it_waits_for(desk: Desk, shop: Shop) -> None:
    await desk.sells("MUG")
    await desk.knows("ada")
    await desk.orders("ada", "MUG")
    await desk.orders("ada", "MUG")
    first, second = [line["id"] for line in (await desk.get("/v1/messages"))["items"]]
    assert await why(desk, first) == ("not_linked", None, None)

    await linked(shop, "ada")
    assert await why(desk, first) == ("in_line", None, None)
    later = shop.now() + timedelta(minutes=1)
    async with shop.store.begin() as tx:
        [letter] = await tx.outbox.claim(now=shop.now(), lease_until=shop.now(), most=1)
        await tx.outbox.settle([Settled(letter.id, 1, MessageState.DUE, due_at=later)], shop.now())
        await tx.attempts.add([Attempt(letter.id, shop.now(), "TryAgain", None, "TelegramServerError")])
    assert await why(desk, first) == ("tried_again", "2027-01-11T11:01:00Z", None)
    assert await why(desk, second) == ("waits_behind", None, first)

    await linked(shop, "ada", blocked=True)
    assert await why(desk, second) == ("blocked", None, None)


async def test_an_alert_waits_for_the_morning(desk: Desk, shop: Shop, clock: Clock) -> None:
    clock.passes(hours=11)
    await desk.sells("MUG")
    await desk.knows("ada", timezone="Europe/Berlin")
    await linked(shop, "ada")
    await desk.signs_up("ada", "MUG")
    await desk.receives("MUG", 1)
    [line] = (await desk.get("/v1/messages"))["items"]
    assert await why(desk, line["id"]) == ("quiet_hours", "2027-01-12T07:00:00Z", None)


async def test_a_person_who_got_nothing(desk: Desk, shop: Shop) -> None:
    await desk.sells("MUG")
    await desk.sells("PAN")
    for name in ("ada", "ben"):
        await desk.knows(name)
    order = await desk.orders("ada", "MUG", order_number="A-1")
    supply = await desk.expects("MUG", 5, "2027-01-20")
    await desk.call("PATCH", f"/v1/supplies/{supply['id']}", {"expected_on": "2027-01-21"})
    await desk.signs_up("ben", "PAN")
    await desk.signs_up("ada", "PAN")

    account = await desk.get("/v1/customers/ada/why")

    assert (account["linked"], account["blocked"], account["agreed"]) == (False, False, False)
    assert {each["why"]["code"] for each in account["messages"]} == {"not_linked"}
    moved, alert = account["unsaid"]
    assert (moved["code"], moved["order_number"]) == ("change_too_small", order["order_number"])
    assert (moved["old"], moved["new"]) == ("2027-01-23", "2027-01-24")
    assert (alert["code"], alert["sku"], alert["people_before"]) == ("alert_in_line", "PAN", 1)
    await linked(shop, "ada", blocked=True)
    assert (await desk.get("/v1/customers/ada/why"))["unsaid"][1]["code"] == "alert_passed_over"
    assert (await desk.get("/v1/customers/nobody/why")).slug == "not-found"
