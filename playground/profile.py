"""What a bot says about itself: getMe, names and descriptions by language, the menu button."""

from typing import Any, NamedTuple

from playground.commands import language_of
from playground.town import Bot, Town
from playground.wire import Call, bad_request

LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
_BUTTONS = {"default", "commands", "web_app"}


class _Text(NamedTuple):
    """One of the texts a bot sets about itself: the argument, where it is kept, its bound in characters."""

    name: str
    kept: dict[str, str]
    longest: int


def get_me(_town: Town, bot: Bot, _call: Call) -> dict[str, Any]:
    return bot.user | {
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_name(town: Town, bot: Bot, call: Call) -> bool:
    return _set(town, bot, call, _Text("name", bot.profile.names, LONGEST_NAME))


def get_my_name(_town: Town, bot: Bot, call: Call) -> dict[str, str]:
    return {"name": spoken(bot.profile.names, language_of(call)) or bot.profile.first_name}


def set_my_description(town: Town, bot: Bot, call: Call) -> bool:
    return _set(town, bot, call, _Text("description", bot.profile.descriptions, LONGEST_DESCRIPTION))


def get_my_description(_town: Town, bot: Bot, call: Call) -> dict[str, str]:
    return {"description": spoken(bot.profile.descriptions, language_of(call))}


def set_my_short_description(town: Town, bot: Bot, call: Call) -> bool:
    kept = bot.profile.short_descriptions
    return _set(town, bot, call, _Text("short_description", kept, LONGEST_SHORT_DESCRIPTION))


def get_my_short_description(_town: Town, bot: Bot, call: Call) -> dict[str, str]:
    return {"short_description": spoken(bot.profile.short_descriptions, language_of(call))}


def set_chat_menu_button(town: Town, bot: Bot, call: Call) -> bool:
    try:
        button = call.json("menu_button")
    except ValueError as broken:
        raise bad_request("can't parse menu button JSON object") from broken
    button = {"type": "default"} if button is None else button
    if not isinstance(button, dict) or str(button.get("type")) not in _BUTTONS:
        raise bad_request("can't parse menu button: Unsupported type specified")
    bot.profile.menu_buttons[_chat(call)] = button
    bot.save()
    town.events.tell(bot.id, "bot")
    return True


def get_chat_menu_button(_town: Town, bot: Bot, call: Call) -> dict[str, Any]:
    buttons = bot.profile.menu_buttons
    return buttons.get(_chat(call)) or buttons.get("") or {"type": "default"}


def spoken(kept: dict[str, str], language: str) -> str:
    """The text for a language, else the one for everybody, else nothing."""
    return kept.get(language) or kept.get("", "")


def _chat(call: Call) -> str:
    return str(call.integer("chat_id")) if call.has("chat_id") else ""


def _set(town: Town, bot: Bot, call: Call, text: _Text) -> bool:
    language, said = language_of(call), call.text(text.name).strip()
    if len(said) > text.longest:
        raise bad_request(f"BOT_{'TITLE' if text.name == 'name' else 'ABOUT'}_INVALID")
    if said:
        text.kept[language] = said
    else:
        text.kept.pop(language, None)
    bot.save()
    town.events.tell(bot.id, "bot")
    return True
