"""A bot's commands: kept per scope and language, and found again as Telegram's apps find them."""

import re

from playground.town import Bot, Town
from playground.wire import Call, bad_request

MOST_COMMANDS = 100
LONGEST_DESCRIPTION = 256
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SCOPES = {"default", "all_private_chats", "all_group_chats", "all_chat_administrators"}
_CHAT_SCOPES = {"chat", "chat_administrators", "chat_member"}

Commands = list[dict[str, str]]


def set_my_commands(town: Town, bot: Bot, call: Call) -> bool:
    commands = _commands(call)
    key = _key(call)
    if commands:
        bot.profile.commands[key] = commands
    else:
        bot.profile.commands.pop(key, None)
    bot.save()
    town.events.tell(bot.id, "bot")
    return True


def get_my_commands(_town: Town, bot: Bot, call: Call) -> Commands:
    return bot.profile.commands.get(_key(call), [])


def delete_my_commands(town: Town, bot: Bot, call: Call) -> bool:
    bot.profile.commands.pop(_key(call), None)
    bot.save()
    town.events.tell(bot.id, "bot")
    return True


def shown_commands(bot: Bot, person: int, language: str) -> Commands:
    """What a person's app offers in the private chat: the narrowest scope that has commands, own language first."""
    for scope in (f"chat:{person}:0", "all_private_chats:0:0", "default:0:0"):
        for spoken in dict.fromkeys((language[:2].lower(), "")):
            if found := bot.profile.commands.get(f"{scope}|{spoken}"):
                return found
    return []


def _commands(call: Call) -> Commands:
    try:
        given = call.json("commands")
    except ValueError as broken:
        raise bad_request("can't parse commands JSON object") from broken
    if given is None:
        return []
    if not isinstance(given, list):
        raise bad_request("expected an Array of BotCommand")
    if len(given) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    return [_command(one) for one in given]


def _command(one: object) -> dict[str, str]:
    if not isinstance(one, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(one.get(name), str):
            raise bad_request(f"can't parse BotCommand: Can't find field \"{name}\"")
    command = one["command"].strip().removeprefix("/")
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    description = " ".join(one["description"].split())
    if not description or len(description) > LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


def language_of(call: Call) -> str:
    language = call.text("language_code").strip()
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def _key(call: Call) -> str:
    """Scope and language as one word: `type:chat:user|language`."""
    try:
        scope = call.json("scope")
    except ValueError as broken:
        raise bad_request("can't parse BotCommandScope JSON object") from broken
    if scope is None:
        scope = {"type": "default"}
    if not isinstance(scope, dict):
        raise bad_request("can't parse BotCommandScope: expected an Object")
    kind = str(scope.get("type", ""))
    if kind in _SCOPES:
        return f"{kind}:0:0|{language_of(call)}"
    if kind not in _CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    inner = Call(scope)
    if not inner.text("chat_id"):
        raise bad_request("can't parse BotCommandScope: Can't find field \"chat_id\"")
    user = inner.integer("user_id") if kind == "chat_member" else 0
    return f"{kind}:{inner.integer('chat_id')}:{user}|{language_of(call)}"
