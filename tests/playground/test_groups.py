"""Groups and forums, where a support team works."""

from tests.playground.conftest import ADA, BOB, Bench

BUTTON = {"inline_keyboard": [[{"text": "Take it", "callback_data": "take"}]]}


async def forum(bench: Bench) -> int:
    return int((await bench.ask("POST", "/playground/groups", {"title": "Team", "is_forum": True}))["id"])


async def test_a_group_hears_and_answers(bench: Bench) -> None:
    group = (await bench.ask("POST", "/playground/groups", {"title": "Team"}))["id"]
    assert group < -1_000_000_000_000
    await bench.ask("POST", f"/playground/groups/{group}/say", {"person": BOB, "text": "Moin"})
    joined, message = await bench.updates()
    assert joined["my_chat_member"]["new_chat_member"]["status"] == "administrator"
    assert message["message"]["chat"] == {"id": group, "type": "supergroup", "title": "Team"}
    assert message["message"]["from"]["id"] == BOB

    sent = await bench.bot("sendMessage", chat_id=group, text="Ada asks", reply_markup=BUTTON)
    press = {"person": ADA, "message_id": sent["message_id"], "data": "take"}
    await bench.ask("POST", f"/playground/groups/{group}/press", press)
    query = (await bench.updates())[-1]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (ADA, group)
    await bench.bot("answerCallbackQuery", callback_query_id=query["id"], text="Yours")

    chat = await bench.ask("GET", f"/playground/groups/{group}/chat")
    assert [(message["from"]["first_name"], message["text"]) for message in chat["messages"]] == [
        ("Björn", "Moin"),
        ("Shop", "Ada asks"),
    ]
    assert (await bench.bot("getChatMember", chat_id=group, user_id=BOB))["status"] == "member"
    assert (await bench.bot("getChatMember", chat_id=group, user_id=4242))["can_manage_topics"] is True
    assert (await bench.bot("getChat", chat_id=group))["title"] == "Team"
    no_forum = "400 Bad Request: the chat is not a forum"
    assert await bench.refused("createForumTopic", chat_id=group, name="x") == no_forum


async def test_topics_live_and_die(bench: Bench) -> None:
    group = await forum(bench)
    topic = await bench.bot("createForumTopic", chat_id=group, name="Ada")
    thread = {"chat_id": group, "message_thread_id": topic["message_thread_id"]}
    sent = await bench.bot("sendMessage", **thread, text="facts")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic["message_thread_id"], True)
    say = {"person": BOB, "text": "I take it", "message_thread_id": topic["message_thread_id"]}
    await bench.ask("POST", f"/playground/groups/{group}/say", say)
    heard = (await bench.updates())[-1]["message"]
    assert heard["message_thread_id"] == topic["message_thread_id"]
    assert heard["reply_to_message"]["forum_topic_created"]["name"] == "Ada"

    assert await bench.bot("editForumTopic", **thread, name="Ada, solved") is True
    assert await bench.refused("editForumTopic", **thread, name="Ada, solved") == "400 Bad Request: TOPIC_NOT_MODIFIED"
    assert await bench.bot("closeForumTopic", **thread) is True
    assert await bench.refused("closeForumTopic", **thread) == "400 Bad Request: TOPIC_NOT_MODIFIED"
    assert (await bench.answer("POST", f"/playground/groups/{group}/say", say))[0] == 409
    chat = await bench.ask("GET", f"/playground/groups/{group}/chat")
    assert (chat["topics"][0]["name"], chat["topics"][0]["closed"]) == ("Ada, solved", True)
    assert await bench.bot("reopenForumTopic", **thread) is True

    assert await bench.bot("deleteForumTopic", **thread) is True
    assert await bench.refused("sendMessage", **thread, text="x") == "400 Bad Request: message thread not found"
    assert await bench.refused("closeForumTopic", **thread) == "400 Bad Request: TOPIC_ID_INVALID"
    chat = await bench.ask("GET", f"/playground/groups/{group}/chat")
    assert (chat["topics"], chat["messages"]) == ([], [])


async def test_a_customer_is_copied_into_a_topic_and_back(bench: Bench) -> None:
    group = await forum(bench)
    topic = await bench.bot("createForumTopic", chat_id=group, name="Ada", icon_color=7322096)
    asked = await bench.person(ADA, "say", text="Where is my mug?")
    there = {"chat_id": group, "message_thread_id": topic["message_thread_id"]}
    await bench.bot("copyMessage", **there, from_chat_id=ADA, message_id=asked["message_id"])
    chat = await bench.ask("GET", f"/playground/groups/{group}/chat")
    assert chat["messages"][-1]["text"] == "Where is my mug?"
    back = await bench.bot(
        "copyMessage", chat_id=ADA, from_chat_id=group, message_id=chat["messages"][-1]["message_id"]
    )
    assert (await bench.chat(ADA))["messages"][-1]["message_id"] == back["message_id"]
    assert await bench.refused("createForumTopic", chat_id=group, name=" ") == "400 Bad Request: TOPIC_TITLE_EMPTY"
    words = "400 Bad Request: TOPIC_ICON_COLOR_INVALID"
    assert await bench.refused("createForumTopic", chat_id=group, name="x", icon_color=1) == words
