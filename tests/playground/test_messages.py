"""Sending, editing, deleting, copying: what Telegram does and what it refuses, in its words."""

import io
from typing import Any

import aiohttp

from tests.playground.conftest import ADA, BOB, TOKEN, Bench, serving

NOT_MODIFIED = (
    "400 Bad Request: message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
YES = {"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}, {"text": "Shop", "url": "https://shop.example"}]]}


async def test_a_message_arrives_as_it_was_sent(bench: Bench) -> None:
    sent = await bench.bot(
        "sendMessage", chat_id=ADA, text="<b>Hi</b> 😀 <i>x</i>", parse_mode="HTML", reply_markup=YES
    )
    assert sent["from"] == {"id": 4242, "is_bot": True, "first_name": "Shop", "username": "shop_bot"}
    assert sent["chat"] == {"id": ADA, "type": "private", "first_name": "Ada"}
    assert sent["reply_markup"]["inline_keyboard"][0][1]["url"] == "https://shop.example/"

    seen = (await bench.chat(ADA))["messages"][-1]
    assert (seen["message_id"], seen["from_bot"], seen["text"]) == (sent["message_id"], True, "Hi 😀 x")
    assert seen["entities"] == [
        {"type": "bold", "offset": 0, "length": 2},
        {"type": "italic", "offset": 6, "length": 1},
    ]
    assert seen["buttons"] == [[{"text": "Yes", "data": "y"}, {"text": "Shop", "url": "https://shop.example/"}]]
    assert seen["date"] == sent["date"]
    assert seen["document"] is None


async def test_a_links_picture_is_shown_as_asked_and_changes_with_an_edit(bench: Bench) -> None:
    options = {"url": "https://shop.example/pot.jpg", "show_above_text": True, "prefer_large_media": True}
    sent = await bench.bot("sendMessage", chat_id=ADA, text="Pot", link_preview_options={**options, "other": 1})
    assert sent["link_preview_options"] == options
    assert (await bench.chat(ADA))["messages"][-1]["link_preview"] == options

    edit = {"chat_id": ADA, "message_id": sent["message_id"], "text": "Pot"}
    assert await bench.refused("editMessageText", **edit, link_preview_options=options) == NOT_MODIFIED
    edited = await bench.bot("editMessageText", **edit, link_preview_options={"is_disabled": True})
    assert edited["link_preview_options"] == {"is_disabled": True}
    plain = await bench.bot("editMessageText", **edit)
    assert "link_preview_options" not in plain

    lost = await bench.bot("sendMessage", chat_id=ADA, text="Pot", link_preview_options={"url": "javascript:1"})
    assert "link_preview_options" not in lost
    wrong = await bench.refused("sendMessage", chat_id=ADA, text="Pot", link_preview_options="{")
    assert wrong == "400 Bad Request: can't parse link preview options JSON object"


async def test_every_way_to_send_arguments(bench: Bench) -> None:
    for form in ("query", "urlencoded", "multipart", "json", "json text"):
        await send_as(form, bench)


async def send_as(form: str, bench: Bench) -> None:
    address = f"{bench.origin}/bot{TOKEN}/SENDmessage"
    args = {
        "chat_id": str(ADA),
        "text": "grüß <dich> & + %",
        "reply_markup": '{"inline_keyboard":[[{"text":"A","callback_data":"a"}]]}',
    }
    send: dict[str, Any] = {"method": "POST", "url": address}
    match form:
        case "query":
            send |= {"method": "GET", "params": args}
        case "urlencoded":
            send |= {"data": args}
        case "multipart":
            body = aiohttp.MultipartWriter("form-data")
            for name, value in args.items():
                body.append(value).set_content_disposition("form-data", name=name)
            send |= {"data": body}
        case _:
            whole = {
                "chat_id": ADA,
                "text": args["text"],
                "reply_markup": {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]},
            }
            send |= {"json": args if form == "json text" else whole}
    async with bench.http.request(**send) as answer:
        result = (await answer.json())["result"]
    assert result["text"] == "grüß <dich> & + %"
    assert result["reply_markup"] == {"inline_keyboard": [[{"text": "A", "callback_data": "a"}]]}


def inline(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "A", **button}]]}


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"text": ""}, "400 Bad Request: message text is empty"),
    ({}, "400 Bad Request: message text is empty"),
    ({"text": " \n "}, "400 Bad Request: text must be non-empty"),
    ({"text": "<b></b>", "parse_mode": "HTML"}, "400 Bad Request: text must be non-empty"),
    ({"text": "x" * 4097}, "400 Bad Request: message is too long"),
    ({"text": "x" * 40000}, "400 Bad Request: text is too long"),
    (
        {"text": "<b>x", "parse_mode": "html"},
        "400 Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    ({"text": "x", "parse_mode": "Word"}, "400 Bad Request: unsupported parse_mode"),
    ({"text": "x", "chat_id": ""}, "400 Bad Request: chat_id is empty"),
    ({"text": "x", "chat_id": 99}, "400 Bad Request: chat not found"),
    ({"text": "x", "chat_id": "@nobody"}, "400 Bad Request: chat not found"),
    ({"text": "x", "chat_id": BOB}, "403 Forbidden: bot can't initiate conversation with a user"),
    ({"text": "x", "reply_markup": "{"}, "400 Bad Request: can't parse reply keyboard markup JSON object"),
    ({"text": "x", "reply_markup": "[]"}, "400 Bad Request: object expected as reply markup"),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": "a"}},
        '400 Bad Request: field "inline_keyboard" must be of type Array',
    ),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": [{}]}},
        '400 Bad Request: field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    ({"text": "x", "reply_markup": inline(callback_data="ü" * 33)}, "400 Bad Request: BUTTON_DATA_INVALID"),
    (
        {"text": "x", "reply_markup": inline()},
        "400 Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": inline(url="not-a-url")},
        "400 Bad Request: inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": inline(url="ftp://example.com")},
        "400 Bad Request: inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
    ),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
        "400 Bad Request: can't parse inline keyboard button: Can't find field \"text\"",
    ),
    (
        {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "", "callback_data": "a"}]]}},
        "400 Bad Request: inline keyboard button text must be non-empty",
    ),
    (
        {"text": "x", "reply_markup": {"keyboard": [[{"text": ""}]]}},
        "400 Bad Request: keyboard button text must be non-empty",
    ),
    (
        {"text": "x", "reply_markup": {"keyboard": [[7]]}},
        "400 Bad Request: can't parse keyboard button: KeyboardButton must be a String or an Object",
    ),
    ({"text": "x", "reply_to_message_id": 999}, "400 Bad Request: message to be replied not found"),
    ({"text": "x", "message_thread_id": 5}, "400 Bad Request: message thread not found"),
]


async def test_what_telegram_refuses(bench: Bench) -> None:
    for args, words in REFUSED:
        assert await bench.refused("sendMessage", **({"chat_id": ADA} | args)) == words, args
    assert len((await bench.chat(ADA))["messages"]) == 1


async def test_the_bounds_themselves_are_allowed(bench: Bench) -> None:
    sent = await bench.bot("sendMessage", chat_id=ADA, text="<b>" + "😀" * 4096 + "</b>", parse_mode="HTML")
    assert len(sent["text"]) == 4096
    await bench.bot("sendMessage", chat_id=ADA, text="x", reply_markup=inline(callback_data="ü" * 32))


async def test_unknown_methods_and_tokens(bench: Bench) -> None:
    assert await bench.refused("sendPigeon") == "404 Not Found"
    assert await bench.refused("getMe", token="1:nobody") == "401 Unauthorized"
    async with bench.http.delete(f"{bench.origin}/bot{TOKEN}/getMe") as answer:
        assert answer.status == 404
    async with bench.http.post(f"{bench.origin}/bot{TOKEN}/sendMessage", data=io.BytesIO(b"x" * (5 << 20))) as answer:
        assert (answer.status, (await answer.json())["description"]) == (413, "Request Entity Too Large")


async def test_bodies_that_are_broken(bench: Bench) -> None:
    address = f"{bench.origin}/bot{TOKEN}/sendMessage"
    for kind, body in [
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b'{"text":"\\ud800"}'),
        ("application/json", b"[" * 100_000),
        ("application/x-www-form-urlencoded", b"text=%ff"),
        ("multipart/form-data; boundary=x", b"--x\r\nbroken"),
        ("multipart/form-data", b"nothing"),
    ]:
        async with bench.http.post(address, data=body, headers={"Content-Type": kind}) as answer:
            said = await answer.json()
            assert (answer.status, said["ok"]) == (400, False), (kind, body[:20])


async def test_an_edit_changes_the_message_in_its_place(bench: Bench) -> None:
    sent = await bench.bot("sendMessage", chat_id=ADA, text="one", reply_markup=YES)
    there = {"chat_id": ADA, "message_id": sent["message_id"]}
    assert await bench.refused("editMessageText", **there, text="one", reply_markup=YES) == NOT_MODIFIED

    edited = await bench.bot("editMessageText", **there, text="<b>two</b>", parse_mode="HTML")
    assert edited["edit_date"] >= sent["date"]
    assert "reply_markup" not in edited
    assert await bench.refused("editMessageText", **there, text="<b>two</b>", parse_mode="HTML") == NOT_MODIFIED
    assert await bench.refused("editMessageReplyMarkup", **there) == NOT_MODIFIED

    await bench.bot("editMessageReplyMarkup", **there, reply_markup=YES)
    seen = (await bench.chat(ADA))["messages"]
    assert [message["text"] for message in seen] == ["/start", "two"]
    assert seen[-1]["buttons"]


async def test_edits_that_are_refused(bench: Bench) -> None:
    mine = (await bench.person(ADA, "say", text="mine"))["message_id"]
    keyed = await bench.bot("sendMessage", chat_id=ADA, text="x", reply_markup={"keyboard": [["A"]]})
    plain = await bench.bot("sendMessage", chat_id=ADA, text="x")
    edit = "editMessageText"
    assert (
        await bench.refused(edit, chat_id=ADA, message_id=999, text="y") == "400 Bad Request: message to edit not found"
    )
    assert (
        await bench.refused(edit, chat_id=ADA, message_id=mine, text="y") == "400 Bad Request: message can't be edited"
    )
    assert (
        await bench.refused(edit, chat_id=ADA, message_id=keyed["message_id"], text="y")
        == "400 Bad Request: message can't be edited"
    )
    assert await bench.refused(edit, chat_id=ADA, text="y") == "400 Bad Request: message identifier is not specified"
    assert (
        await bench.refused(
            edit, chat_id=ADA, message_id=plain["message_id"], text="y", reply_markup={"keyboard": [["A"]]}
        )
        == "400 Bad Request: inline keyboard expected"
    )
    assert (
        await bench.refused("editMessageCaption", chat_id=ADA, message_id=plain["message_id"], caption="y")
        == "400 Bad Request: there is no caption in the message to edit"
    )


async def test_deleted_messages_vanish_and_their_numbers_are_not_used_again(bench: Bench) -> None:
    sent = await bench.bot("sendMessage", chat_id=ADA, text="one")
    there = {"chat_id": ADA, "message_id": sent["message_id"]}
    assert await bench.bot("deleteMessage", **there) is True
    assert await bench.refused("deleteMessage", **there) == "400 Bad Request: message to delete not found"
    assert await bench.refused("editMessageText", **there, text="x") == "400 Bad Request: message to edit not found"
    assert [message["text"] for message in (await bench.chat(ADA))["messages"]] == ["/start"]
    again = await bench.bot("sendMessage", chat_id=ADA, text="two")
    assert again["message_id"] == sent["message_id"] + 1
    assert await bench.bot("deleteMessages", chat_id=ADA, message_ids=[again["message_id"], 999]) is True
    assert len((await bench.chat(ADA))["messages"]) == 1


async def test_a_copy_is_a_new_message_of_the_bot(bench: Bench) -> None:
    mine = (await bench.person(ADA, "photo", caption="look"))["message_id"]
    copy = await bench.bot("copyMessage", chat_id=ADA, from_chat_id=ADA, message_id=mine, reply_markup=YES)
    seen = (await bench.chat(ADA))["messages"][-1]
    assert (seen["message_id"], seen["from_bot"], seen["text"]) == (copy["message_id"], True, "look")
    assert seen["photo"]["file_id"]
    assert seen["buttons"]
    other = await bench.bot("copyMessage", chat_id=ADA, from_chat_id=ADA, message_id=mine, caption="other")
    assert (await bench.chat(ADA))["messages"][-1]["text"] == "other"
    assert other["message_id"] == copy["message_id"] + 1
    words = "400 Bad Request: message to copy not found"
    assert await bench.refused("copyMessage", chat_id=ADA, from_chat_id=ADA, message_id=999) == words


async def test_replies_and_reply_keyboards(bench: Bench) -> None:
    mine = (await bench.person(ADA, "say", text="hello"))["message_id"]
    keyboard = {"keyboard": [["One"], [{"text": "My number", "request_contact": True}]], "resize_keyboard": True}
    sent = await bench.bot(
        "sendMessage", chat_id=ADA, text="Which?", reply_parameters={"message_id": mine}, reply_markup=keyboard
    )
    assert sent["reply_to_message"]["text"] == "hello"
    assert "reply_markup" not in sent
    chat = await bench.chat(ADA)
    assert chat["keyboard"]["keyboard"][1][0] == {"text": "My number", "request_contact": True}
    assert chat["messages"][-1]["reply_to"] == mine

    await bench.bot("sendMessage", chat_id=ADA, text="Thanks", reply_markup={"remove_keyboard": True})
    assert (await bench.chat(ADA))["keyboard"] is None


async def test_a_person_who_blocks_cannot_be_written_to(bench: Bench) -> None:
    sent = await bench.bot("sendMessage", chat_id=ADA, text="one")
    await bench.person(ADA, "block")
    words = "403 Forbidden: bot was blocked by the user"
    assert await bench.refused("sendMessage", chat_id=ADA, text="two") == words
    assert await bench.refused("editMessageText", chat_id=ADA, message_id=sent["message_id"], text="x") == words
    assert await bench.refused("sendChatAction", chat_id=ADA, action="typing") == words
    await bench.person(ADA, "unblock")
    await bench.bot("sendMessage", chat_id=ADA, text="two")


async def test_chats_members_and_actions(bench: Bench) -> None:
    assert (await bench.bot("getMe"))["username"] == "shop_bot"
    assert (await bench.bot("getChat", chat_id=ADA))["first_name"] == "Ada"
    assert (await bench.bot("getChatMember", chat_id=ADA, user_id=ADA))["status"] == "member"
    assert await bench.refused("getChat", chat_id=BOB) == "400 Bad Request: chat not found"
    assert await bench.refused("getChatMember", chat_id=ADA, user_id=77) == "400 Bad Request: user not found"
    assert await bench.bot("sendChatAction", chat_id=ADA, action="typing") is True
    assert (
        await bench.refused("sendChatAction", chat_id=ADA, action="dancing")
        == "400 Bad Request: wrong parameter action in request"
    )


async def test_a_callback_is_answered_once(bench: Bench) -> None:
    sent = await bench.bot("sendMessage", chat_id=ADA, text="Sure?", reply_markup=YES)
    pressed = await bench.person(ADA, "press", message_id=sent["message_id"], data="y")
    query = (await bench.updates())[-1]["callback_query"]
    assert query["id"] == pressed["callback_query_id"]
    assert query["message"]["text"] == "Sure?"
    assert (query["data"], query["from"]["language_code"]) == ("y", "en")

    too_old = "400 Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert (
        await bench.refused("answerCallbackQuery", callback_query_id=query["id"], text="x" * 201)
        == "400 Bad Request: MESSAGE_TOO_LONG"
    )
    assert await bench.bot("answerCallbackQuery", callback_query_id=query["id"], text="Done", show_alert=True) is True
    assert await bench.refused("answerCallbackQuery", callback_query_id=query["id"]) == too_old
    assert await bench.refused("answerCallbackQuery", callback_query_id="12") == too_old
    (answer,) = (await bench.chat(ADA))["answers"]
    assert (answer["text"], answer["alert"], answer["message_id"]) == ("Done", True, sent["message_id"])


async def test_an_answer_that_comes_too_late_is_refused_and_old_messages_stay() -> None:
    now = 1_800_000_000.0

    def clock() -> float:
        return now

    async with serving(clock=clock) as bench:
        await bench.person(ADA, "open")
        sent = await bench.bot("sendMessage", chat_id=ADA, text="Sure?", reply_markup=YES)
        pressed = await bench.person(ADA, "press", message_id=sent["message_id"], data="y")
        now += 16 * 60
        assert (await bench.refused("answerCallbackQuery", **pressed)).startswith("400 Bad Request: query is too old")
        now += 49 * 3600
        there = {"chat_id": ADA, "message_id": sent["message_id"]}
        assert await bench.refused("deleteMessage", **there) == "400 Bad Request: message can't be deleted for everyone"
        assert (await bench.person(ADA, "press", message_id=sent["message_id"], data="y"))["callback_query_id"]
