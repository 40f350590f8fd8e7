"""A press of a button on its way to the bot, and the bot's answer on its way back."""

import secrets
from typing import Any

import msgspec

from playground.archive import Message
from playground.links import LinkError, check_link
from playground.places import Place
from playground.town import Bot, Person, Town
from playground.wire import Call, bad_request

LONGEST_ANSWER = 200  # characters (Bot API: answerCallbackQuery)
ANSWERABLE_FOR = 15 * 60  # seconds; Telegram names no figure, bots report refusals from about a quarter of an hour on
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def press(place: Place, person: Person, message: Message, data: str) -> str:
    """Tell the bot that sent the message; answers the query's id."""
    town = place.town
    # Telegram's ids are 64-bit numbers; the time in front keeps them growing.
    query = (town.now() << 31) + secrets.randbelow(1 << 31)
    town.journal.write(
        "INSERT INTO query (id, bot, chat, message, asked_at) VALUES (?, ?, ?, ?, ?)",
        query,
        message.sender,
        place.id if place.group is None else person.id,
        message.id,
        town.now(),
    )
    town.journal.write("DELETE FROM query WHERE asked_at < ?", town.now() - ANSWERABLE_FOR)
    sender = town.by_id.get(message.sender, place.bot)
    content = {
        "id": str(query),
        "from": person.user(),
        "message": place.show(message),
        "chat_instance": str(place.id * 7919),
        "data": data,
    }
    wanted = sender.profile.allowed_updates
    if wanted is None or "callback_query" in wanted:
        sender.mailbox.put(place.id, "callback_query", content)
    return str(query)


def answer_callback_query(town: Town, bot: Bot, call: Call) -> Any:
    text = call.text("text").strip()
    if len(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    query = call.integer("callback_query_id")
    rows = town.journal.read("SELECT chat, message, asked_at FROM query WHERE id = ? AND bot = ?", query, bot.id)
    if not rows or town.now() - rows[0][2] > ANSWERABLE_FOR:
        raise bad_request(TOO_OLD)
    if url := call.text("url"):
        _check(url)
    chat, message_id, _ = rows[0]
    town.journal.write("DELETE FROM query WHERE id = ?", query)
    _tell(town, bot, chat, text=text, alert=call.flag("show_alert"), message_id=message_id)
    return True


def _check(url: str) -> None:
    try:
        check_link(url)
    except LinkError as why:
        raise bad_request("URL_INVALID") from why


def _tell(town: Town, bot: Bot, person: int, **answer: Any) -> None:
    """An empty answer only stops the waiting circle; it is kept too, so that a test can see that there was one."""
    answer["date"] = town.now()
    town.events.tell(bot.id, "answer", person, **answer)
    town.journal.write("INSERT INTO answer (bot, chat, body) VALUES (?, ?, ?)", bot.id, person, _encode(answer))


def answers_for(town: Town, bot: Bot, person: int, most: int) -> list[dict[str, Any]]:
    """The newest answers a person got, oldest first."""
    rows = town.journal.read(
        "SELECT body FROM answer WHERE bot = ? AND chat = ? ORDER BY id DESC LIMIT ?", bot.id, person, most
    )
    return [_decode(body) for (body,) in reversed(rows)]
