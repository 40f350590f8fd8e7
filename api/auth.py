"""Who may come in: the key in the header, its scopes, its pace."""

import math
from collections import OrderedDict
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from litestar.types import ASGIApp, Receive, Scope, Send

from api.limits import Limiter, Limits
from api.problems import FORBIDDEN, TOO_MANY_REQUESTS, UNAUTHORIZED, Fault, ProblemRaised
from services import keys
from services.keys import Scope as Right
from services.shop import Shop
from storage.keys import KeyRecord

REMEMBERED_FOR = timedelta(seconds=5)
"""How long a key that was checked is trusted without a look at the database; a revoked one works that much longer."""
MOST_REMEMBERED = 1000
LONGEST_KEY = 200


def right_needed(method: str, opt: dict[str, Any]) -> Right | None:
    """Looking needs `read`, everything else `write`; None where no key is asked for. A handler's opt may differ."""
    if opt.get("open"):
        return None
    right: Right = opt.get("right") or (Right.READ if method == "GET" else Right.WRITE)
    return right


def rights(method: str, opt: dict[str, Any]) -> list[Right]:
    """Any of these lets one in. `sees_part`: a right that shows a part of what is there."""
    right = right_needed(method, opt)
    return [] if right is None else [right, *opt.get("sees_part", ())]


class Door:
    """ASGI middleware: lets a request in with its key and the shop, or answers 401, 403 or 429."""

    def __init__(self, app: ASGIApp, shop: Shop, limits: Limits) -> None:
        self._app = app
        self._shop = shop
        self._pace = Limiter(limits.per_key)
        self._tries = Limiter(limits.failed_tries)
        self._remembered: OrderedDict[bytes, tuple[KeyRecord, datetime]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["shop"] = self._shop
        needed = right_needed(str(scope.get("method")), scope["route_handler"].opt)
        if needed is not None:
            record = await self._admitted(scope)
            enough = {right.value for right in rights(str(scope.get("method")), scope["route_handler"].opt)}
            if not record.scopes & {*enough, Right.ADMIN.value}:
                raise ProblemRaised(
                    FORBIDDEN,
                    f"This needs a key with the scope `{needed}`.",
                    headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{needed}"'},
                )
            scope["state"]["key"] = record
        await self._app(scope, receive, send)

    async def _admitted(self, scope: Scope) -> KeyRecord:
        now = self._shop.now()
        text = _bearer(scope)
        record = await self._known(text, now) if text else None
        if record is None:
            client = scope.get("client")
            raise self._turned_away(str(client[0]) if client else "", given=text is not None, now=now)
        if wait := self._pace.take(record.public_id, now):
            raise _too_many("This key has used up its pace.", wait)
        return record

    async def _known(self, text: str, now: datetime) -> KeyRecord | None:
        digest = sha256(text.encode()).digest()
        remembered = self._remembered.get(digest)
        if remembered and now < remembered[1]:
            return remembered[0]
        record = await keys.check(self._shop, text)
        if record is not None:
            self._remembered[digest] = (record, now + REMEMBERED_FOR)
            if len(self._remembered) > MOST_REMEMBERED:
                self._remembered.popitem(last=False)
        return record

    def _turned_away(self, address: str, *, given: bool, now: datetime) -> ProblemRaised:
        if wait := self._tries.take(address, now):
            return _too_many("Too many tries without a valid key.", wait)
        challenge = 'Bearer error="invalid_token"' if given else "Bearer"
        detail = "The API key is unknown or was revoked." if given else "Send `Authorization: Bearer <key>`."
        return ProblemRaised(UNAUTHORIZED, detail, [Fault("Authorization", detail)], {"WWW-Authenticate": challenge})


def _bearer(scope: Scope) -> str | None:
    """The key's text; None where there is none that could be one."""
    given = next((value for name, value in scope["headers"] if name == b"authorization"), b"")
    kind, _, text = given.partition(b" ")
    plausible = kind.lower() == b"bearer" and 0 < len(text) <= LONGEST_KEY and text.isascii()
    return text.decode().strip() if plausible else None


def _too_many(detail: str, wait: float) -> ProblemRaised:
    return ProblemRaised(TOO_MANY_REQUESTS, detail, headers={"Retry-After": str(max(1, math.ceil(wait)))})
