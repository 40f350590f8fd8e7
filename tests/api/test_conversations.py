"""Conversations over HTTP: staff reads, answers, notes and ends them without any group."""

import pytest

from services import conversations, customers
from services.remarks import Spoken
from services.shop import Shop
from tests.api.cast import Desk


@pytest.fixture
async def asked(shop: Shop) -> int:
    """Somebody whom only the chat knows has asked for a person; the conversation's number."""
    person = await customers.in_chat(shop, 501, "de")
    reception = await conversations.ask(shop, person.id, Spoken("text", "Wo bleibt <b>sie</b>?", 501, 7))
    return reception.conversation.id


async def test_staff_answers_notes_and_ends_a_conversation(desk: Desk, asked: int) -> None:
    listed = await desk.get("/v1/conversations", state="open", customer="chat:501")
    assert [(item["id"], item["trouble"], item["opened_by"]) for item in listed["items"]] == [
        (asked, "no_team", "customer")
    ]
    assert listed["satisfaction"] == {"ratings": 0, "average": None, "stars": {}}

    answer = await desk.call("POST", f"/v1/conversations/{asked}/messages", {"text": "Morgen & sicher"})
    assert (answer.status, answer["side"], answer["text"]) == (201, "team", "Morgen & sicher")
    noted = await desk.call("POST", f"/v1/conversations/{asked}/notes", {"text": "waits since May"})
    assert (noted.status, noted["side"]) == (201, "note")
    closed = await desk.call("POST", f"/v1/conversations/{asked}/close")
    assert (closed.status, closed["state"], closed["closed_by"]) == (200, "closed", "merchant")

    read = await desk.get(f"/v1/conversations/{asked}")
    assert [(said["side"], said["text"]) for said in read["messages"]] == [
        ("customer", "Wo bleibt sie?"),
        ("team", "Morgen & sicher"),
        ("note", "waits since May"),
    ]
    assert read["first_answer_at"] is not None
    assert await desk.messages_to("chat:501") == ["team_message", "conversation_closed"]
    assert (await desk.get("/v1/conversations", state="open"))["items"] == []


async def test_what_has_ended_or_cannot_arrive_is_refused(desk: Desk, shop: Shop, asked: int) -> None:
    await customers.set_blocked(shop, 501, blocked=True)
    answer = await desk.call("POST", f"/v1/conversations/{asked}/messages", {"text": "Hallo"})
    assert (answer.status, answer.slug, answer["why"]) == (409, "out-of-reach", "blocked")
    await desk.call("POST", f"/v1/conversations/{asked}/close")
    for act, body in (("messages", {"text": "Hallo"}), ("close", None)):
        answer = await desk.call("POST", f"/v1/conversations/{asked}/{act}", body)
        assert (answer.status, answer.slug) == (409, "conversation-closed")
    assert (await desk.call("POST", f"/v1/conversations/{asked}/notes", {"text": "later"})).status == 201
    for path in ("", "/messages", "/notes", "/close"):
        method = "POST" if path else "GET"
        assert (await desk.call(method, f"/v1/conversations/999{path}", {"text": "x"} if path else None)).status in {
            400,
            404,
        }
    empty = await desk.call("POST", f"/v1/conversations/{asked}/messages", {"text": " \n"})
    assert (empty.status, empty.fields) == (400, ["text"])


async def test_the_same_answer_twice_is_sent_once(desk: Desk, asked: int) -> None:
    for _ in range(2):
        headers = {"Idempotency-Key": "answer-1"}
        path = f"/v1/conversations/{asked}/messages"
        assert (await desk.call("POST", path, {"text": "Hallo"}, headers=headers)).status == 201
    assert await desk.messages_to("chat:501") == ["team_message"]


async def test_texts_are_sealed_and_exported_and_erased(desk: Desk, shop: Shop, asked: int) -> None:
    await desk.call("POST", f"/v1/conversations/{asked}/messages", {"text": "Geheimes Wort"})
    async with shop.store.engine.connect() as connection:
        for table in ("remarks", "outbox"):
            rows = (await connection.exec_driver_sql(f"SELECT * FROM {table}")).all()
            assert rows
            assert "Geheimes" not in str(rows)
            assert "Wo bleibt" not in str(rows)
    exported = await desk.get("/v1/customers/chat:501/export")
    assert [said["text"] for said in exported["conversations"][0]["messages"]] == ["Wo bleibt sie?", "Geheimes Wort"]

    assert (await desk.call("DELETE", "/v1/customers/chat:501")).status == 204
    assert (await desk.get("/v1/conversations"))["items"] == []
    assert (await desk.get(f"/v1/conversations/{asked}")).status == 404


async def test_canned_answers_are_kept_and_their_gaps_checked(desk: Desk) -> None:
    texts = {"en": "Order {order_number} comes by {date}.", "de": "Bestellung {order_number}."}
    assert (await desk.call("PUT", "/v1/canned/when", {"texts": texts})).body == {"name": "when", "texts": texts}
    assert (await desk.get("/v1/canned/when"))["texts"] == texts
    assert [item["name"] for item in (await desk.get("/v1/canned"))["items"]] == ["when"]
    for wrong in ("{nobody}", "{", "{name!r}", "{name:>9}", "{}"):
        answer = await desk.call("PUT", "/v1/canned/when", {"texts": {"en": wrong}})
        assert (answer.status, "texts" in answer.text) == (400, True), wrong
    assert (await desk.call("PUT", "/v1/canned/when", {"texts": {"fr": "Bientôt"}})).status == 400
    assert (await desk.call("PUT", "/v1/canned/When!", {"texts": texts})).status == 400
    vague = {"en": "Bald eagles.", "de": "Es kommt bald, voraussichtlich am {date}."}
    answer = await desk.call("PUT", "/v1/canned/when", {"texts": vague})
    assert (answer.status, answer.slug, answer.fields, answer["found"]) == (422, "text-refused", ["texts.de"], "bald")
    assert (await desk.get("/v1/canned/when"))["texts"] == texts
    assert (await desk.call("DELETE", "/v1/canned/when")).status == 204
    assert (await desk.call("DELETE", "/v1/canned/when")).status == 404
    assert (await desk.get("/v1/canned/when")).status == 404
