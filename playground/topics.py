"""Threads of a forum: opened, renamed, closed, opened again, deleted."""

import secrets
from typing import Any

from playground.places import Place, place_of
from playground.town import Bot, Topic, Town
from playground.wire import Call, bad_request

LONGEST_NAME = 128
COLOURS = (0x6FB9F0, 0xFFD67E, 0xCB86DB, 0x8EEE98, 0xFF93B2, 0xFB6F5F)  # Bot API: createForumTopic


def create_forum_topic(town: Town, bot: Bot, call: Call) -> dict[str, Any]:
    name = _name(call)
    if not name:
        raise bad_request("TOPIC_TITLE_EMPTY")
    colour = call.integer("icon_color") or secrets.choice(COLOURS)
    if colour not in COLOURS:
        raise bad_request("TOPIC_ICON_COLOR_INVALID")
    place, topics = _forum(town, bot, call)
    card: dict[str, Any] = {"name": name, "icon_color": colour}
    if icon := call.text("icon_custom_emoji_id"):
        card["icon_custom_emoji_id"] = icon
    service = place.new(bot.id, service={"forum_topic_created": card})
    service.thread = service.id
    topics.append(Topic(service.id, name, colour, icon or None))
    _keep(place)
    place.keep(service, "message")
    return {"message_thread_id": service.id} | card


def edit_forum_topic(town: Town, bot: Bot, call: Call) -> bool:
    place, topic = _topic(town, bot, call)
    name, icon = _name(call), call.text("icon_custom_emoji_id") or None
    if (name or topic.name, icon or topic.icon_custom_emoji_id) == (topic.name, topic.icon_custom_emoji_id):
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.name, topic.icon_custom_emoji_id = name or topic.name, icon or topic.icon_custom_emoji_id
    edited = {"name": name, "icon_custom_emoji_id": icon}
    return _note(place, topic, {"forum_topic_edited": {key: value for key, value in edited.items() if value}})


def close_forum_topic(town: Town, bot: Bot, call: Call) -> bool:
    return _close(town, bot, call, closed=True)


def reopen_forum_topic(town: Town, bot: Bot, call: Call) -> bool:
    return _close(town, bot, call, closed=False)


def delete_forum_topic(town: Town, bot: Bot, call: Call) -> bool:
    place, topic = _topic(town, bot, call)
    for message in town.archive.of_chat(place.box, place.id, -1):
        if message.thread == topic.id:
            place.remove(message)
    if place.group:
        place.group.topics.remove(topic)
    return _keep(place)


def _close(town: Town, bot: Bot, call: Call, *, closed: bool) -> bool:
    place, topic = _topic(town, bot, call)
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    return _note(place, topic, {"forum_topic_closed" if closed else "forum_topic_reopened": {}})


def _note(place: Place, topic: Topic, service: dict[str, Any]) -> bool:
    _keep(place)
    place.keep(place.new(place.bot.id, thread=topic.id, service=service), "message")
    return True


def _keep(place: Place) -> bool:
    if place.group:
        place.town.put_group(place.group)
    return True


def _name(call: Call) -> str:
    name = " ".join(call.text("name").split())
    if len(name) > LONGEST_NAME:
        raise bad_request("TOPIC_TITLE_TOO_LONG")
    return name


def _forum(town: Town, bot: Bot, call: Call) -> tuple[Place, list[Topic]]:
    place = place_of(town, bot, call)
    if place.group is None or not place.group.is_forum:
        raise bad_request("the chat is not a forum")
    return place, place.group.topics


def _topic(town: Town, bot: Bot, call: Call) -> tuple[Place, Topic]:
    place, topics = _forum(town, bot, call)
    thread = call.integer("message_thread_id")
    topic = next((topic for topic in topics if topic.id == thread), None)
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return place, topic
