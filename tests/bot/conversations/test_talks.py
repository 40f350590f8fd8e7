"""A human takes over: a topic for each customer, with the facts on top; what is said goes both ways."""

import asyncio
from datetime import date

from aiogram.client.telegram import TelegramAPIServer

from bot.app import ALLOWED_UPDATES, make_bot
from delivery.pace import Pace
from domain.canned import Canned
from domain.conversations import ConversationState
from domain.customers import Customer
from services import canned, conversations, customers
from storage.conversations import ConversationQuery
from tests.bot.cast import Desk, Person
from tests.bot.office import PATIENCE, Office


async def test_a_question_reaches_the_team_with_the_facts_and_the_answer_comes_back(
    desk: Desk, office: Office, ben: Person
) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await desk.expects("MUG", 5, date(2027, 2, 1))
    await ben.orders("MUG", 2, number="B-7")
    await ben.connects()

    await ben.taps("Menü", "Mit einem Menschen sprechen")
    assert ben.last_text().startswith("Sie sprechen jetzt mit unserem Team.")
    assert "Das Team ist bis zum 11. Januar 2027 um 17:00 Uhr (MEZ) da." in ben.last_text()
    assert "Es antwortet innerhalb von 2 Stunden." in ben.last_text()
    await ben.taps("B-7: Blaue Tasse")
    await ben.says("Kommt sie <b>sicher</b> im Februar?")
    await office.looks()

    assert [topic["name"] for topic in office.topics] == ["Ben · ben"]
    first, again, question = office.read()
    assert "B-7: 2 × Blue mug – waiting, 1 of 1, by 4 February 2027" in first
    assert "Language: German" in first
    assert "Announcements: never asked" in first
    assert "Asks about order B-7" in again
    assert question == "Kommt sie <b>sicher</b> im Februar?"
    assert ben.last_text().startswith("An unser Team weitergegeben.")

    await office.says("Ja, versprochen.", reply_to=office.number_of(question))
    await ben.looks()
    assert ben.last_text() == "Unser Team:\nJa, versprochen."
    assert ben.shown_in(ben.from_bot()[-1]["reply_to"]) == "Kommt sie <b>sicher</b> im Februar?"
    order = await desk.order(1)
    assert order.order.attention is None

    await ben.says("Danke!")
    await office.looks()
    assert office.read()[-1] == "Danke!"
    assert ben.last_text() == "Unser Team:\nJa, versprochen."


async def test_photos_files_and_stickers_go_both_ways(office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human My mug is broken")
    await ada.does("photo", caption="Look at the handle")
    await ada.does("document", file_name="bill.txt", text="12.90")
    await ada.does("sticker", emoji="😢")
    await office.looks()

    assert office.read()[1] == "My mug is broken"
    photo, bill, sticker = office.messages[-3:]
    assert (photo["text"], photo["photo"] is not None) == ("Look at the handle", True)
    assert bill["document"]["file_name"] == "bill.txt"
    assert sticker["sticker"] is not None

    await office.does("photo", message_thread_id=office.topic(), caption="This is the new one")
    await office.does("document", message_thread_id=office.topic(), file_name="label.pdf", text="…")
    await ada.looks()
    shown, label = ada.from_bot()[-2:]
    assert (shown["text"], shown["photo"] is not None) == ("Our team:\nThis is the new one", True)
    assert (label["text"], label["document"]["file_name"]) == ("Our team:", "label.pdf")


async def test_edits_are_followed_on_both_sides_and_the_team_can_take_back(office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human")
    await ada.says("Where is my mugg?")
    await office.looks()
    mine = next(message["message_id"] for message in ada.messages if message["text"] == "Where is my mugg?")
    await ada.does("edit", message_id=mine, text="Where is my mug?")
    await office.looks()
    assert office.read()[-1] == "Where is my mug?"

    answer = await office.says("On its wey.")
    await office.does("edit", message_id=answer, text="On its way.")
    await ada.looks()
    assert ada.last_text() == "Our team:\nOn its way."

    await office.says("/delete", reply_to=answer)
    await ada.looks()
    assert "Our team:\nOn its way." not in [message["text"] for message in ada.messages]
    await office.says("/delete", reply_to=answer)
    assert "gone already" in office.last()["text"]
    await office.says("/delete")
    assert "/delete – as a reply" in office.last()["text"]


async def test_the_team_ends_it_and_the_customer_says_how_it_was(desk: Desk, office: Office, ben: Person) -> None:
    await ben.connects()
    await ben.says("/human Hallo?")
    await office.looks()
    await office.says("Guten Tag!")
    await office.says("/close")
    await ben.looks()

    assert ben.last_text().startswith("Unser Team hat dieses Gespräch beendet.")
    assert office.topics[-1]["closed"] is True
    await ben.taps("4")
    assert ben.last_alert() == "Danke für Ihre Rückmeldung!"
    await office.looks()
    await ben.taps("5")
    await office.looks()
    assert office.read()[-2:] == ["ℹ️ Satisfaction: 4 of 5", "ℹ️ Satisfaction: 5 of 5"]
    _, satisfaction = await conversations.page(desk.shop, ConversationQuery())
    assert (satisfaction.ratings, satisfaction.average) == (1, 5.0)

    await ben.says("Tasse")
    assert ben.last_text() != "Guten Tag!"
    await ben.says("/human Noch etwas")
    await office.looks()
    assert [topic["closed"] for topic in office.topics] == [False]
    assert office.read()[-1] == "Noch etwas"


async def test_the_customer_ends_it_and_the_bot_answers_again(office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human")
    await ada.taps("End the conversation")
    assert ada.last_text().startswith("You have ended the conversation.")
    assert ada.pressed is not None
    await ada.forges(ada.pressed[1])
    assert ada.last_alert().startswith("This conversation has ended already.")
    await ada.says("/orders")
    assert "no orders of yours" in ada.last_text()

    await office.looks()
    assert office.read()[-1] == "ℹ️ The conversation has ended."
    await ada.says("xyzzy")
    await office.looks()
    assert "xyzzy" not in office.read()


async def test_commands_and_buttons_keep_working_in_a_conversation(office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human")
    await ada.says("/alerts")
    assert "/alerts" not in office.read() if office.topics else True
    assert "alert" in ada.last_text()
    await ada.taps("Menu")
    assert ada.last_text() == "What would you like to do?"


async def test_notes_canned_answers_and_other_commands_stay_with_the_team(
    desk: Desk, office: Office, ben: Person
) -> None:
    await canned.put(
        desk.shop, Canned("hello", {"en": "Hello {name}!", "de": "Guten Tag, {name}! Ihre {order_number}."})
    )
    await canned.put(desk.shop, Canned("when", {"de": "Bis spätestens {date}."}))
    await canned.put(desk.shop, Canned("english", {"en": "Only English"}))
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await ben.orders("MUG", number="B-9")
    await ben.connects()
    await ben.says("/human Hallo")
    await office.looks()
    before = len(ben.from_bot())

    await office.says("/note Old customer, be <kind>")
    assert office.last()["text"] == "📝 Kept. The customer does not see it."
    await office.says("/canned nothing")
    assert office.last()["text"] == "ℹ️ There is no canned answer “nothing”."
    await office.says("/canned english")
    assert "no text in the customer’s language" in office.last()["text"]
    await office.says("/canned when")
    assert "{date}" in office.last()["text"]
    await office.says("/dance")
    assert office.last()["text"].startswith("Messages that begin with / are not sent.")
    await office.says("/canned")
    assert office.last()["text"].startswith("Messages that begin with / are not sent.")
    await ben.looks()
    assert len(ben.from_bot()) == before

    command = await office.says("/canned Hello")
    await ben.looks()
    assert ben.last_text() == "Unser Team:\nGuten Tag, Ben! Ihre B-9."
    assert office.last()["text"] == "✍️ Sent to the customer:\nGuten Tag, Ben! Ihre B-9."
    await office.says("/delete", reply_to=command)
    await ben.looks()
    assert len(ben.from_bot()) == before
    talk = await conversations.read(desk.shop, 1)
    assert [(remark.side, remark.html) for remark in talk.remarks] == [
        ("customer", "Hallo"),
        ("note", "Old customer, be &lt;kind&gt;"),
        ("team", "Guten Tag, Ben! Ihre B-9."),
    ]


async def test_the_team_writes_first_in_a_topic_it_knows(office: Office, ada: Person) -> None:
    await ada.connects()
    await ada.says("/human Hello")
    await office.looks()
    await ada.taps("End the conversation")
    await office.looks()
    await office.desk.bot.reopen_forum_topic(office.group, office.topic())
    await office.says("One more thing …")
    await ada.looks()
    assert ada.last_text() == "Our team:\nOne more thing …"
    await ada.says("Yes?")
    await office.looks()
    assert office.read()[-1] == "Yes?"


async def test_a_question_of_the_bots_is_answered_to_the_bot_and_everything_else_to_the_team(
    desk: Desk, office: Office, cem: Person
) -> None:
    await desk.sells("MUG", "Blue mug", "Blaue Tasse")
    await customers.put(desk.shop, Customer(0, "anna", "Anna", "anna@example.org", "0171 1234567", locale="de"))
    order = await Person(desk, 0, "de", "anna").orders("MUG", number="NB-4711")
    await cem.opens()
    await cem.taps("Mit einem Menschen sprechen")
    await cem.shares("+491711234567")
    await cem.says("/link")
    await cem.taps("Mit Bestellnummer und E-Mail")
    await cem.says("NB-4711")
    await cem.says("anna@example.org")
    assert cem.last_text().startswith("Sie sind verbunden, Anna.")
    await cem.says("Jetzt sehe ich sie.")
    await office.looks()

    _, contact, words = office.read()
    assert (contact, words) == ("None", "Jetzt sehe ich sie.")  # a contact has no text
    # The conversation came along, and its topic goes on.
    assert len(office.topics) == 1
    listed, _ = await conversations.page(desk.shop, ConversationQuery(customer="anna"))
    assert [talk.conversation.state for talk in listed.items] == [ConversationState.OPEN]
    assert await desk.states(order) == ["waiting"]


async def test_what_the_team_does_is_done_before_its_group_hears_of_it(
    desk: Desk, office: Office, ada: Person, playground: str
) -> None:
    await ada.says("/human Hello")
    await office.looks()
    pace = Pace()
    pace.halt(50)  # seconds; as a full queue would
    slow = make_bot(desk.bot.token, api=TelegramAPIServer.from_base(playground), pace=pace)
    for text in ("/note first", "/note second", "/close"):
        body = {"person": office.tilda, "text": text, "message_thread_id": office.topic()}
        await desk.http.post(f"/playground/groups/{office.group}/say", json=body)
    updates = await desk.bot.get_updates(offset=desk.offset, timeout=0, allowed_updates=ALLOWED_UPDATES)

    under_way = [asyncio.ensure_future(desk.dispatcher.feed_update(slow, update)) for update in updates]
    await asyncio.wait_for(under_way[-1], PATIENCE)

    assert not any(task.done() for task in under_way[:-1])
    talk = await conversations.read(desk.shop, 1)
    assert talk.conversation.state is ConversationState.CLOSED
    assert [remark.html for remark in talk.remarks if remark.side == "note"] == ["first", "second"]
    for task in under_way:
        task.cancel()
    await asyncio.gather(*under_way, return_exceptions=True)
    await slow.session.close()
