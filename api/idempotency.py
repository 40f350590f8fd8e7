"""A POST that comes twice with the same `Idempotency-Key` is done once and answered twice."""

import asyncio
import re
from dataclasses import replace
from hashlib import sha256
from typing import Any

from litestar.types import ASGIApp, HTTPReceiveMessage, Message, Receive, Scope, Send

from api.problems import IN_PROGRESS, KEY_REUSED, TOO_LARGE, Fault, ProblemRaised, in_progress, invalid
from services.shop import Shop
from storage.idempotency import Answer, Claim

KEY = re.compile(rb"[!-~]{1,200}")
BOUNDARY = re.compile(rb'^multipart/form-data;.*boundary="?([^";]+)', re.IGNORECASE)
WAITS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between looks for the answer of a first request that is still at work."""


class Once:
    """ASGI middleware; without the header it only looks at the headers.

    The key is taken in the very transaction that does the work (`Store.claiming`), so work and key stand or fall
    together; the answer is stored right after.
    """

    def __init__(self, app: ASGIApp, shop: Shop) -> None:
        self._app = app
        self._shop = shop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = _key(scope)
        if key is None or "key" not in scope["state"]:
            await self._app(scope, receive, send)
            return
        body = await _body(scope, receive)
        claim = Claim(scope["state"]["key"].public_id, key, _digest(scope, body), self._shop.now())
        found = await self._earlier(claim)
        if found is None:
            answer = await self._first_time(claim, scope, body)
            if answer.status != IN_PROGRESS.status or not answer.taken:
                await answer.send(send)
                return
        await self._replay(claim, found, send)

    async def _first_time(self, claim: Claim, scope: Scope, body: bytes) -> "Recorded":
        scope["state"]["shop"] = replace(self._shop, store=self._shop.store.claiming(claim))
        recorded = Recorded()
        await self._app(scope, _again(body), recorded.note)
        recorded.taken = bool(scope["state"].get("taken"))
        if 200 <= recorded.status < 300:  # noqa: PLR2004 - what succeeded is what is not done again
            async with self._shop.store.begin() as tx:
                if await tx.claims.find(claim.owner, claim.key) is None:
                    # The operation had nothing to write, such as a preview.
                    await tx.claims.take(claim)
                await tx.claims.settle(claim, recorded.status, recorded.content_type, recorded.body)
        return recorded

    async def _earlier(self, claim: Claim) -> Answer | None:
        """What became of this key; None where it was never used."""
        async with self._shop.store.read() as tx:
            found = await tx.claims.find(claim.owner, claim.key)
        if found is not None and found.digest != claim.digest:
            detail = "The key was used for a request with another method, address or body."
            raise ProblemRaised(KEY_REUSED, detail, [Fault("Idempotency-Key", detail)])
        return found

    async def _replay(self, claim: Claim, found: Answer | None, send: Send) -> None:
        """Answer from what is stored. While another request is at work, its answer is a moment away."""
        for wait in WAITS:
            if found is not None and found.status is not None:
                await _stored(found).send(send)
                return
            await asyncio.sleep(wait)
            found = await self._earlier(claim)
        raise in_progress()


class Recorded:
    """An answer, kept instead of sent."""

    def __init__(self) -> None:
        self.start: dict[str, Any] = {}
        self.body = b""
        self.taken = False

    @property
    def status(self) -> int:
        return int(self.start.get("status", 500))

    @property
    def content_type(self) -> str:
        found = (value for name, value in self.start.get("headers", ()) if name.lower() == b"content-type")
        return bytes(next(found, b"")).decode()

    async def note(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.start = dict(message)
        elif message["type"] == "http.response.body":
            self.body += message.get("body", b"")

    async def send(self, send: Send) -> None:
        await send(self.start)  # type: ignore[arg-type]
        await send({"type": "http.response.body", "body": self.body, "more_body": False})


def _stored(answer: Answer) -> Recorded:
    recorded = Recorded()
    recorded.body = answer.body or b""
    headers = [
        (b"content-type", (answer.content_type or "application/json").encode()),
        (b"content-length", str(len(recorded.body)).encode()),
        (b"idempotency-replayed", b"true"),
    ]
    recorded.start = {"type": "http.response.start", "status": answer.status, "headers": headers}
    return recorded


def _key(scope: Scope) -> str | None:
    """The header's text on a POST. Raises for one that no key can be."""
    if scope.get("method") != "POST":
        return None
    given = _header(scope, b"idempotency-key")
    if given is None:
        return None
    if not KEY.fullmatch(given):
        raise invalid("Idempotency-Key", "must be 1 to 200 visible ASCII characters")
    return bytes(given).decode()


async def _body(scope: Scope, receive: Receive) -> bytes:
    most = scope["route_handler"].resolve_request_max_body_size()  # type: ignore[union-attr]
    parts: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if most is not None and size > most:
            raise ProblemRaised(TOO_LARGE, f"At most {most:,} bytes are read.")
        more = message.get("more_body", False)
    return b"".join(parts)


def _again(body: bytes) -> Receive:
    async def receive() -> HTTPReceiveMessage:
        return {"type": "http.request", "body": body, "more_body": False}

    return receive


def _digest(scope: Scope, body: bytes) -> bytes:
    head = f"{scope.get('method')} {scope['path']}?".encode() + scope["query_string"]
    if boundary := BOUNDARY.search(_header(scope, b"content-type") or b""):
        # Clients invent a new one each time they send the same form.
        body = body.replace(boundary[1], b"")
    return sha256(head + b"\0" + sha256(body).digest()).digest()


def _header(scope: Scope, wanted: bytes) -> bytes | None:
    return next((value for name, value in scope["headers"] if name == wanted), None)
