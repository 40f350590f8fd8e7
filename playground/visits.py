"""One act of a person: with which bot, in which chat, and what becomes of it."""

from typing import Any

from litestar import Request
from litestar.response import Stream

from playground.archive import Message
from playground.callbacks import press
from playground.links import with_found
from playground.places import Place
from playground.problems import ProblemError
from playground.town import Bot, Person, Town


def bot_of(town: Town, request: Request[Any, Any, Any]) -> Bot:
    """The bot that `?bot=USERNAME` names; with one bot in town it may be left out."""
    username = request.query_params.get("bot")
    bots = list(town.bots.values())
    if username:
        for bot in bots:
            if bot.profile.username.lower() == username.removeprefix("@").lower():
                return bot
        raise ProblemError(404, f"There is no bot called {username!r}.", "bot")
    if len(bots) == 1:
        return bots[0]
    if not bots:
        raise ProblemError(404, "There is no bot yet: none was named at the start, none has called.", "bot")
    raise ProblemError(400, "There are several bots: say which one with ?bot=USERNAME.", "bot")


def only_bot(town: Town) -> Bot | None:
    return next(iter(town.bots.values())) if len(town.bots) == 1 else None


def place_for(town: Town, request: Request[Any, Any, Any], person_id: int) -> Place:
    return Place(town, bot_of(town, request), person_of(town, person_id), None)


def person_of(town: Town, person_id: int) -> Person:
    person = town.people.get(person_id)
    if person is None:
        raise ProblemError(404, f"There is no person {person_id}.", "id")
    return person


def open_for(town: Town, request: Request[Any, Any, Any], person_id: int) -> Place:
    """The person's chat, where they may write: not while they block the bot."""
    place = place_for(town, request, person_id)
    if place.chat.blocked:
        raise ProblemError(409, "This person has blocked the bot. Unblock it first.")
    return place


def start(place: Place) -> None:
    if not place.chat.started:
        place.chat.started = True
        place.bot.save_chat(place.id)
        tell_card(place)


def tell_card(place: Place) -> None:
    if place.person:
        place.town.events.tell(place.bot.id, "person", place.id, **card_of(place.bot, place.person))


def card_of(bot: Bot | None, person: Person) -> dict[str, Any]:
    chat = bot.chats.get(person.id) if bot else None
    card = {"id": person.id, "first_name": person.first_name, "language_code": person.language_code}
    optional = {"last_name": person.last_name, "username": person.username}
    standing = {"started": bool(chat and chat.started), "blocked": bool(chat and chat.blocked)}
    return card | {name: value for name, value in optional.items() if value} | standing


async def sent(place: Place, **content: Any) -> dict[str, int]:
    """Put a person's message into their chat and into the bot's mailbox."""
    start(place)
    message = place.new(place.id, **content)
    place.keep(message, "message")
    place.hear("message", place.show(message))
    await place.town.journal.settled()
    return {"message_id": message.id}


async def corrected(place: Place, sender: int, message_id: int, text: str) -> dict[str, int]:
    """A person changes the text, or the caption, of a message of their own, and bots hear of it."""
    message = place.find(message_id)
    if message is None or message.sender != sender or (message.text is None and not message.media):
        raise ProblemError(404, "This person wrote no such message.", "message_id")
    words = spoken(text)
    message.text, message.entities = words["text"], words["entities"]
    message.edit_date = place.town.now()
    place.keep(message, "edit")
    place.hear("edited_message", place.show(message))
    await place.town.journal.settled()
    return {"message_id": message.id}


def spoken(text: str, field: str = "text") -> dict[str, Any]:
    """Text as an app sends it: without white space around it, with what Telegram finds in it."""
    text = text.strip()
    if not text:
        raise ProblemError(400, "There is nothing to say.", field)
    return {"text": text, "entities": with_found(text, [])}


def member_changed(place: Place, *, blocked: bool) -> None:
    """Block or unblock, and let the bot hear of it as Telegram does."""
    chat = place.chat
    if chat.blocked == blocked or place.person is None:
        return
    chat.blocked = blocked
    place.bot.save_chat(place.id)
    member = {"user": place.bot.user, "status": "member"}
    kicked = {"user": place.bot.user, "status": "kicked", "until_date": 0}
    update = {
        "chat": place.card,
        "from": place.person.user(),
        "date": place.town.now(),
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }
    place.hear("my_chat_member", update)
    place.town.events.tell(place.bot.id, "block", place.id, blocked=blocked)


def press_on(place: Place, person: Person | None, message_id: int, data: str) -> str:
    """Press a button by its data. Raises ProblemError 404 where there is no such message or button."""
    message: Message | None = place.find(message_id)
    if message is None:
        raise ProblemError(404, f"There is no message {message_id} in this chat.", "message_id")
    rows = (message.markup or {}).get("inline_keyboard", [])
    if person is None or not any(button.get("callback_data") == data for row in rows for button in row):
        raise ProblemError(404, "This message has no such button.", "data")
    return press(place, person, message, data)


def streamed(town: Town, bot: Bot, person: int | None) -> Stream:
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return Stream(town.events.stream(bot.id, person), media_type="text/event-stream", headers=headers)
