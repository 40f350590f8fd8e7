"""`reply_markup`: what Telegram accepts as a keyboard, in the form in which it keeps it."""

from typing import Any

from playground.links import LinkError, check_link
from playground.wire import Call, WireError, bad_request

MOST_DATA = 64  # bytes of callback data
MOST_BUTTONS = 100  # on one keyboard

Rows = list[list[dict[str, Any]]]

_LOOKS = ("style", "icon_custom_emoji_id")
_OTHER_ACTIONS = (
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_REQUESTS = ("request_contact", "request_location", "request_poll", "request_users", "request_chat", "web_app")


class Keyboard:
    """One of four kinds: `inline` under the message, `reply` instead of letters, `remove`, `force`."""

    __slots__ = ("kind", "value")

    def __init__(self, kind: str, value: dict[str, Any]) -> None:
        self.kind = kind
        self.value = value


def keyboard_of(call: Call) -> Keyboard | None:
    """The keyboard that came with a call, or None. Raises WireError."""
    try:
        given = call.json("reply_markup")
    except ValueError as broken:
        raise bad_request("can't parse reply keyboard markup JSON object") from broken
    if given is None:
        return None
    if not isinstance(given, dict):
        raise bad_request("object expected as reply markup")
    if rows := _rows(given, "keyboard", "", _reply_button):
        looks = ("resize_keyboard", "one_time_keyboard", "is_persistent", "input_field_placeholder", "selective")
        return Keyboard("reply", {"keyboard": rows} | {name: given[name] for name in looks if given.get(name)})
    if rows := _rows(given, "inline_keyboard", " of the InlineKeyboardMarkup", _inline_button):
        return Keyboard("inline", {"inline_keyboard": rows})
    if given.get("remove_keyboard") or given.get("hide_keyboard"):
        return Keyboard("remove", {})
    if given.get("force_reply"):
        return Keyboard("force", {"input_field_placeholder": given.get("input_field_placeholder")})
    return None


def inline_of(call: Call) -> dict[str, Any] | None:
    """The same for edits, which take inline keyboards only."""
    keyboard = keyboard_of(call)
    if keyboard is not None and keyboard.kind != "inline":
        raise bad_request("inline keyboard expected")
    return keyboard.value if keyboard else None


def _rows(given: dict[str, Any], field: str, of: str, read: Any) -> Rows:
    rows = given.get(field)
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}"{of} must be an Array of Arrays')
    if sum(len(row) for row in rows) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return [[read(button) for button in row] for row in rows if row]


def _reply_button(button: object) -> dict[str, Any]:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    text = _text(button, "keyboard button")
    if not text:
        raise bad_request("keyboard button text must be non-empty")
    return {"text": text} | {name: button[name] for name in (*_REQUESTS, *_LOOKS) if button.get(name)}


def _inline_button(button: object) -> dict[str, Any]:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    kept = {"text": _text(button, "inline keyboard button")} | _action(button)
    if not kept["text"]:
        raise bad_request("inline keyboard button text must be non-empty")
    return kept | {name: button[name] for name in _LOOKS if button.get(name)}


def _text(button: dict[str, Any], what: str) -> str:
    text = button.get("text")
    if text is None:
        raise bad_request(f"can't parse {what}: Can't find field \"text\"")
    if isinstance(text, bool) or not isinstance(text, str | int | float):
        raise bad_request(f'can\'t parse {what}: Field "text" must be of type String')
    return " ".join(str(text).split())


def _action(button: dict[str, Any]) -> dict[str, Any]:
    for name in ("url", "callback_data"):
        if button.get(name) is not None and not isinstance(button[name], str):
            raise bad_request(f'can\'t parse inline keyboard button: Field "{name}" must be of type String')
    if button.get("url"):
        return {"url": _address(button["url"])}
    if data := button.get("callback_data"):
        if len(data.encode()) > MOST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    for name in _OTHER_ACTIONS:
        if name in button and button[name] is not None:
            return {name: button[name]}
    raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _address(url: str) -> str:
    try:
        return url if url.startswith("tg://user?id=") else check_link(url)
    except LinkError as why:
        raise _wrong_address(url, why) from why


def _wrong_address(url: str, why: LinkError) -> WireError:
    return bad_request(f"inline keyboard button URL '{url}' is invalid: {why}")


def buttons_of(markup: dict[str, Any] | None) -> Rows:
    """An inline keyboard as the person sees it: rows of `{text, data?, url?}`."""
    rows = (markup or {}).get("inline_keyboard", [])
    return [[_seen(button) for button in row] for row in rows]


def _seen(button: dict[str, Any]) -> dict[str, Any]:
    seen = {"text": button["text"]}
    if "callback_data" in button:
        seen["data"] = button["callback_data"]
    if "url" in button:
        seen["url"] = button["url"]
    return seen
