"""The wire itself: `/bot{token}/{method}` and `/file/bot{token}/{path}`, as a plain ASGI application.

It stands outside Litestar's routing, whose path parameters cannot begin in the middle of a segment.
"""

import asyncio
import contextlib
import inspect
import logging
from typing import Any, NamedTuple
from urllib.parse import unquote

from litestar.types import HTTPScope, Receive, Send

from playground.faults import Fault
from playground.files import content_of, file_at
from playground.methods import METHODS
from playground.town import Bot, Town
from playground.wire import MAX_BODY, MAX_UPLOAD, Call, WireError, read_call, refused, succeeded

logger = logging.getLogger(__name__)

JSON = b"application/json"
TOO_LARGE = WireError(413, "Request Entity Too Large")
NOT_FOUND = WireError(404, "Not Found")
HALF = 10  # bytes of an answer that breaks off: shorter than any
AFTER_THE_EFFECT = frozenset({"lost", "reset", "slow"})
OVERHEAD = 64 * 1024  # bytes of a multipart body around its file


class Answer(NamedTuple):
    """`broken`: the connection ends in the middle of it."""

    status: int
    body: bytes
    content_type: bytes = JSON
    headers: tuple[tuple[bytes, bytes], ...] = ()
    broken: bool = False


def is_bot_api(path: str) -> bool:
    """Whether a path is the Bot API's: `/bot` alone may also begin the name of a file of the page."""
    return path.startswith("/file/bot") or (path.startswith("/bot") and ("/" in path[4:] or ":" in path))


class BotApi:
    """Answers bots. Every method's effects are on disk before its answer leaves."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self._busy = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        self._busy += 1
        self._idle.clear()
        try:
            answer = await self._answer(scope, receive)
            headers = [
                (b"content-type", answer.content_type),
                (b"content-length", str(len(answer.body)).encode()),
                *answer.headers,
            ]
            await send({"type": "http.response.start", "status": answer.status, "headers": headers})
            if answer.broken:
                await send({"type": "http.response.body", "body": answer.body[:HALF], "more_body": True})
                return  # an answer that is never finished makes the server cut the connection
            await send({"type": "http.response.body", "body": answer.body, "more_body": False})
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()

    async def finish(self, seconds: float) -> None:
        """Let the calls under way end, for so many seconds at most."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), seconds)

    async def _answer(self, scope: HTTPScope, receive: Receive) -> Answer:
        try:
            if scope["path"].startswith("/file/"):
                return self._download(scope["path"])
            return await self._method(scope, receive)
        except WireError as error:
            return Answer(error.code, refused(error))
        except Exception:
            logger.exception("a Bot API call failed")
            return Answer(500, refused(WireError(500, "Internal Server Error")))

    def _download(self, path: str) -> Answer:
        token, _, file_path = path.removeprefix("/file/bot").partition("/")
        self._town.bot(unquote(token))
        file = file_at(self._town, file_path)
        if file is None:
            raise NOT_FOUND
        disposition = (b"content-disposition", b"attachment")
        return Answer(200, content_of(self._town, file), b"application/octet-stream", (disposition,))

    async def _method(self, scope: HTTPScope, receive: Receive) -> Answer:
        token, _, name = scope["path"].removeprefix("/bot").partition("/")
        headers = dict(scope["headers"])
        content_type = headers.get(b"content-type", b"").decode("latin-1")
        body = await _body(receive, MAX_UPLOAD + OVERHEAD if content_type.startswith("multipart/") else MAX_BODY)
        if scope["method"] not in {"GET", "POST"}:
            raise NOT_FOUND
        bot = self._town.bot(unquote(token))
        call = read_call(scope["query_string"], content_type, body)
        fault = self._town.faults.take(name.lower(), call.text("chat_id").strip())
        if fault is not None and fault.kind not in AFTER_THE_EFFECT:
            return await self._trouble(fault)
        answer = Answer(200, succeeded(await self.perform(bot, name, call)))
        return answer if fault is None else await self._spoiled(answer, fault)

    async def _spoiled(self, answer: Answer, fault: Fault) -> Answer:
        """What was asked is done; its answer comes late, broken, or not at all."""
        match fault.kind:
            case "slow":
                await self._hang(fault.seconds)
                return answer
            case "reset":
                return answer._replace(broken=True)
            case _:
                return Answer(502, b"<html><h1>502 Bad Gateway</h1></html>", b"text/html")

    async def _trouble(self, fault: Fault) -> Answer:
        match fault.kind:
            case "garbage":
                return Answer(200, b"<html>\x00 this is no JSON", b"text/html")
            case "hang":
                await self._hang(fault.seconds)
                return Answer(504, refused(WireError(504, "Gateway Timeout")))
            case _:
                raise fault.error()

    async def _hang(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._town.closing.wait(), seconds)

    async def perform(self, bot: Bot, name: str, call: Call) -> Any:
        """Run one method and make it last. Raises WireError."""
        method = METHODS.get(name.lower())
        if method is None:
            raise NOT_FOUND
        result = method(self._town, bot, call)
        if inspect.isawaitable(result):
            result = await result
        await self._town.journal.settled()
        return result


async def _body(receive: Receive, most: int) -> bytes:
    chunks, size = [], 0
    while True:
        event = await receive()
        if event["type"] != "http.request":
            break
        chunk = event.get("body", b"")
        size += len(chunk)
        if size > most:
            raise TOO_LARGE
        chunks.append(chunk)
        if not event.get("more_body"):
            break
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)
