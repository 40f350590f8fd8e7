"""Every message there ever was. The recent ones are in memory, the journal has them all."""

from collections import OrderedDict
from typing import Any

import msgspec

from playground.journal import Journal

TOO_LARGE = 1 << 31  # numbers of messages have 32 bits at Telegram
REMEMBERED = 20_000  # messages in memory, over all chats


class Message(msgspec.Struct, omit_defaults=True):
    """A message as it is kept; `show` makes Telegram's form of it, the person's side has its own."""

    id: int
    chat: int
    sender: int
    date: int
    text: str | None = None
    entities: list[dict[str, Any]] = []
    media: str | None = None  # "photo", "document" or "sticker"; its text is then a caption
    file: Any = None
    contact: dict[str, Any] | None = None
    markup: dict[str, Any] | None = None
    keyboard: dict[str, Any] | None = None
    edit_date: int = 0
    thread: int = 0
    reply_to: int = 0
    service: dict[str, Any] | None = None
    preview: dict[str, Any] | None = None  # Telegram's LinkPreviewOptions, as they were given
    via_bot: int = 0  # whose inline result it is

    @property
    def editable(self) -> bool:
        return self.service is None and self.keyboard is None


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Message).decode


class Archive:
    """Messages by box and id. The private chats of one bot share a box and its numbers, each group is its own."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._recent: OrderedDict[tuple[int, int], Message] = OrderedDict()
        self._last: dict[int, int] = {}

    def next_id(self, box: int) -> int:
        if box not in self._last:
            ((last,),) = self._journal.read("SELECT max(id) FROM message WHERE box = ?", box)
            self._last[box] = last or 0
        self._last[box] += 1
        return self._last[box]

    def put(self, box: int, message: Message) -> None:
        key = (box, message.id)
        self._recent[key] = message
        if len(self._recent) > REMEMBERED:
            self._recent.popitem(last=False)
        self._journal.write(
            "INSERT OR REPLACE INTO message (box, id, chat, body) VALUES (?, ?, ?, ?)",
            box,
            message.id,
            message.chat,
            _encode(message),
        )

    def get(self, box: int, chat: int, message_id: int) -> Message | None:
        """A message of that chat, however old; None for one that is gone or never was."""
        if not 0 < message_id < TOO_LARGE:
            return None
        message = self._recent.get((box, message_id))
        if message is None:
            rows = self._journal.read("SELECT body FROM message WHERE box = ? AND id = ?", box, message_id)
            if not rows or rows[0][0] is None:
                return None
            message = _decode(rows[0][0])
        return message if message.chat == chat else None

    def remove(self, box: int, message: Message) -> None:
        """Forget what it said. Its number stays taken."""
        self._recent.pop((box, message.id), None)
        self._journal.write("UPDATE message SET body = NULL WHERE box = ? AND id = ?", box, message.id)

    def of_chat(self, box: int, chat: int, most: int) -> list[Message]:
        """The newest messages of a chat, oldest first."""
        rows = self._journal.read(
            "SELECT body FROM message WHERE box = ? AND chat = ? AND body IS NOT NULL ORDER BY id DESC LIMIT ?",
            box,
            chat,
            most,
        )
        return [_decode(body) for (body,) in reversed(rows)]
