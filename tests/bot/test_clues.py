"""What is read from an answer about an order, and what is no answer."""

from datetime import UTC, datetime

import pytest

from bot.clues import Clue, answered
from domain.dialogues import Dialogue, Topic

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)
MAIL = "anna@example.org"


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        ("NB-4711", Clue("NB-4711")),
        ("nb 4711", Clue("NB-4711")),
        ("#1001", Clue("1001")),
        ("10 415", Clue("10415")),
        ("Bestellung10415", Clue("10415")),
        ("meine Nummer ist NB-4711.", Clue("NB-4711")),
        ("where is order 10415?", Clue("10415")),
        ("WEB/2026/4711", Clue("WEB/2026/4711")),
        ("it is WEB/2026/4711, I think", Clue("WEB/2026/4711")),
        ("100-2026-33", Clue("100-2026-33")),
        (f"NB-4711 {MAIL}", Clue("NB-4711", MAIL)),
        (f"{MAIL}, NB-4711", Clue("NB-4711", MAIL)),
        (f"WEB/2026/4711 {MAIL}", Clue("WEB/2026/4711", MAIL)),
        (MAIL, Clue(None, MAIL)),
        ("anna2024@example.org", Clue(None, "anna2024@example.org")),
        ("please cancel order 10415", None),
        ("Wo ist mein Paket?", None),
        ("danke", None),
        ("hi", None),
        ("42", Clue("42")),
        ("#7", Clue("7")),
        ("die 7", Clue("7")),
        ("meine Nummer ist 7", Clue("7")),
        ("S-1", Clue("S-1")),
        ("ORD 12", Clue("ORD 12")),
        ("ABC", Clue("ABC")),
        (f"S-1 {MAIL}", Clue("S-1", MAIL)),
        (f"ABC {MAIL}", Clue("ABC", MAIL)),
        (f"E-Mail: {MAIL}", Clue(None, MAIL)),
        (f"{MAIL} Anna", Clue(None, MAIL)),
        ("Becher", None),
        ("NEIN", None),
        ("OK", None),
        ("2 blaue Becher", None),
        ("ich habe nur noch 2 Minuten", None),
        ("NB-" + "9" * 3000, Clue("NB-" + "9" * 61)),
        ("", None),
    ],
)
def test_after_the_question_for_a_number(text: str, clue: Clue | None) -> None:
    assert answered(text, Dialogue(Topic.ORDER, None, NOW), "de") == clue


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        (MAIL, Clue("NB-4711", MAIL)),
        (f"meine Mail ist {MAIL}", Clue("NB-4711", MAIL)),
        (f"NB-4712, {MAIL}", Clue("NB-4712", MAIL)),
        ("anna@example", Clue("NB-4711")),
        ("x" * 300 + "@example.org", Clue("NB-4711")),
        ("NB-4712", None),
        ("danke", None),
        ("blaue Tasse", None),
    ],
)
def test_after_the_question_for_an_address(text: str, clue: Clue | None) -> None:
    assert answered(text, Dialogue(Topic.EMAIL, "NB-4711", NOW), "de") == clue


def test_what_was_said_first_is_remembered() -> None:
    assert answered("NB-4711", Dialogue(Topic.ORDER, MAIL, NOW), "en") == Clue("NB-4711", MAIL)
