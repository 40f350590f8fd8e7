"""Files that bots and people send: kept in the journal, given out again by `file_id`."""

import mimetypes
import secrets
import struct
from typing import Any
from urllib.parse import urlsplit

import msgspec

from playground.town import Bot, Town
from playground.wire import Call, Upload, bad_request

WIDEST = 10_000  # width and height of a photo together, in pixels (Bot API: sendPhoto)
MAX_DOWNLOAD = 20 * 1024 * 1024  # bytes (Bot API: getFile)
MOST_DIGITS = 15  # of a file's number
SEGMENT = 0xFF  # begins each part of a JPEG
FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the parts that tell its size
_PREFIX = {"photo": "AgACAgIAAxkBAAI", "document": "BQACAgIAAxkBAAI", "sticker": "CAACAgIAAxkBAAI"}
_FOLDER = {"photo": "photos", "document": "documents", "sticker": "stickers"}
_NAMED = {"photo": "Photo", "document": "Document", "sticker": "Sticker"}


class File(msgspec.Struct, omit_defaults=True):
    """What is known of a file; its content is read from the journal when somebody wants it."""

    file_id: str
    unique_id: str
    kind: str
    name: str
    mime_type: str
    size: int
    width: int = 0
    height: int = 0
    url: str = ""
    path: str = ""

    def photo(self) -> list[dict[str, Any]]:
        return [self._card() | {"width": self.width or 800, "height": self.height or 600}]

    def document(self) -> dict[str, Any]:
        return {"file_name": self.name, "mime_type": self.mime_type} | self._card()

    def sticker(self, emoji: str) -> dict[str, Any]:
        look = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._card() | look | {"emoji": emoji}

    def _card(self) -> dict[str, Any]:
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": self.size}


def keep_file(town: Town, kind: str, name: str, content: bytes, *, mime_type: str = "", url: str = "") -> File:
    width, height = dimensions(content) if kind == "photo" else (0, 0)
    ((number,),) = town.journal.read("SELECT coalesce(max(id), 0) + 1 FROM file")
    ending = name.rsplit(".", 1)[-1] if "." in name else "bin"
    file = File(
        file_id=_PREFIX[kind] + secrets.token_urlsafe(30),
        unique_id=secrets.token_urlsafe(9),
        kind=kind,
        name=name,
        mime_type=_kind_of(content) or mimetypes.guess_type(name)[0] or mime_type or "application/octet-stream",
        size=len(content),
        width=width,
        height=height,
        url=url,
        path=f"{_FOLDER[kind]}/file_{number}.{ending}",
    )
    town.journal.write(
        "INSERT INTO file (id, file_id, body, content) VALUES (?, ?, ?, ?)",
        number,
        file.file_id,
        msgspec.json.encode(file),
        content,
    )
    return file


def file_by_id(town: Town, file_id: str) -> File | None:
    rows = town.journal.read("SELECT body FROM file WHERE file_id = ?", file_id)
    return msgspec.json.decode(rows[0][0], type=File) if rows else None


def content_of(town: Town, file: File) -> bytes:
    ((content,),) = town.journal.read("SELECT content FROM file WHERE file_id = ?", file.file_id)
    return bytes(content)


def photo_of(town: Town, call: Call, name: str) -> list[dict[str, Any]]:
    """A photo by upload, file_id or address. Raises WireError for what is no picture."""
    return _given(town, call, name, "photo").photo()


def document_of(town: Town, call: Call, name: str) -> dict[str, Any]:
    return _given(town, call, name, "document").document()


def _given(town: Town, call: Call, name: str, kind: str) -> File:
    named = call.text(name).strip()
    upload = call.files.get(named.removeprefix("attach://") if named.startswith("attach://") else name)
    if upload is not None:
        return _uploaded(town, kind, upload)
    if not named or named.startswith("attach://"):
        raise bad_request(f"there is no {name} in the request")
    if named.startswith(("http://", "https://")):
        return _linked(town, kind, named)
    file = file_by_id(town, named)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != kind:
        raise bad_request(f"can't use file of type {_NAMED[file.kind]} as {_NAMED[kind]}")
    return file


def _uploaded(town: Town, kind: str, upload: Upload) -> File:
    if not upload.content:
        raise bad_request("file must be non-empty")
    if kind == "photo":
        width, height = dimensions(upload.content)
        if not width:
            raise bad_request("IMAGE_PROCESS_FAILED")
        if width + height > WIDEST:
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return keep_file(town, kind, upload.name, upload.content, mime_type=upload.content_type)


def _linked(town: Town, kind: str, url: str) -> File:
    """A file by its address. It is believed and not fetched: the playground reaches nothing but this machine."""
    try:
        parts = urlsplit(url)
    except ValueError as broken:
        raise bad_request("wrong file identifier/HTTP URL specified") from broken
    if not parts.hostname:
        raise bad_request("wrong file identifier/HTTP URL specified")
    name = parts.path.rsplit("/", 1)[-1] or "file"
    return keep_file(town, kind, name, b"", url=url)


def get_file(town: Town, _bot: Bot, call: Call) -> Any:
    file_id = call.text("file_id").strip()
    if not file_id:
        raise bad_request("file_id not specified")
    file = file_by_id(town, file_id)
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    card = {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}
    return card | {"file_path": file.path}


def file_at(town: Town, path: str) -> File | None:
    """The file that getFile put at this path."""
    name = path.rsplit("/", 1)[-1]
    number = name.removeprefix("file_").split(".", 1)[0]
    if not number.isascii() or not number.isdigit() or len(number) > MOST_DIGITS:
        return None
    rows = town.journal.read("SELECT body FROM file WHERE id = ?", int(number))
    file = msgspec.json.decode(rows[0][0], type=File) if rows else None
    return file if file and file.path == path else None


def _kind_of(content: bytes) -> str:
    """The type of a picture by its first bytes; whoever sends it may say anything."""
    for begin, kind in (
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"GIF8", "image/gif"),
        (b"\xff\xd8\xff", "image/jpeg"),
    ):
        if content.startswith(begin):
            return kind
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


def dimensions(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG, GIF, JPEG or WebP in pixels; (0, 0) for anything else."""
    try:
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            width, height = struct.unpack(">II", content[16:24])
        elif content[:6] in {b"GIF87a", b"GIF89a"}:
            width, height = struct.unpack("<HH", content[6:10])
        elif content.startswith(b"\xff\xd8"):
            width, height = _jpeg(content)
        elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
            width, height = _webp(content)
        else:
            return 0, 0
    except (struct.error, IndexError):
        return 0, 0
    return int(width), int(height)


def _jpeg(content: bytes) -> tuple[int, int]:
    at = 2
    while content[at] == SEGMENT:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if marker in FRAMES:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0


def _webp(content: bytes) -> tuple[int, int]:
    if content[12:16] == b"VP8X":
        width = int.from_bytes(content[24:27], "little") + 1
        return width, int.from_bytes(content[27:30], "little") + 1
    if content[12:16] == b"VP8L":
        bits = int.from_bytes(content[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = struct.unpack("<HH", content[26:30])
    return width & 0x3FFF, height & 0x3FFF
