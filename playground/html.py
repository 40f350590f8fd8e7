"""Telegram's HTML to text and entities.

Offsets and lengths of entities count UTF-16 code units, byte offsets in errors count UTF-8, as at Telegram.
The grammar follows TDLib's parser (td/telegram/MessageEntity.cpp); the sentences in errors are Telegram's.
"""

import re
from typing import Any, NamedTuple

from playground.links import checked_link
from playground.wire import bad_request

Entity = dict[str, Any]
Formatted = tuple[str, list[Entity]]

TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LAST_CODE_POINT = 0x10FFFF
LONGEST_REFERENCE = 10  # characters; a longer numeric reference stays text

_MARK = re.compile(r"[<&]")
_TAG_NAME = re.compile(r"[^\s\0>]*")
_SPACE = re.compile(r"[\s\0]*")
_ATTRIBUTE = re.compile(r"[^\s\0=>/\"']*")
_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
_REFERENCE = re.compile(r"&(?:#x(?P<hex>[0-9A-Fa-f]+)|#(?P<dec>[0-9]+)|(?P<name>[A-Za-z]+));?")
SURROGATE = re.compile("[\ud800-\udfff]")


def units(text: str) -> int:
    """The length of a text in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


class _Open(NamedTuple):
    name: str
    argument: str
    offset: int
    piece: int


class _Html:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.pieces: list[str] = []
        self.offset = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> Formatted:
        while mark := _MARK.search(self.text, self.at):
            self._plain(self.text[self.at : mark.start()])
            self.at = mark.start()
            if self.text[self.at] == "&":
                character, self.at = _decoded(self.text, self.at)
                self._plain(character)
            elif self.text.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._plain(self.text[self.at :])
        if self.open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self.open[-1].name}"')
        text = "".join(self.pieces)
        if SURROGATE.search(text):
            what = "Text contains invalid Unicode characters after decoding HTML entities, "
            raise _broken(what + "check for unmatched surrogate code units")
        return text, self.entities

    def _plain(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self.offset += units(text)

    def _byte(self, position: int) -> int:
        return len(self.text[:position].encode("utf-8", "surrogatepass"))

    def _skip(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        skipped = found.group() if found else ""
        self.at += len(skipped)
        return skipped

    def _peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._skip(_TAG_NAME).lower()
        if not self._peek():
            raise _broken(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if name not in TAGS:
            raise _broken(f'Unsupported start tag "{name}" at byte offset {self._byte(begin)}')
        argument = ""
        while self._peek() != ">":
            self._skip(_SPACE)
            if self._peek() != ">":
                argument = self._attribute(name, begin, argument)
        self.at += 1
        if name == "span" and argument != "spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        self.open.append(_Open(name, argument, self.offset, len(self.pieces)))

    def _attribute(self, tag: str, begin: int, argument: str) -> str:
        """Read one attribute; answers what the tag's argument is after it."""
        attribute = self._skip(_ATTRIBUTE)
        if not attribute:
            raise _broken(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
        self._skip(_SPACE)
        if self._peek() != "=":
            if not self._peek():
                raise _broken(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
            return "1" if (tag, attribute) == ("blockquote", "expandable") else argument
        self.at += 1
        self._skip(_SPACE)
        if not self._peek():
            raise _broken(f'Unclosed start tag "{tag}" at byte offset {self._byte(begin)}')
        value = self._quoted() if self._peek() in "\"'" else self._token()
        if not self._peek():
            raise _broken(f"Unclosed start tag at byte offset {self._byte(begin)}")
        return _argument(tag, attribute, value, argument)

    def _token(self) -> str:
        begin = self.at
        value = self._skip(_TOKEN).lower()
        if not self._peek() or not (self._peek() == ">" or self._peek().isspace()):
            raise _broken(f"Unexpected end of name token at byte offset {self._byte(begin)}")
        return value

    def _quoted(self) -> str:
        quote = self._peek()
        self.at += 1
        value = []
        while self._peek() not in {quote, ""}:
            if self._peek() == "&":
                character, self.at = _decoded(self.text, self.at)
                value.append(character)
            else:
                value.append(self._peek())
                self.at += 1
        if self._peek():
            self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise _broken(f"Unexpected end tag at byte offset {self._byte(begin)}")
        self.at += 2
        name = self._skip(_TAG_NAME)
        self._skip(_SPACE)
        if self._peek() != ">":
            raise _broken(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        opened = self.open.pop()
        if name and name != opened.name:
            where = f"Unmatched end tag at byte offset {self._byte(begin)}"
            raise _broken(f'{where}, expected "</{opened.name}>", found "</{name}>"')
        if self.offset > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Entity = {
            "type": TAGS[opened.name],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        match opened.name:
            case "a":
                _point(entity, opened.argument or "".join(self.pieces[opened.piece :]))
                if entity["type"] == "text_link" and not entity["url"]:
                    return
            case "pre" | "code":
                if self._as_one_with_language(entity, opened):
                    return
            case "blockquote" if opened.argument:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                if not opened.argument.isdigit():
                    raise _broken("Invalid custom emoji identifier specified")
                entity["custom_emoji_id"] = opened.argument
            case _:
                pass
        self.entities.append(entity)

    def _as_one_with_language(self, entity: Entity, opened: _Open) -> bool:
        """<pre><code class="language-x"> and its reverse are one entity, if both enclose the same text."""
        last = self.entities[-1] if self.entities else None
        other = {"pre": "code", "code": "pre"}[opened.name]
        language = opened.argument or (last or {}).get("language", "")
        if last and language and last["type"] == other and _same_place(last, entity):
            last.update(type="pre", language=language)
            return True
        if opened.argument:
            entity["language"] = opened.argument
        return False


def _argument(tag: str, attribute: str, value: str, argument: str) -> str:
    match tag, attribute:
        case ("a", "href") | ("tg-emoji", "emoji-id"):
            return value
        case ("code", "class") if value.startswith("language-"):
            return value.removeprefix("language-")
        case ("span", "class") if value.startswith("tg-"):
            return value.removeprefix("tg-")
        case ("blockquote", "expandable"):
            return "1"
    return argument


def _point(entity: Entity, address: str) -> None:
    """A link to a web page, or to a person (tg://user?id=…)."""
    person = re.fullmatch(r"tg://user\?id=(\d{1,18})", address.strip())
    if person:
        entity["type"] = "text_mention"
        entity["user"] = {"id": int(person.group(1))}
    else:
        entity["url"] = checked_link(address)


def _same_place(one: Entity, other: Entity) -> bool:
    return (one["offset"], one["length"]) == (other["offset"], other["length"])


def _decoded(text: str, at: int) -> tuple[str, int]:
    """The character that a reference stands for and where it ends; an unknown one stays as it is."""
    found = _REFERENCE.match(text, at)
    if not found:
        return "&", at + 1
    if name := found["name"]:
        return (NAMED[name], found.end()) if name in NAMED else ("&", at + 1)
    digits, base = (found["hex"], 16) if found["hex"] else (found["dec"], 10)
    too_long = found.end() - at - found.group().endswith(";") >= LONGEST_REFERENCE
    code = 0 if too_long else int(digits, base)
    return ("&", at + 1) if code == 0 or code >= LAST_CODE_POINT else (chr(code), found.end())


def _broken(why: str) -> Exception:
    return bad_request(f"can't parse entities: {why}")


def parse_html(text: str) -> Formatted:
    """Text and entities in the order in which they close. Raises WireError in Telegram's words."""
    reader = _Html(text)
    text, entities = reader.read()
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return text, entities
