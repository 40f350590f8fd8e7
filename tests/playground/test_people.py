"""What people do: write, press, share, block; and what they are told when they cannot."""

from typing import Any

from tests.playground.conftest import ADA, BOB, Bench


async def test_a_person_is_made_and_found_again(bench: Bench) -> None:
    status, new = await bench.answer("POST", "/playground/people", {"first_name": "Cem", "language_code": "de"})
    assert (status, new["id"], new["started"]) == (201, 1003, False)
    status, renamed = await bench.answer(
        "POST", "/playground/people", {"id": 1003, "first_name": "Cem", "language_code": "en"}
    )
    assert (status, renamed["language_code"]) == (200, "en")
    assert [person["id"] for person in (await bench.ask("GET", "/playground/people"))["items"]] == [ADA, BOB, 1003]


async def test_a_deep_link_becomes_a_start_with_its_payload(bench: Bench) -> None:
    await bench.person(BOB, "open", payload="restock_blue-mug")
    message = (await bench.updates())[0]["message"]
    assert message["text"] == "/start restock_blue-mug"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"] == {"id": BOB, "is_bot": False, "first_name": "Björn", "language_code": "de"}
    await bench.bot("sendMessage", chat_id=BOB, text="Hallo")


async def test_a_shared_contact_is_vouched_for(bench: Bench) -> None:
    asked = await bench.bot(
        "sendMessage",
        chat_id=ADA,
        text="Your number?",
        reply_markup={"keyboard": [[{"text": "Share", "request_contact": True}]]},
    )
    await bench.person(ADA, "contact", phone_number="+49 170 1234567")
    message = (await bench.updates())[0]["message"]
    assert message["contact"] == {"phone_number": "+49 170 1234567", "first_name": "Ada", "user_id": ADA}
    assert message["reply_to_message"]["message_id"] == asked["message_id"]


async def test_everything_a_person_can_send(bench: Bench) -> None:
    await bench.person(ADA, "photo", caption="see https://a.de")
    await bench.person(ADA, "sticker", emoji="🎉")
    await bench.person(ADA, "document", file_name="wish.txt", text="a mug")
    said = await bench.person(ADA, "say", text="x" * 4096)
    await bench.person(ADA, "say", text="re", reply_to=said["message_id"])
    await bench.person(ADA, "edit", message_id=said["message_id"], text="shorter")
    photo, sticker, document, _, reply, edited = await bench.updates()
    assert photo["message"]["caption_entities"][0]["type"] == "url"
    assert sticker["message"]["sticker"]["emoji"] == "🎉"
    assert document["message"]["document"]["file_name"] == "wish.txt"
    assert len(reply["message"]["reply_to_message"]["text"]) == 4096
    assert edited["edited_message"]["text"] == "shorter"


async def test_blocking_and_unblocking_is_told_once(bench: Bench) -> None:
    assert await bench.person(ADA, "block") == {"blocked": True}
    assert await bench.person(ADA, "block") == {"blocked": True}
    for act, body in (("say", {"text": "x"}), ("contact", {"phone_number": "12345"}), ("sticker", {})):
        status, problem = await bench.answer("POST", f"/playground/people/{ADA}/{act}", body)
        assert (status, problem["status"]) == (409, 409)
    await bench.person(ADA, "unblock")
    await bench.person(ADA, "say", text="back")
    blocked, unblocked, message = await bench.updates()
    assert blocked["my_chat_member"]["old_chat_member"]["status"] == "member"
    assert blocked["my_chat_member"]["new_chat_member"] == {
        "user": {"id": 4242, "is_bot": True, "first_name": "Shop", "username": "shop_bot"},
        "status": "kicked",
        "until_date": 0,
    }
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert message["message"]["text"] == "back"


async def test_opening_a_link_unblocks_as_the_start_button_does(bench: Bench) -> None:
    await bench.person(ADA, "block")
    await bench.person(ADA, "open", payload="again")
    kinds = [next(name for name in update if name != "update_id") for update in await bench.updates()]
    assert kinds == ["my_chat_member", "my_chat_member", "message"]


async def test_only_buttons_that_are_there_can_be_pressed(bench: Bench) -> None:
    sent = await bench.bot(
        "sendMessage", chat_id=ADA, text="?", reply_markup={"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}
    )
    for body, field in (
        ({"message_id": sent["message_id"], "data": "b"}, "data"),
        ({"message_id": 999, "data": "a"}, "message_id"),
    ):
        status, problem = await bench.answer("POST", f"/playground/people/{ADA}/press", body)
        assert (status, problem["errors"][0]["field"]) == (404, field)
    first = await bench.person(ADA, "press", message_id=sent["message_id"], data="a")
    second = await bench.person(ADA, "press", message_id=sent["message_id"], data="a")
    assert first != second


WRONG: list[tuple[str, str, Any, int, str | None]] = [
    ("POST", "/playground/people", {"first_name": "X", "shoe_size": 42}, 400, "shoe_size"),
    ("POST", "/playground/people", {}, 400, "first_name"),
    ("POST", "/playground/people", {"first_name": " "}, 400, "first_name"),
    ("POST", "/playground/people", {"first_name": 7}, 400, "first_name"),
    ("POST", "/playground/people", {"first_name": "X", "language_code": "english!"}, 400, "language_code"),
    ("POST", "/playground/people", {"first_name": "X", "id": 4242}, 409, "id"),
    ("POST", "/playground/people", {"first_name": "X", "id": -1}, 400, "id"),
    ("POST", f"/playground/people/{ADA}/say", {"text": ""}, 400, "text"),
    ("POST", f"/playground/people/{ADA}/say", {"text": "  "}, 400, "text"),
    ("POST", f"/playground/people/{ADA}/say", {"text": "x" * 4097}, 400, "text"),
    ("POST", f"/playground/people/{ADA}/say", {"text": "x", "reply_to": 999}, 404, "reply_to"),
    ("POST", f"/playground/people/{ADA}/say", [], 400, None),
    ("POST", f"/playground/people/{ADA}/open", {"payload": "ä"}, 400, "payload"),
    ("POST", f"/playground/people/{ADA}/open", {"payload": "x" * 65}, 400, "payload"),
    ("POST", f"/playground/people/{ADA}/contact", {"phone_number": "call me"}, 400, "phone_number"),
    ("POST", f"/playground/people/{ADA}/photo", {"content": "?"}, 400, "content"),
    ("POST", f"/playground/people/{ADA}/photo", {"content": "aGFsbG8="}, 400, "content"),
    ("POST", f"/playground/people/{ADA}/edit", {"message_id": 999, "text": "x"}, 404, "message_id"),
    ("POST", f"/playground/people/{ADA}/block", {"why": "x"}, 400, "why"),
    ("POST", "/playground/people/9/say", {"text": "x"}, 404, "id"),
    ("GET", "/playground/people/9/chat", None, 404, "id"),
    ("GET", "/playground/people/ada/chat", None, 404, None),
    ("DELETE", "/playground/people", None, 405, None),
    ("PUT", "/playground/limits", {"per_bot": 0}, 400, "per_bot"),
    ("PUT", "/playground/limits", {"per_bot": "fast"}, 400, "per_bot"),
    ("POST", "/playground/faults", {"method": "x", "error_code": 200}, 400, "error_code"),
    ("POST", "/playground/faults", {"error_code": 500}, 400, "method"),
    ("POST", "/playground/faults", {"method": "x", "kind": "magic"}, 400, "kind"),
    ("POST", "/playground/groups", {"title": ""}, 400, "title"),
    ("POST", "/playground/groups/-1/say", {"person": ADA, "text": "x"}, 404, "id"),
    ("GET", "/playground/file/nothing", None, 404, "file_id"),
    ("GET", "/playground/nothing", None, 404, None),
]


async def test_wrong_calls_are_answered_with_the_field_that_is_wrong(bench: Bench) -> None:
    for method, path, body, status, field in WRONG:
        async with bench.http.request(method, bench.origin + path, json=body) as answer:
            problem = await answer.json(content_type=None)
            assert (answer.status, answer.content_type) == (status, "application/problem+json"), (path, body, problem)
            assert problem["status"] == status
            assert problem["detail"]
            assert field is None or problem["errors"][0]["field"] == field, problem
    async with bench.http.post(f"{bench.origin}/playground/people", data=b"{") as answer:
        assert answer.status == 400
