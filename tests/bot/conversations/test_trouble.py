"""Talks in which something goes wrong, comes twice, or changes hands: nothing is lost and nothing said twice."""

import asyncio

from domain.conversations import ConversationState, Trouble
from services import conversations, customers
from storage.conversations import ConversationQuery
from tests.bot.cast import Desk, Person
from tests.bot.office import Office
from tests.conftest import Clock


async def test_two_taps_at_once_make_one_topic(desk: Desk, office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.taps("Menu")
    await ada.taps_twice("Talk to a person")
    await asyncio.gather(*(conversations.ask(desk.shop, 1) for _ in range(4)))
    await office.looks()

    assert len(office.topics) == 1
    listed, _ = await conversations.page(desk.shop, ConversationQuery())
    assert len(listed.items) == 1


async def test_a_customer_who_blocks_in_the_middle(office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human Are you there?")
    await office.looks()
    await ada.does("block")
    await office.looks()
    assert office.read()[-1].startswith("ℹ️ The customer has blocked the bot.")

    await office.says("Yes!")
    assert office.last()["text"] == "ℹ️ Not sent: the customer has blocked the bot."

    await ada.does("unblock")
    await office.looks()
    assert office.read()[-1] == "ℹ️ The customer has let the bot in again. What you write arrives."
    await office.says("Yes!!")
    await ada.looks()
    assert ada.last_text() == "Our team:\nYes!!"


async def test_a_block_that_nobody_told_us_of_is_seen_when_the_answer_does_not_arrive(
    desk: Desk, office: Office, ada: Person
) -> None:
    await ada.connects()
    await ada.says("/human Are you there?")
    await office.looks()
    await desk.http.post("/playground/faults", json={"method": "sendMessage", "chat_id": ada.id, "error_code": 403})
    await office.says("Yes!")
    assert office.read()[-1].startswith("ℹ️ The customer has blocked the bot.")


async def test_a_group_that_refuses_is_told_to_staff_and_customer_and_tried_again(
    desk: Desk, office: Office, ben: Person, clock: Clock
) -> None:
    rights = {"method": "createForumTopic", "error_code": 400, "times": 1}
    rights["description"] = "Bad Request: not enough rights to create a topic"
    await desk.http.post("/playground/faults", json=rights)
    await ben.connects()
    await ben.says("/human Hallo?")
    await office.looks()
    await ben.looks()

    assert ben.last_text().startswith("Der Chat unseres Teams ist im Moment nicht erreichbar.")
    listed, _ = await conversations.page(desk.shop, ConversationQuery(state=ConversationState.OPEN))
    assert [talk.conversation.trouble for talk in listed.items] == [Trouble.NO_TOPIC]

    clock.passes(minutes=6)
    desk.shop.store.new_relays.set()
    await office.looks()
    assert office.read()[-1] == "Hallo?"
    assert (await conversations.read(desk.shop, 1)).conversation.trouble is None


async def test_a_topic_that_the_team_has_deleted_is_made_anew(desk: Desk, office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human One")
    await office.looks()
    await desk.bot.delete_forum_topic(office.group, office.topic())
    await ada.says("Two")
    await office.looks()
    assert len(office.topics) == 1
    assert office.read()[0].startswith("Conversation 1")
    assert office.read()[-1] == "Two"


async def test_what_is_no_topic_of_a_customer_is_nobodys_business(desk: Desk, office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human Hello")
    await office.looks()
    seen = len(office.messages)
    own = await desk.bot.create_forum_topic(office.group, "Lunch")
    await office.says("Pizza?", topic=own.message_thread_id)
    await office.does("say", text="Good morning")
    await office.does("say", text="/orders")
    assert len(office.messages) == seen + 4
    await office.does("say", text="/close")
    assert office.last()["text"].startswith("Messages that begin with /")
    other = (await desk.http.post("/playground/groups", json={"title": "Others", "is_forum": True})).json()["id"]
    answer = await desk.http.post(f"/playground/groups/{other}/say", json={"person": office.tilda, "text": "/close"})
    assert answer.is_success
    await desk.hears()
    assert (await desk.http.get(f"/playground/groups/{other}/chat")).json()["messages"][1:] == []
    await ada.looks()
    assert not [text for text in ada.lines() if "Pizza" in text]


async def test_the_same_update_twice_is_said_once(desk: Desk, office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human Hello")
    await office.looks()
    message = {"text": "Once", "message_id": 4711}
    await desk.is_fed(ada, **message)
    await desk.is_fed(ada, **message)
    await office.looks()
    assert office.read().count("Once") == 1


async def test_forgetting_takes_the_conversation_and_its_topic(desk: Desk, office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human Hello")
    await office.looks()
    await office.says("Good day")
    exported = await customers.export(desk.shop, "ada")
    assert [remark.html for talk in exported.conversations for remark in talk.remarks] == ["Hello", "Good day"]

    await customers.forget(desk.shop, "ada")
    desk.shop.store.new_relays.set()
    await office.looks()

    assert office.topics == []
    listed, _ = await conversations.page(desk.shop, ConversationQuery())
    assert listed.items == []


async def test_a_chat_that_becomes_a_customer_keeps_its_conversation(desk: Desk, office: Office, cem: Person) -> None:
    await cem.says("/human Ich habe schon bestellt")
    await office.looks()
    assert office.topics[-1]["name"] == str(cem.id)
    await desk.meets("Cem", "de", "c-cem")
    cem.external_id = "c-cem"
    await cem.connects()
    await office.says("Guten Tag, Cem")
    await cem.looks()
    assert cem.last_text() == "Unser Team:\nGuten Tag, Cem"
    listed, _ = await conversations.page(desk.shop, ConversationQuery(customer="c-cem"))
    assert len(listed.items) == 1
