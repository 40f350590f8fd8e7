"""Where a message stands: the private chat of a bot and a person, or a group; as bots see it and as people do."""

from dataclasses import dataclass
from typing import Any

from playground.archive import Message
from playground.keyboards import buttons_of
from playground.town import Bot, Chat, Group, Person, Town
from playground.wire import Call, WireError, bad_request

DEFAULT_UPDATES = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})


@dataclass(frozen=True, slots=True)
class Place:
    """One chat as one bot knows it."""

    town: Town
    bot: Bot
    person: Person | None
    group: Group | None

    @property
    def id(self) -> int:
        return self.group.id if self.group else (self.person.id if self.person else 0)

    @property
    def box(self) -> int:
        """Whose numbers the messages here carry."""
        return self.group.id if self.group else self.bot.id

    @property
    def card(self) -> dict[str, Any]:
        """Telegram's Chat."""
        return self.group.chat() if self.group else (self.person.chat() if self.person else {})

    @property
    def chat(self) -> Chat:
        return self.bot.chat_with(self.id)

    def find(self, message_id: int) -> Message | None:
        return self.town.archive.get(self.box, self.id, message_id)

    def new(self, sender: int, **content: Any) -> Message:
        return Message(self.town.archive.next_id(self.box), self.id, sender, self.town.now(), **content)

    def keep(self, message: Message, happened: str) -> None:
        """Write a message down and tell the people who look; `happened` is `message` or `edit`."""
        self.town.archive.put(self.box, message)
        if self.town.events.heard:
            self._tell(happened, message=self.seen(message))

    def remove(self, message: Message) -> None:
        self.town.archive.remove(self.box, message)
        self._tell("delete", message_id=message.id)

    def acts(self, action: str) -> None:
        self._tell("typing", action=action)

    def _tell(self, kind: str, **facts: Any) -> None:
        if self.group is None:
            self.town.events.tell(self.bot.id, kind, self.id, **facts)
            return
        for bot in self.town.bots.values():
            self.town.events.tell(bot.id, kind, None, group=self.id, **facts)

    def hear(self, kind: str, content: Any) -> None:
        """Something that bots are told of: this one, or in a group all of them."""
        for bot in self.town.bots.values() if self.group else [self.bot]:
            wanted = bot.profile.allowed_updates
            if kind in (DEFAULT_UPDATES if wanted is None else wanted):
                bot.mailbox.put(self.id, kind, content)

    def show(self, message: Message, *, reply: bool = True) -> dict[str, Any]:
        """Telegram's Message."""
        shown: dict[str, Any] = {
            "message_id": message.id,
            "from": self.town.user(message.sender),
            "chat": self.card,
            "date": message.date,
        }
        if message.edit_date:
            shown["edit_date"] = message.edit_date
        if message.thread:
            shown |= {"message_thread_id": message.thread, "is_topic_message": True}
        replied = self.find(message.reply_to) if reply and message.reply_to else None
        if replied:
            shown["reply_to_message"] = self.show(replied, reply=False)
        self._content(message, shown)
        if message.markup:
            shown["reply_markup"] = message.markup
        return shown

    def _content(self, message: Message, shown: dict[str, Any]) -> None:
        if message.media:
            shown[message.media] = message.file
        if message.text is not None:
            shown["caption" if message.media else "text"] = message.text
            if message.entities:
                shown["caption_entities" if message.media else "entities"] = self._known(message.entities)
        if message.via_bot:
            shown["via_bot"] = self.town.user(message.via_bot)
        if message.preview:
            shown["link_preview_options"] = message.preview
        if message.contact:
            shown["contact"] = message.contact
        if message.service:
            shown.update(message.service)

    def _known(self, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [
            entity | {"user": self.town.user(entity["user"]["id"])} if entity["type"] == "text_mention" else entity
            for entity in entities
        ]

    def seen(self, message: Message) -> dict[str, Any]:
        """The message as the person's side shows it; `text` also holds a caption."""
        sender = self.town.user(message.sender)
        seen = {
            "message_id": message.id,
            "from_bot": sender["is_bot"],
            "from": {"id": sender["id"], "first_name": sender["first_name"], "is_bot": sender["is_bot"]},
            "date": message.date,
            "text": message.text,
            "entities": message.entities,
            "buttons": buttons_of(message.markup),
            "document": _file(message, "document"),
            "photo": _file(message, "photo"),
            "sticker": _file(message, "sticker"),
            "contact": message.contact,
            "reply_keyboard": message.keyboard,
        }
        optional = {
            "edit_date": message.edit_date,
            "reply_to": message.reply_to,
            "message_thread_id": message.thread,
            "service": message.service,
            "link_preview": message.preview,
        }
        return seen | {name: value for name, value in optional.items() if value}


def _file(message: Message, kind: str) -> dict[str, Any] | None:
    if message.media != kind:
        return None
    largest: dict[str, Any] = message.file[-1] if isinstance(message.file, list) else message.file
    return largest | {"url": f"/playground/file/{largest['file_id']}"}


def place_of(town: Town, bot: Bot, call: Call, name: str = "chat_id") -> Place:
    """The chat that a call names. Raises WireError where there is none."""
    given = call.text(name).strip()
    if not given:
        raise bad_request(f"{name} is empty")
    try:
        chat_id = int(given)
    except ValueError:
        raise bad_request("chat not found") from None
    if group := town.groups.get(chat_id):
        return Place(town, bot, None, group)
    if chat_id in town.by_id:
        raise WireError(403, "Forbidden: bots can't send messages to bots")
    person = town.people.get(chat_id)
    if person is None:
        raise bad_request("chat not found")
    return Place(town, bot, person, None)


def open_place_of(town: Town, bot: Bot, call: Call) -> Place:
    """The same, where the bot may write: not to somebody who never started it, nor to somebody who blocked it."""
    place = place_of(town, bot, call)
    if place.group is None:
        chat = bot.chats.get(place.id)
        if chat is None or not (chat.started or chat.blocked):
            raise WireError(403, "Forbidden: bot can't initiate conversation with a user")
        if chat.blocked:
            raise WireError(403, "Forbidden: bot was blocked by the user")
    return place
