"""The Bot API's methods on chats and their members, and the little sign that somebody types."""

from typing import Any

from playground.places import open_place_of, place_of
from playground.town import Bot, Town
from playground.wire import Call, bad_request

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "record_audio",
    "upload_audio",
    "upload_document",
    "choose_sticker",
    "find_location",
    "pick_up_location",
    "record_video_note",
    "upload_video_note",
    "cancel",
}
_RIGHTS = (
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_pin_messages",
    "can_manage_topics",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def send_chat_action(town: Town, bot: Bot, call: Call) -> bool:
    action = call.text("action").lower()
    if not action:
        raise bad_request('parameter "action" is required')
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    open_place_of(town, bot, call).acts(action)
    return True


def get_chat(town: Town, bot: Bot, call: Call) -> dict[str, Any]:
    place = place_of(town, bot, call)
    if place.group is None and not place.chat.started:
        raise bad_request("chat not found")
    full = place.card | {
        "accent_color_id": place.id % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if place.group:
        full["permissions"] = {"can_send_messages": True}
    return full


def get_chat_member(town: Town, bot: Bot, call: Call) -> dict[str, Any]:
    place = place_of(town, bot, call)
    user = call.integer("user_id")
    if user <= 0:
        raise bad_request("invalid user_id specified")
    if user not in town.by_id and user not in town.people:
        raise bad_request("user not found")
    if user in town.by_id:
        return administrator(town, user) if place.group else {"user": town.user(user), "status": "member"}
    inside = user in place.group.members if place.group else user == place.id
    return {"user": town.user(user), "status": "member" if inside else "left"}


def administrator(town: Town, bot: int) -> dict[str, Any]:
    """A bot's standing in a group: all rights but anonymity."""
    card = {"user": town.user(bot), "status": "administrator", "can_be_edited": False, "is_anonymous": False}
    return card | dict.fromkeys(_RIGHTS, True)
