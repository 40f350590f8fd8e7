"""How a Bot API call arrives and how it is answered: forms, multipart, JSON in; Telegram's envelope out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    PushMultipartParser,
    parse_options_header,
)

MAX_BODY = 4 * 1024 * 1024  # bytes; Telegram's own bound for calls without a file
MAX_UPLOAD = 50 * 1024 * 1024  # bytes; what a bot may upload
MAX_FIELDS = 256

_encode = msgspec.json.Encoder().encode


class WireError(Exception):
    """A call that Telegram refuses: code, its own words, and `parameters` such as retry_after."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad_request(why: str) -> WireError:
    return WireError(400, f"Bad Request: {why}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came in a multipart body."""

    name: str
    content_type: str
    content: bytes


@dataclass(slots=True)
class Call:
    """The arguments of one method, as text or as JSON values, whichever way they were sent.

    Reading is as forgiving as Telegram's: a missing or wrong number is 0, a flag is true for `true`, `yes` and `1`.
    """

    args: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.args.get(name) is not None

    def text(self, name: str) -> str:
        value = self.args.get(name)
        if isinstance(value, str):
            return value
        if value is None:
            return ""
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, int | float) else _encode(value).decode()

    def integer(self, name: str, default: int = 0, lowest: int | None = None, highest: int | None = None) -> int:
        given = self.text(name).strip()
        value = whole(given) if given else default
        if lowest is not None and value < lowest:
            return lowest
        return highest if highest is not None and value > highest else value

    def flag(self, name: str) -> bool:
        return self.text(name).strip().lower() in {"true", "yes", "1"}

    def json(self, name: str) -> Any:
        """The value, parsed if it came as text; None where it is missing. Raises ValueError when it is no JSON."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return msgspec.json.decode(value)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
            raise ValueError(name) from broken


MOST_DIGITS = 19  # more do not fit Telegram's 64 bits
LARGEST = 1 << 63


def whole(text: str) -> int:
    digits = text[1:] if text[:1] in {"-", "+"} else text
    if not digits.isascii() or not digits.isdigit() or len(digits) > MOST_DIGITS:
        return 0
    value = int(text)
    return value if abs(value) < LARGEST else 0


def read_call(query: bytes, content_type: str, body: bytes) -> Call:
    """The arguments of a request; those in the body win over those in the address."""
    call = Call(_form(query) if query else {})
    if not body:
        return call
    kind, options = parse_options_header(content_type)
    if kind == "application/x-www-form-urlencoded":
        call.args.update(_form(body))
    elif kind == "application/json":
        call.args.update(_object(body))
    elif kind == "multipart/form-data":
        _multipart(call, options.get("boundary", ""), body)
    return call


def _form(raw: bytes) -> dict[str, Any]:
    try:
        text = raw.decode()
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS))
    except UnicodeDecodeError as broken:
        raise bad_request("strings must be encoded in UTF-8") from broken
    except ValueError as broken:
        raise bad_request("too many parameters") from broken


def _object(raw: bytes) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise bad_request("can't parse JSON object") from broken
    if not isinstance(value, dict):
        raise bad_request("can't parse JSON object")
    return {str(name): value[name] for name in value}


def _multipart(call: Call, boundary: str, body: bytes) -> None:
    try:
        with PushMultipartParser(boundary, max_segment_count=MAX_FIELDS, max_segment_size=MAX_UPLOAD) as parser:
            name, filename, kind, chunks = "", None, "", list[bytes]()
            for event in [*parser.parse(body), *parser.parse(b"")]:
                if event is None:
                    _keep(call, name, filename, kind, b"".join(chunks))
                elif isinstance(event, bytes | bytearray):
                    chunks.append(bytes(event))
                else:
                    name, filename, chunks = event.name, event.filename, []
                    kind = event.content_type or ""
    except (MultipartError, ValueError, LookupError) as broken:
        raise bad_request("can't parse multipart body") from broken


def _keep(call: Call, name: str, filename: str | None, kind: str, content: bytes) -> None:
    if filename is not None:
        call.files[name] = Upload(filename.replace("\\", "/").rsplit("/", 1)[-1] or "file", kind, content)
        return
    try:
        call.args[name] = content.decode()
    except UnicodeDecodeError as broken:
        raise bad_request("strings must be encoded in UTF-8") from broken


def succeeded(result: Any) -> bytes:
    return b'{"ok":true,"result":' + (bytes(result) if isinstance(result, msgspec.Raw) else _encode(result)) + b"}"


def refused(error: WireError) -> bytes:
    answer: dict[str, Any] = {"ok": False, "error_code": error.code, "description": error.description}
    if error.parameters:
        answer["parameters"] = dict(error.parameters)
    return _encode(answer)
