"""Everything a person can send gets something useful, or silence on purpose."""

from typing import Any

from sqlalchemy import text
from structlog.testing import capture_logs

from bot.app import feed
from tests.bot.cast import Desk, Person

ONLY_TEXT = "I can only read text."
UNSURE = ("I am sorry, I did not understand that.", "I am not sure that I understand you.")
LOST = "I am sorry, I did not understand that."


SENT: list[tuple[str, dict[str, Any], str | tuple[str, ...]]] = [
    ("say", {"text": "x" * 4096}, LOST),
    ("say", {"text": "word " * 800}, UNSURE),
    ("say", {"text": "🏺🏺🏺"}, LOST),
    ("say", {"text": "%"}, LOST),
    ("say", {"text": "' OR 1=1 --"}, LOST),
    ("say", {"text": "١٢٣ שלום 你好"}, LOST),
    ("say", {"text": "/"}, "I do not know this command."),
    ("say", {"text": "/dance"}, "I do not know this command."),
    ("say", {"text": "/orders please"}, "There are no orders of yours here."),
    ("say", {"text": "/help"}, "What I can do for you"),
    ("say", {"text": "/start"}, "Welcome!"),
    ("open", {"payload": "something_else"}, "Welcome!"),
    ("open", {"payload": "p_99999999999999999999999"}, "Welcome!"),
    ("sticker", {}, ONLY_TEXT),
    ("photo", {}, ONLY_TEXT),
    ("photo", {"caption": "blue mug"}, ONLY_TEXT),
    ("document", {}, ONLY_TEXT),
    ("contact", {"phone_number": "+49 151 1234567"}, "The shop knows no customer with your number."),
]
POLL = {
    "id": "1",
    "question": "?",
    "options": [],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
RECEIVED: list[dict[str, Any]] = [
    {"location": {"latitude": 52.5, "longitude": 13.4}},
    {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 3}},
    {"video_note": {"file_id": "1", "file_unique_id": "1", "duration": 3, "length": 1}},
    {"dice": {"emoji": "🎲", "value": 6}},
    {"poll": POLL},
]
"""What the playground's people cannot send."""
NOTES: list[dict[str, Any]] = [
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}},
    {},
]
GARBAGE = [
    "nonsense",
    "order",
    "order:",
    "order:x",
    "order:-1",
    "order:0",
    "order:1:2",
    "order:99999999999999999999",
    "orders:-1",
    "orders:99999999",
    "pick:1",
    "lang:xx",
    "lang:klingon",
    "*",
    "::::",
    "🏺",
]


async def test_whatever_people_send_has_one_answer(desk: Desk) -> None:
    dee = await desk.meets("Dee", "fr")
    for number, (act, body, answer) in enumerate(SENT, start=1):
        await dee.does(act, **body)
        assert dee.last_text().startswith(answer), (act, body)
        assert len(dee.from_bot()) == number

    for content in RECEIVED:
        await desk.is_fed(dee, **content)
        assert dee.last_text().startswith(ONLY_TEXT), content
    assert len(dee.from_bot()) == len(SENT) + len(RECEIVED)


async def test_telegrams_own_notes_get_no_answer(desk: Desk, ada: Person) -> None:
    await ada.opens()
    for note in NOTES:
        await desk.is_fed(ada, **note)
    assert len(ada.from_bot()) == 1


async def test_what_is_no_update_is_passed_over(desk: Desk) -> None:
    with capture_logs() as logged:
        for raw in ({}, {"update_id": "x"}, {"update_id": 7}, {"update_id": 8, "message": {}}):
            await feed(desk.dispatcher, desk.bot, raw)
    assert [entry["event"] for entry in logged] == ["an update that cannot be read"] * 4


async def test_a_correction_is_not_a_second_question(ada: Person) -> None:
    await ada.says("blue mgu")
    await ada.does("edit", message_id=ada.messages[0]["message_id"], text="blue mug")
    assert len(ada.from_bot()) == 1


async def test_garbage_on_a_button(ada: Person) -> None:
    await ada.opens()
    for number, data in enumerate(GARBAGE, start=1):
        await ada.forges(data)
        assert ada.last_alert() == "This button no longer does anything. Please write /start.", data
        assert ada.answers[-1]["alert"]
        assert len(ada.answers) == number


async def test_groups_hear_nothing(desk: Desk, ada: Person) -> None:
    await ada.opens()
    group = (await desk.http.post("/playground/groups", json={"title": "Friends", "is_forum": False})).json()["id"]
    await desk.http.post(f"/playground/groups/{group}/say", json={"person": ada.id, "text": "/orders"})
    await desk.hears()
    chat = (await desk.http.get(f"/playground/groups/{group}/chat")).json()
    assert not any(message["from_bot"] for message in chat["messages"])


async def test_a_failure_of_ours_is_written_down_and_shown_to_nobody(desk: Desk, ben: Person) -> None:
    async with desk.shop.store.begin() as tx:
        await tx.connection.execute(text("ALTER TABLE products RENAME TO lost"))

    with capture_logs() as logged:
        await ben.says("Tasse")
    assert logged[0]["log_level"] == "error"
    assert logged[0]["exc_info"]
    assert ben.last_text().startswith("Es tut uns leid, bei uns ist etwas schiefgegangen.")

    with capture_logs():
        await ben.forges("product:1")
    assert ben.last_alert().startswith("Es tut uns leid, bei uns ist etwas schiefgegangen.")
