"""Whatever a bot sends, it hears Telegram's envelope with a code of Telegram's, never a crash."""

import random
from typing import Any

from playground.methods import METHODS
from tests.playground.conftest import ADA, BOB, Bench

NAMES = """
chat_id text parse_mode entities caption caption_entities reply_markup message_id offset limit allowed_updates
reply_parameters reply_to_message_id message_thread_id from_chat_id commands scope language_code menu_button name
description short_description photo document file_id callback_query_id action user_id icon_color message_ids show_alert
url secret_token
""".split()  # noqa: SIM905 - as a list it would fill a screen
VALUES: list[Any] = [
    None,
    "",
    " ",
    "x",
    "HTML",
    "<b>",
    "<b>&#xD800;</b>",
    "😀" * 5000,
    True,
    False,
    0,
    -1,
    2**31,
    2**63,
    10**40,
    1.5,
    1e300,
    "9" * 5000,
    ADA,
    BOB,
    str(ADA),
    -1001000000001,
    "1",
    1,
    [],
    {},
    [[]],
    [{}],
    {"a": 1},
    "[",
    "{}",
    "[]",
    "null",
    [{"type": "bold", "offset": -1, "length": 2**70}],
    [{"type": "text_mention", "offset": 0, "length": 1, "user": "x"}],
    [{"type": "pre", "offset": 0, "length": 1, "language": {}}],
    [{"type": [], "offset": 0, "length": 1}],
    {"inline_keyboard": [[{"text": {}, "url": 7}]]},
    {"inline_keyboard": [[{"text": 7, "url": "http://[::1"}]]},
    {"inline_keyboard": [[{"text": "x", "url": "http://x.de:x"}]]},
    {"keyboard": [[{"text": None}]]},
    {"force_reply": True},
    {"message_id": "x"},
    {"message_id": 2**80},
    {"type": "chat"},
    {"type": "chat", "chat_id": {}},
    {"type": {}},
    [{"command": "a", "description": "b"}],
    [{"command": 1, "description": []}],
    "en",
    "https://a.de/x",
    "https://[",
    "attach://x",
    "typing",
    "http://127.0.0.1:1/",
]


async def test_random_calls_never_crash(bench: Bench) -> None:
    await bench.ask("POST", "/playground/groups", {"title": "Team", "is_forum": True})
    await bench.person(ADA, "sticker")
    chance = random.Random(20270111)  # noqa: S311 - the same calls in every run
    for _ in range(1000):
        args = {name: chance.choice(VALUES) for name in chance.sample(NAMES, chance.randint(0, 6))}
        if chance.random() < 0.6:
            args |= {"chat_id": ADA, "text": chance.choice(["x", "<b>y</b>", args.get("text")])}
        if chance.random() < 0.3:
            args |= {"chat_id": -1001000000001, "message_id": chance.randint(1, 4)}
        method = chance.choice([name for name in METHODS if name != "setwebhook"])
        status, answer = await bench.raw(method, **args)
        assert status < 500, (method, args, answer)
        assert answer["ok"] == (status == 200)


async def test_random_bodies_of_people_never_crash(bench: Bench) -> None:
    chance = random.Random(20270112)  # noqa: S311 - the same calls in every run
    acts = ["say", "edit", "press", "open", "contact", "photo", "sticker", "document", "block", "unblock"]
    fields = ["text", "message_id", "data", "payload", "phone_number", "caption", "content", "emoji", "reply_to", "x"]
    for _ in range(400):
        body = {name: chance.choice(VALUES) for name in chance.sample(fields, chance.randint(0, 2))}
        path = f"/playground/people/{chance.choice([ADA, BOB, 7, 2**70])}/{chance.choice(acts)}"
        status, answer = await bench.answer("POST", path, body)
        assert status < 500, (path, body, answer)
