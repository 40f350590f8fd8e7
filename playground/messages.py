"""The Bot API's methods on messages: send, edit, delete, copy."""

from dataclasses import dataclass
from typing import Any

from playground.archive import Message
from playground.files import document_of, photo_of
from playground.html import Entity
from playground.keyboards import Keyboard, inline_of, keyboard_of
from playground.links import preview_of, with_found
from playground.markup import formatted
from playground.places import Place, open_place_of, place_of
from playground.town import Bot, Town
from playground.wire import Call, bad_request

LONGEST_TEXT = 4096  # characters after parsing (Bot API: sendMessage)
LONGEST_CAPTION = 1024  # characters after parsing (Bot API: sendPhoto, sendDocument)
DELETABLE_FOR = 48 * 3600  # seconds (Bot API: deleteMessage)

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What surrounds the content of a message to be sent, checked in Telegram's order."""

    place: Place
    keyboard: Keyboard | None
    thread: int
    reply_to: int
    paid: bool

    def send(self, **content: Any) -> Message:
        """Put it into the chat, unless that is too fast (WireError 429)."""
        place, keyboard = self.place, self.keyboard
        place.town.limits.spend(place.bot.id, place.id, paid=self.paid)
        inline = keyboard.value if keyboard and keyboard.kind == "inline" else None
        other = {"kind": keyboard.kind, **keyboard.value} if keyboard and keyboard.kind != "inline" else None
        message = place.new(
            place.bot.id, markup=inline, keyboard=other, thread=self.thread, reply_to=self.reply_to, **content
        )
        if keyboard and keyboard.kind in {"reply", "remove"} and place.group is None:
            place.chat.keyboard = other if keyboard.kind == "reply" else None
            place.chat.keyboard_from = message.id
            place.bot.save_chat(place.id)
        place.keep(message, "message")
        return message


def outgoing(town: Town, bot: Bot, call: Call) -> Outgoing:
    reply_to, may_lack = _reply(call)
    keyboard = keyboard_of(call)
    place = open_place_of(town, bot, call)
    if reply_to and place.find(reply_to) is None:
        if not may_lack:
            raise bad_request("message to be replied not found")
        reply_to = 0
    return Outgoing(place, keyboard, _thread(place, call), reply_to, call.flag("allow_paid_broadcast"))


def _reply(call: Call) -> tuple[int, bool]:
    if not call.has("reply_parameters"):
        return call.integer("reply_to_message_id", lowest=0), call.flag("allow_sending_without_reply")
    try:
        given = call.json("reply_parameters")
    except ValueError as broken:
        raise bad_request("can't parse reply parameters JSON object") from broken
    if not given:
        return 0, False
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    inner = Call(given)
    if not inner.has("message_id"):
        raise bad_request('can\'t find field "message_id"')
    return inner.integer("message_id", lowest=0), inner.flag("allow_sending_without_reply")


def _thread(place: Place, call: Call) -> int:
    thread = call.integer("message_thread_id", lowest=0)
    if thread and (place.group is None or place.group.topic(thread) is None):
        raise bad_request("message thread not found")
    return thread


def text_of(call: Call) -> tuple[str, list[Entity]]:
    """The text of sendMessage and editMessageText. Raises WireError when it is empty, too long or broken."""
    if not call.text("text"):
        raise bad_request("message text is empty")
    text, entities = formatted(call, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return text, with_found(text, entities)


def caption_of(call: Call) -> tuple[str | None, list[Entity]]:
    text, entities = formatted(call, "caption", "caption_entities")
    if len(text) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return text or None, with_found(text, entities)


def send_message(town: Town, bot: Bot, call: Call) -> Any:
    text, entities = text_of(call)
    preview = preview_of(call)
    out = outgoing(town, bot, call)
    return out.place.show(out.send(text=text, entities=entities, preview=preview))


def send_photo(town: Town, bot: Bot, call: Call) -> Any:
    text, entities = caption_of(call)
    photo = photo_of(town, call, "photo")
    out = outgoing(town, bot, call)
    return out.place.show(out.send(text=text, entities=entities, media="photo", file=photo))


def send_document(town: Town, bot: Bot, call: Call) -> Any:
    text, entities = caption_of(call)
    document = document_of(town, call, "document")
    out = outgoing(town, bot, call)
    return out.place.show(out.send(text=text, entities=entities, media="document", file=document))


def copy_message(town: Town, bot: Bot, call: Call) -> Any:
    source = place_of(town, bot, call, "from_chat_id")
    original = source.find(call.integer("message_id"))
    if original is None:
        raise bad_request("message to copy not found")
    if original.service:
        raise bad_request("message can't be copied")
    text, entities = original.text, original.entities
    if original.media and call.has("caption"):
        text, entities = caption_of(call)
    out = outgoing(town, bot, call)
    copy = out.send(text=text, entities=entities, media=original.media, file=original.file, contact=original.contact)
    return {"message_id": copy.id}


def edit_message_text(town: Town, bot: Bot, call: Call) -> Any:
    text, entities = text_of(call)
    markup, preview = inline_of(call), preview_of(call)
    place, message = _own(town, bot, call)
    if message.media or message.text is None:
        raise bad_request("there is no text in the message to edit")
    return _edited(place, message, text=text, entities=entities, markup=markup, preview=preview)


def edit_message_caption(town: Town, bot: Bot, call: Call) -> Any:
    text, entities = caption_of(call)
    markup = inline_of(call)
    place, message = _own(town, bot, call)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    return _edited(place, message, text=text, entities=entities, markup=markup)


def edit_message_reply_markup(town: Town, bot: Bot, call: Call) -> Any:
    markup = inline_of(call)
    place, message = _own(town, bot, call)
    if message.markup == markup:
        raise bad_request(NOT_MODIFIED)
    message.markup = markup
    place.keep(message, "edit")
    return place.show(message)


def delete_message(town: Town, bot: Bot, call: Call) -> Any:
    place = place_of(town, bot, call)
    if not call.has("message_id"):
        raise bad_request("message identifier is not specified")
    message = place.find(call.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    _delete(place, message)
    return True


def delete_messages(town: Town, bot: Bot, call: Call) -> Any:
    """Those that are not there are skipped, as at Telegram."""
    place = place_of(town, bot, call)
    try:
        ids = call.json("message_ids")
    except ValueError as broken:
        raise bad_request("can't parse message identifiers JSON object") from broken
    if not isinstance(ids, list) or not ids:
        raise bad_request("message identifiers are not specified")
    for message_id in ids[:100]:
        message = place.find(message_id) if isinstance(message_id, int) else None
        if message:
            _delete(place, message)
    return True


def _delete(place: Place, message: Message) -> None:
    if place.town.now() - message.date > DELETABLE_FOR and place.group is None:
        raise bad_request("message can't be deleted for everyone")
    place.remove(message)


def _own(town: Town, bot: Bot, call: Call) -> tuple[Place, Message]:
    """The message to edit. Raises WireError where it is gone, somebody else's, or of a kind that cannot be edited."""
    if call.has("inline_message_id") or not call.has("message_id"):
        raise bad_request("message identifier is not specified")
    place = open_place_of(town, bot, call)
    message = place.find(call.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender != bot.id or not message.editable:
        raise bad_request("message can't be edited")
    return place, message


def _edited(
    place: Place,
    message: Message,
    *,
    text: str | None,
    entities: list[Entity],
    markup: dict[str, Any] | None,
    preview: dict[str, Any] | None = None,
) -> dict[str, Any]:
    # An edit without a keyboard takes the old one away, as at Telegram.
    if (message.text, message.entities, message.markup, message.preview) == (text, entities, markup, preview):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.markup, message.preview = text, entities, markup, preview
    message.edit_date = place.town.now()
    place.keep(message, "edit")
    return place.show(message)
