"""What a chat shows: one message with its buttons, and a file where there is something to keep."""

import re
from dataclasses import dataclass
from html import unescape

from domain.cards import Face

LONGEST_TEXT = 4096  # UTF-16 units after parsing, as the Bot API limits a message
LONGEST_CAPTION = 1024  # the same for the text beside a file

_TAG = re.compile(r"<[^>]*>")
_NAME_OF_TAG = re.compile(r"<(/?)([a-z-]+)")
_TOKEN = re.compile(r"<[^>]*>|&#?\w+;|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Button:
    """Either `act` (callback data, made in wording/acts.py or by the bot) or `url`."""

    label: str
    act: str | None = None
    url: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Key:
    """Stands where letters are typed, in a row of its own: says its label, or shares the telephone number."""

    label: str
    shares_number: bool = False


@dataclass(frozen=True, slots=True)
class TextFile:
    """A small text to keep."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Copied:
    """A photo, a file, a voice message … as it stands in another chat; `captioned` where text may stand beside it."""

    chat_id: int
    message_id: int
    captioned: bool


@dataclass(frozen=True, slots=True)
class Page:
    """`text` is Telegram's HTML. With a `document`, a `photo` or something `copied` it is the caption, and shorter.

    `picture` is an address whose picture stands above the text: Telegram fetches it, and such a page can be redrawn.
    `reply_to` is a message of the same chat, if it still stands there. `keys` come instead of `buttons`; none put away
    what stood there. With a `face` the message is the card of an order, and is kept true where it stands.
    """

    text: str
    buttons: Rows = ()
    document: TextFile | None = None
    picture: str | None = None
    photo: str | None = None
    copied: Copied | None = None
    reply_to: int | None = None
    keys: tuple[Key, ...] | None = None
    face: Face | None = None


def visible_length(html: str) -> int:
    """The length that Telegram measures: without tags, references resolved, in UTF-16 units."""
    return len(unescape(_TAG.sub("", html)).encode("utf-16-le")) // 2


def cut(html: str, most: int) -> str:
    """HTML of which a reader sees at most that many UTF-16 units: no tag is torn, every open one closed."""
    if 2 * len(html) <= most or visible_length(html) <= most:
        return html
    room, kept, closing = most - len("…"), list[str](), list[str]()
    for token in _TOKEN.findall(html):
        if tag := _NAME_OF_TAG.match(token):
            closing = closing[1:] if tag[1] else [f"</{tag[2]}>", *closing]
        else:
            room -= visible_length(token)
        if room < 0:
            break
        kept.append(token)
    return "".join(kept).rstrip() + "…" + "".join(closing)


def shortened(text: str, most: int) -> str:
    """A text of at most that many UTF-16 units; what is cut off leaves an ellipsis."""
    if len(text.encode("utf-16-le")) // 2 <= most:
        return text
    kept = text.encode("utf-16-le")[: 2 * (most - 1)].decode("utf-16-le", "ignore")
    return f"{kept.rstrip()}…"
