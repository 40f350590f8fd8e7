"""Formatted text as a call brings it: by HTML or by entities, cleaned as Telegram cleans every text."""

import re

from playground.html import SURROGATE, Entity, Formatted, parse_html, units
from playground.links import checked_link
from playground.wire import Call, bad_request

MOST_BYTES = 32768  # raw text beyond it is refused before parsing
MOST_ENTITIES = 100  # Telegram drops the rest silently

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f\u2028-\u202e]")
_BLANK = " \n"


def formatted(call: Call, name: str, entities: str) -> Formatted:
    """A text argument with its formatting, cleaned and trimmed; it may come out empty. Raises WireError."""
    text = call.text(name)
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise bad_request("text is too long")
    mode = call.text("parse_mode").strip().lower()
    if not text or mode in {"", "none"}:
        given = given_entities(call, entities, text)
        return tidy(text if given else text.replace("\r", ""), given)
    if mode == "html":
        return tidy(*parse_html(text.replace("\r", "")))
    if mode in {"markdown", "markdownv2"}:
        raise bad_request("unsupported parse_mode: the playground reads HTML and entities only")
    raise bad_request("unsupported parse_mode")


def given_entities(call: Call, name: str, text: str) -> list[Entity]:
    """Entities sent beside the text. Raises WireError for those that Telegram would not understand."""
    try:
        given = call.json(name)
    except ValueError:
        return []
    if not isinstance(given, list):
        return []
    length = units(text)
    return [entity for one in given if (entity := _given_entity(one)) and _inside(entity, length)]


_PLAIN = {"bold", "italic", "underline", "strikethrough", "spoiler", "code", "blockquote", "expandable_blockquote"}
_DETECTED = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
_WITH = {"pre": "language", "text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}


def _given_entity(one: object) -> Entity | None:
    if not isinstance(one, dict):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for number in ("offset", "length"):
        if isinstance(one.get(number), bool) or not isinstance(one.get(number), int):
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{number}\"")
    kind = str(one.get("type"))
    if kind in _DETECTED:
        return None
    if kind not in _PLAIN and kind not in _WITH:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    entity: Entity = {"type": kind, "offset": one["offset"], "length": one["length"]}
    return entity | _argument(kind, one)


def _argument(kind: str, given: dict[str, object]) -> Entity:
    name = _WITH.get(kind, "")
    value = given.get(name)
    match kind:
        case "text_link":
            return {"url": checked_link(str(value or ""))}
        case "text_mention":
            person = value.get("id") if isinstance(value, dict) else None
            if not isinstance(person, int):
                raise bad_request("can't parse MessageEntity: Can't find field \"user\"")
            return {"user": {"id": person}}
    return {name: value} if isinstance(value, str) and value else {}


def _inside(entity: Entity, length: int) -> bool:
    if entity["type"] == "text_link" and not entity["url"]:
        return False
    return bool(entity["length"] > 0 and entity["offset"] >= 0 and entity["offset"] + entity["length"] <= length)


def tidy(text: str, entities: list[Entity]) -> Formatted:
    """Control characters become spaces, white space around the text goes, entities are put in order."""
    text = _CONTROL.sub(" ", text)
    if SURROGATE.search(text):
        raise bad_request("strings must be encoded in UTF-8")
    text = text.rstrip(_BLANK)
    # Blanks at the start that belong to an entity stay, as they do at Telegram.
    first = min((entity["offset"] for entity in entities), default=len(text))
    leading = min(len(text) - len(text.lstrip(_BLANK)), first)
    end = units(text)
    kept = [cut for entity in entities if (cut := _cut(entity, leading, end))]
    return text[leading:], _ordered(kept)


def _cut(entity: Entity, leading: int, end: int) -> Entity | None:
    stop = min(entity["offset"] + entity["length"], end)
    if stop <= entity["offset"]:
        return None
    return {**entity, "offset": entity["offset"] - leading, "length": stop - entity["offset"]}


def _ordered(entities: list[Entity]) -> list[Entity]:
    """By place, the outer before the inner; nothing inside code, no kind inside itself."""
    entities = sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))
    kept: list[Entity] = []
    for entity in entities:
        around = [outer for outer in kept if entity["offset"] < outer["offset"] + outer["length"]]
        if any(outer["type"] in {"code", "pre"} or outer["type"] == entity["type"] for outer in around):
            continue
        kept.append(entity)
    return kept[:MOST_ENTITIES]
