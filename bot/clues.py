"""An order's number and e-mail address, read from what somebody writes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from aiogram.filters import Filter
from aiogram.types import Message

from bot.openers.reading import NO_GOODS, is_bare_answer
from domain.dialogues import Dialogue, Topic
from domain.linking import LONGEST_EMAIL, LONGEST_NUMBER, bare_number
from understanding.classifier import model
from understanding.intents import Intent
from understanding.parse import parse
from understanding.spelling import plain
from wording.words import Words

ABOUT_ORDERS = frozenset({Intent.ORDER_STATUS, Intent.LINK_ORDER})
"""What a number is written for, where one was asked for; any other wish is a wish."""
FEW = 3
"""Words of a text that may be a number which looks like none."""
LEAST = 3
"""Letters and digits of such a number."""
MOST_PIECES = 2
"""Words of a number that was asked for: `ORD 12`."""
LONGEST_SERIES = 5
"""Letters before its figures."""
ROUND_ABOUT = " \t\n,;:.!?\"'“”„()<>"

_PHONE = re.compile(r"\+?[\d\s()/.-]{7,24}")


@dataclass(frozen=True, slots=True)
class Clue:
    """As much of both as has been said."""

    number: str | None = None
    email: str | None = None


class Clues(Filter):
    """Passes where a message answers the question about `topic`, and hands on what was said until now."""

    def __init__(self, topic: Topic) -> None:
        self._topic = topic

    async def __call__(self, message: Message, t: Words, asked: Dialogue | None = None) -> bool | dict[str, Clue]:
        if asked is None or asked.topic is not self._topic:
            return False
        clue = answered(message.text or "", asked, t.language)
        return {"clue": clue} if clue else False


def answered(text: str, asked: Dialogue, language: str) -> Clue | None:
    """None for whatever is no answer: it is read as anything else is."""
    parsed = parse(text, language, None, NO_GOODS)
    if parsed.act and parsed.intent not in ABOUT_ORDERS:
        return None
    number, email = number_in(text, parsed.entities.email, parsed.entities.order), short(parsed.entities.email)
    if asked.topic is Topic.ORDER:
        number = number or anything_like_a_number(text, email)
        return Clue(number, email or asked.given) if number or email else None
    return Clue(number or asked.given, email) if "@" in text else None


def number_in(text: str, email: str | None, orders: Sequence[str]) -> str | None:
    """As the engine reads it; of a shop whose numbers look like nothing, as it was written."""
    rest = [word.strip(ROUND_ABOUT) for word in text.replace(email or "\0", " ").split()]
    found = [word for word in rest if any(map(str.isdigit, word)) and "@" not in word and len(word) <= LONGEST_NUMBER]
    known = orders[0][:LONGEST_NUMBER] if orders else ""
    if not known:
        return found[0] if len(found) == 1 and len(rest) <= FEW and len(bare_number(found[0])) >= LEAST else None
    # The engine may have seen a part of it only: the 4711 of WEB/2026/4711.
    return found[0] if len(found) == 1 and digits(found[0]) > digits(known) else known


def anything_like_a_number(text: str, email: str | None) -> str | None:
    """Asked for a number, people write one, however little it looks like it: `7`, `S-1`, `ORD 12`, `ABC`."""
    said = [word.strip(ROUND_ABOUT) for word in text.replace(email or "\0", " ").split()]
    rest = [word for word in said if word and "@" not in word and plain(word) not in model().ordinary]
    number = " ".join(rest).lstrip("#")
    if len(number) > LONGEST_NUMBER or len(rest) > MOST_PIECES or not bare_number(number):
        return None
    if any(map(str.isdigit, rest[-1])):
        return number if all(len(word) <= LONGEST_SERIES for word in rest[:-1]) else None
    # Without a figure capital letters say that it is one.
    return number if len(rest) == len(said) == 1 and number.isupper() and not is_bare_answer(text) else None


def digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def short(email: str | None) -> str | None:
    return email if email and len(email) <= LONGEST_EMAIL else None


def own_number(message: Message) -> str | None:
    """What Telegram vouches for: the sender's own contact, and none that is passed on from an older message."""
    contact, sender = message.contact, message.from_user
    if contact is None or sender is None or contact.user_id != sender.id or message.forward_origin is not None:
        return None
    # Telegram leaves the sign out as often as not.
    return contact.phone_number if contact.phone_number[:1] in {"+", "0"} else f"+{contact.phone_number}"


async def typed_number(message: Message) -> bool:
    """A telephone number in letters."""
    return _PHONE.fullmatch((message.text or "").strip()) is not None
