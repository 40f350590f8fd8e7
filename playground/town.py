"""Everybody there is: bots, people, groups, the chats between them. In memory, written through to the journal."""

import asyncio
import re
import time
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from playground.archive import Archive
from playground.events import Events
from playground.faults import Faults
from playground.journal import Journal
from playground.limits import Limits
from playground.mailbox import Mailbox
from playground.wire import WireError

MOST_BOTS = 1000  # that may come by themselves where any token will do
FIRST_PERSON = 1001  # ids that the playground gives out itself
GROUPS_FROM = -1001000000000  # supergroups count down from here, as at Telegram

_encode = msgspec.json.Encoder().encode
_TOKEN = re.compile(r"(\d{1,15}):")
# As @BotFather gives them: the bot's number and 35 characters behind a colon; tokens made up for a test may be shorter.
_WELL_FORMED = re.compile(r"[0-9]{1,15}:[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class BotCard:
    """A bot that the playground is told of: its secret token and what people see of it."""

    token: str
    username: str
    first_name: str


class Person(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody with a Telegram account."""

    id: int
    first_name: str
    language_code: str | None = None
    last_name: str | None = None
    username: str | None = None

    def user(self) -> dict[str, Any]:
        return {"id": self.id, "is_bot": False, "first_name": self.first_name} | self._optional(language=True)

    def chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "private", "first_name": self.first_name} | self._optional(language=False)

    def _optional(self, *, language: bool) -> dict[str, Any]:
        known = {"last_name": self.last_name, "username": self.username}
        if language:
            known["language_code"] = self.language_code
        return {name: value for name, value in known.items() if value}


class Topic(msgspec.Struct, omit_defaults=True):
    """A thread of a forum; its id is that of the service message that opened it."""

    id: int
    name: str
    icon_color: int
    icon_custom_emoji_id: str | None = None
    closed: bool = False


class Group(msgspec.Struct, omit_defaults=True):
    """A supergroup. Every bot of the town is an administrator in it, every person who spoke a member."""

    id: int
    title: str
    is_forum: bool = False
    members: list[int] = []
    topics: list[Topic] = []

    def chat(self) -> dict[str, Any]:
        return {"id": self.id, "type": "supergroup", "title": self.title} | (
            {"is_forum": True} if self.is_forum else {}
        )

    def topic(self, topic_id: int) -> Topic | None:
        return next((topic for topic in self.topics if topic.id == topic_id), None)


class Chat(msgspec.Struct, omit_defaults=True):
    """What one bot and one person have with each other, apart from their messages."""

    started: bool = False
    blocked: bool = False
    keyboard: dict[str, Any] | None = None
    keyboard_from: int = 0


class InlineQuery(msgspec.Struct):
    """A question and, once the bot has given them, its results."""

    id: int
    bot: int
    person: int
    results: list[dict[str, Any]] | None = None


class Webhook(msgspec.Struct, omit_defaults=True):
    url: str
    secret: str = ""
    max_connections: int = 40
    ip_address: str = ""
    last_error_date: int = 0
    last_error_message: str = ""


class Profile(msgspec.Struct, omit_defaults=True):
    """What a bot set about itself, by language ("" is everybody), and how it wants its updates."""

    id: int
    token: str
    username: str
    first_name: str
    names: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    short_descriptions: dict[str, str] = {}
    commands: dict[str, list[dict[str, str]]] = {}
    menu_buttons: dict[str, dict[str, Any]] = {}
    allowed_updates: list[str] | None = None
    webhook: Webhook | None = None


class Bot:
    """A bot, its chats and the updates that wait for it."""

    def __init__(self, profile: Profile, journal: Journal) -> None:
        self.profile = profile
        self.id = profile.id
        self.mailbox = Mailbox(profile.id, journal)
        self.chats: dict[int, Chat] = {}
        self._journal = journal
        self.closing = False
        # The postman puts himself here once the server runs.
        self.webhook_changed: Callable[[], None] = _nothing
        # Made once: it stands in every message that the bot sends.
        self.user = self._user()

    def _user(self) -> dict[str, Any]:
        first_name = self.profile.names.get("", self.profile.first_name)
        return {"id": self.id, "is_bot": True, "first_name": first_name, "username": self.profile.username}

    def save(self) -> None:
        self.user = self._user()
        self._journal.write(
            "INSERT OR REPLACE INTO bot (token, body) VALUES (?, ?)", self.profile.token, _encode(self.profile)
        )

    def chat_with(self, person: int) -> Chat:
        return self.chats.get(person) or self.chats.setdefault(person, Chat())

    def save_chat(self, person: int) -> None:
        self._journal.write(
            "INSERT OR REPLACE INTO chat (bot, person, body) VALUES (?, ?, ?)",
            self.id,
            person,
            _encode(self.chat_with(person)),
        )


def _nothing() -> None:
    """What happens as long as nobody brings updates to webhooks."""


def _nobody_cares(_bot: Bot) -> None:
    """The same for a bot that becomes known while the server runs."""


class Town:
    """The whole of the playground's state. All methods run on the loop's thread and none of them waits."""

    def __init__(self, journal: Path | None, *, any_token: bool, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.any_token = any_token
        self.journal = Journal(journal)
        self.archive = Archive(self.journal)
        self.events = Events()
        self.faults = Faults()
        self.limits = Limits(clock)
        # Questions above the keyboard live for seconds: they need not survive.
        self.inline: dict[int, InlineQuery] = {}
        self.people: dict[int, Person] = {}
        self.groups: dict[int, Group] = {}
        self.bots: dict[str, Bot] = {}
        self.by_id: dict[int, Bot] = {}
        self.closing = asyncio.Event()
        self.moved_in: Callable[[Bot], None] = _nobody_cares
        self._load()

    def now(self) -> int:
        return int(self.clock())

    @property
    def is_new(self) -> bool:
        return not self.people

    def settle(self, cards: Iterable[BotCard], people: Iterable[Person]) -> None:
        """Make the bots known; make the people too if nobody lives here yet."""
        for card in cards:
            self._welcome(card)
        if self.is_new:
            for person in people:
                self.put_person(person)

    def bot(self, token: str) -> Bot:
        """The bot of a token. Raises WireError 401 for one that nobody told us of, and for what is no token at all."""
        bot = self.bots.get(token)
        if bot is None:
            if not self.any_token or not _WELL_FORMED.fullmatch(token) or len(self.bots) >= MOST_BOTS:
                raise WireError(401, "Unauthorized")
            number = self._number(token)
            bot = self._welcome(BotCard(token, f"bot{number}_bot", f"Bot {number}"))
        return bot

    def put_person(self, person: Person) -> None:
        self.people[person.id] = person
        self.journal.write("INSERT OR REPLACE INTO person (id, body) VALUES (?, ?)", person.id, _encode(person))

    def put_group(self, group: Group) -> None:
        self.groups[group.id] = group
        self.journal.write("INSERT OR REPLACE INTO grp (id, body) VALUES (?, ?)", group.id, _encode(group))

    def next_person(self) -> int:
        return max(max(self.people, default=0) + 1, FIRST_PERSON)

    def next_group(self) -> int:
        return min([GROUPS_FROM, *self.groups]) - 1

    def user(self, user_id: int) -> dict[str, Any]:
        """Telegram's User for anybody; for somebody forgotten, a name that says so."""
        if bot := self.by_id.get(user_id):
            return bot.user
        person = self.people.get(user_id)
        return person.user() if person else {"id": user_id, "is_bot": False, "first_name": "Deleted Account"}

    def _welcome(self, card: BotCard) -> Bot:
        known = self.bots.get(card.token)
        if known:
            if (known.profile.username, known.profile.first_name) != (card.username, card.first_name):
                known.profile.username, known.profile.first_name = card.username, card.first_name
                known.save()
            return known
        return self._move_in(Profile(self._number(card.token), card.token, card.username, card.first_name), new=True)

    def _number(self, token: str) -> int:
        found = _TOKEN.match(token)
        number = int(found.group(1)) if found else zlib.crc32(token.encode())
        return number if number and number not in self.by_id else zlib.crc32(token.encode()) + 1

    def _move_in(self, profile: Profile, *, new: bool) -> Bot:
        bot = self.bots[profile.token] = self.by_id[profile.id] = Bot(profile, self.journal)
        if new:
            bot.save()
        self.moved_in(bot)
        return bot

    def close(self) -> None:
        """Let everybody go who waits: held polls, hanging calls, open streams."""
        self.closing.set()
        self.events.end()
        for bot in self.bots.values():
            bot.closing = True
            bot.mailbox.wake()

    def _load(self) -> None:
        for (body,) in self.journal.read("SELECT body FROM person ORDER BY id"):
            person = msgspec.json.decode(body, type=Person)
            self.people[person.id] = person
        for (body,) in self.journal.read("SELECT body FROM grp"):
            group = msgspec.json.decode(body, type=Group)
            self.groups[group.id] = group
        for (body,) in self.journal.read("SELECT body FROM bot"):
            self._move_in(msgspec.json.decode(body, type=Profile), new=False)
        for bot, person_id, body in self.journal.read("SELECT bot, person, body FROM chat"):
            if bot in self.by_id:
                self.by_id[bot].chats[person_id] = msgspec.json.decode(body, type=Chat)
