"""Where a message is, in one word."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.notices import MessageState
from domain.whereabouts import Answer, Circumstances, Whereabouts, whereabouts

NOW = datetime(2027, 1, 11, 23, tzinfo=UTC)
LATER, MORNING = NOW + timedelta(minutes=5), NOW + timedelta(hours=9)
FINE = Circumstances(linked=True, blocked=False)
DELIVERY = Path(__file__).parents[2] / "docs" / "delivery.md"


def due(at: datetime = NOW, reason: str | None = None, **seen: object) -> Answer:
    given = Circumstances(**({"linked": True, "blocked": False} | seen))  # type: ignore[arg-type]
    return whereabouts(MessageState.DUE, reason, at, given, NOW)


@pytest.mark.parametrize(
    ("answer", "code", "until", "behind"),
    [
        (due(), "in_line", None, None),
        (due(linked=False), "not_linked", None, None),
        (due(blocked=True, quiet_until=MORNING), "blocked", None, None),
        (due(reason="leaving", claimed=True), "on_its_way", None, None),
        (due(paused=True), "broadcast_paused", None, None),
        (due(LATER, claimed=True, tried=True), "tried_again", LATER, None),
        (due(LATER, claimed=True), "on_its_way", LATER, None),
        (due(MORNING, quiet_until=MORNING), "quiet_hours", MORNING, None),
        (due(MORNING, quiet_until=LATER), "waits_for_its_hour", MORNING, None),
        (due(LATER), "waits_for_its_hour", LATER, None),
        (due(behind=7), "waits_behind", None, 7),
        (whereabouts(MessageState.SENT, None, NOW, FINE, NOW), "arrived", None, None),
        (whereabouts(MessageState.DROPPED, "merged", NOW, FINE, NOW), "merged", None, None),
        (whereabouts(MessageState.UNKNOWN, "no_answer", NOW, FINE, NOW), "no_answer", None, None),
    ],
)
def test_one_word_for_every_case(answer: Answer, code: str, until: datetime | None, behind: int | None) -> None:
    assert answer == Answer(code, until, behind)


def test_the_guide_explains_every_word() -> None:
    section = DELIVERY.read_text(encoding="utf-8").split("## Why it has not arrived")[1].split("## ")[0]
    listed = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `") and line.count("|") == 3]
    assert listed == list(dict.fromkeys(listed))
    assert set(listed) - {"why"} == set(Whereabouts)
