"""The ledger over HTTP: one line with its attempts, and decisions about what did not arrive for sure."""

from domain.notices import MessageState
from services.shop import Shop
from storage.attempts import Attempt
from storage.messages import MessageQuery
from storage.outbox import Settled
from tests.api.cast import Desk


async def failed_letter(desk: Desk, shop: Shop) -> int:
    """Ada's news of her order; Telegram refused it."""
    await desk.sells("MUG")
    await desk.knows("ada")
    await desk.orders("ada", "MUG")
    async with shop.store.begin() as tx:
        [letter] = await tx.outbox.claim(now=shop.now(), lease_until=shop.now(), most=1)
        await tx.outbox.settle([Settled(letter.id, letter.attempt, MessageState.FAILED, "refused")], shop.now())
        await tx.attempts.add([Attempt(letter.id, shop.now(), "GiveUp", "refused", "TelegramBadRequest")])
    return letter.id


async def test_a_dead_letter_is_listed_and_sent_after_all(desk: Desk, shop: Shop) -> None:
    message = await failed_letter(desk, shop)
    listed = await desk.get("/v1/messages", state="failed")
    assert [line["id"] for line in listed["items"]] == [message]
    traced = await desk.get(f"/v1/messages/{message}")
    [attempt] = traced["attempts"]
    assert (attempt["verdict"], attempt["reason"], attempt["error"]) == ("GiveUp", "refused", "TelegramBadRequest")

    again = await desk.call("POST", f"/v1/messages/{message}/resend")
    twice = await desk.call("POST", f"/v1/messages/{message}/resend")

    assert (again.status, again["state"], again["reason"], again["attempt"]) == (200, "due", None, 0)
    assert [each["verdict"] for each in again["attempts"]] == ["GiveUp", "resend"]
    assert twice.body == again.body
    assert (await desk.get("/v1/messages", state="failed"))["items"] == []
    async with shop.store.begin() as tx:
        assert len(await tx.outbox.claim(now=shop.now(), lease_until=shop.now(), most=5)) == 1
        assert len((await tx.messages.page(MessageQuery())).items) == 1


async def test_what_was_left_stays_so(desk: Desk, shop: Shop) -> None:
    message = await failed_letter(desk, shop)
    left = await desk.call("POST", f"/v1/messages/{message}/leave")
    assert (left["state"], left["reason"]) == ("dropped", "left")
    [line] = (await desk.get("/v1/messages"))["items"]
    assert line["why"]["code"] == "left"
    assert (await desk.call("POST", f"/v1/messages/{message}/leave")).body == left.body
    refused = await desk.call("POST", f"/v1/messages/{message}/resend")
    assert (refused.status, refused.slug) == (409, "message-settled")


async def test_there_is_nothing_to_decide_about_what_is_due_or_unheard_of(desk: Desk) -> None:
    await desk.sells("MUG")
    await desk.knows("ada")
    await desk.orders("ada", "MUG")
    [line] = (await desk.get("/v1/messages"))["items"]
    for decision in ("resend", "leave"):
        assert (await desk.call("POST", f"/v1/messages/{line['id']}/{decision}")).slug == "message-settled"
        assert (await desk.call("POST", f"/v1/messages/999999/{decision}")).slug == "not-found"
    assert (await desk.get("/v1/messages/999999")).status == 404
    assert line["why"] == {"code": "not_linked", "until": None, "behind": None}
