"""Whole conversations, reviewed as prose. They are the same on both databases.

`make conversations` lives them through again and writes them down; without it they are compared.
"""

import os
import re
from pathlib import Path

import pytest

from tests.bot.cast import Desk
from tests.bot.conftest import spoken_in_english
from tests.conversations.scribe import Scribe
from tests.conversations.stories import CONVERSATIONS, Conversation, Scene, stock_up
from tests.wording.test_letters import FORBIDDEN

FOLDER = Path(__file__).parent
LANGUAGES = {"en": "English", "de": "Deutsch"}


@pytest.mark.parametrize("conversation", CONVERSATIONS, ids=lambda one: one.name)
@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_conversation_reads_as_it_was_reviewed(
    desk: Desk, conversation: Conversation, language: str, english: list[re.Pattern[str]]
) -> None:
    told = await lived_through(desk, conversation, language, english)

    path = FOLDER / f"{conversation.name}.{language}.md"
    if os.environ.get("WRITE_CONVERSATIONS") == "1":
        path.write_text(told)
    assert path.read_text() == told, "if this is what a customer should read: make conversations"


async def lived_through(desk: Desk, conversation: Conversation, language: str, english: list[re.Pattern[str]]) -> str:
    name = conversation.people[list(LANGUAGES).index(language)]
    await stock_up(desk)
    person = await desk.meets(name, language, None if conversation.new else name.lower())
    scribe = Scribe(person, name)
    await conversation.story(Scene(desk, scribe, language))
    if not conversation.changes_language:
        assert spoken_in_english(person, english) == []
    if language == "de":
        assert not any(FORBIDDEN.search(line) for line in person.lines())
    return f"# {conversation.title} ({LANGUAGES[language]})\n\n{conversation.about}\n\n{scribe.text()}"
