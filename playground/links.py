"""Addresses in texts and on buttons, and what Telegram finds in a text by itself."""

import re
from typing import Any
from urllib.parse import urlsplit

from playground.wire import Call, bad_request

_FOUND = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)\]])"
    r"|(?P<email>(?<![\w.+-])[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
    r"|(?P<mention>(?<![\w@])@[A-Za-z]\w{3,31}(?!\w))"
    r"|(?P<bot_command>(?<![\w/<>.])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/@]))"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d])\w{1,256})"
    r"|(?P<bare>(?<![\w@/.-])(?:[A-Za-z0-9-]+\.)+(?:com|org|net|de|io|me|eu|info|shop)(?![\w.-])(?:/[^\s<>\"]*[^\s<>\".,;:!?)\]])?)"
)
_HINT = re.compile(r"[@/#.]")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_OWN_SCHEMES = {"tg", "ton", "tonsite"}


class LinkError(ValueError):
    """Why an address is not one: Telegram's words without its subject."""


def check_link(address: str) -> str:
    """The address as Telegram stores it, with http:// where no scheme was given. Raises LinkError.

    A host without a dot, `localhost` among them, is no address for Telegram's users.
    """
    address = address.strip()
    scheme = _SCHEME.match(address)
    if scheme and "://" not in address and not re.match(r"[^/?#]*:\d", address):
        raise LinkError("Unsupported URL protocol")
    if "://" in address:
        name = address.split("://", 1)[0].lower()
        if name in _OWN_SCHEMES:
            return address
        if name not in {"http", "https"}:
            raise LinkError("Unsupported URL protocol")
    else:
        address = f"http://{address}"
    return _with_path(address)


def _with_path(address: str) -> str:
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError as broken:
        raise LinkError("Wrong HTTP URL") from broken
    named = "." in host.strip(".") or (":" in host)
    if not named or any(character.isspace() for character in address) or "@" in host:
        raise LinkError("Wrong HTTP URL")
    if parts.path:
        return address
    rest = address[address.index("://") + 3 + len(parts.netloc) :]
    return f"{parts.scheme}://{parts.netloc}/{rest}"


def preview_of(call: Call) -> dict[str, Any] | None:
    """`link_preview_options` of a text. Raises WireError where it cannot be read."""
    try:
        given = call.json("link_preview_options")
    except ValueError as broken:
        raise bad_request("can't parse link preview options JSON object") from broken
    if given is None:
        return {"is_disabled": True} if call.flag("disable_web_page_preview") else None
    if not isinstance(given, dict):
        raise bad_request("object expected as link preview options")
    flags = ("is_disabled", "prefer_small_media", "prefer_large_media", "show_above_text")
    kept: dict[str, Any] = {name: True for name in flags if given.get(name) is True}
    address = given.get("url")
    return kept | {"url": address} if isinstance(address, str) and checked_link(address) else kept or None


def checked_link(address: str) -> str:
    """The same for links inside a text, where a wrong one is dropped: then it is empty."""
    try:
        return check_link(address) if address.strip() else ""
    except LinkError:
        return ""


def found_entities(text: str) -> list[tuple[str, int, int]]:
    """Commands, links, mentions, hashtags and addresses in a text: kind, start and end in characters."""
    if not _HINT.search(text):
        return []
    return [
        ("url" if found.lastgroup == "bare" else str(found.lastgroup), found.start(), found.end())
        for found in _FOUND.finditer(text)
    ]


def with_found(text: str, entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The entities of a text together with those that Telegram finds by itself, where none stands already."""
    found = found_entities(text)
    if not found:
        return entities
    wide = not text.isascii()
    both = list(entities)
    for kind, start, end in found:
        offset = _units(text[:start]) if wide else start
        length = _units(text[start:end]) if wide else end - start
        if not any(_closed(entity, offset, length) for entity in entities):
            both.append({"type": kind, "offset": offset, "length": length})
    both.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return both


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _closed(entity: dict[str, Any], offset: int, length: int) -> bool:
    """Inside code and links nothing is found."""
    inner = {"code", "pre", "text_link", "text_mention", "custom_emoji"}
    return (
        entity["type"] in inner and entity["offset"] < offset + length and offset < entity["offset"] + entity["length"]
    )
