"""Several applications behind one port, told apart by the path: the demo's API beside the playground."""

from collections.abc import Mapping
from typing import Any

from litestar.types import ASGIApp, Receive, Scope, Send


class Front:
    """`doors` maps the first part of a path to its application; everything else goes to `otherwise`."""

    def __init__(self, doors: Mapping[str, ASGIApp], otherwise: ASGIApp) -> None:
        self._doors = doors
        self._otherwise = otherwise

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: Any = scope.get("path", "/")
        first = path.split("/", 2)[1] if path.startswith("/") else ""
        await self._doors.get(first, self._otherwise)(scope, receive, send)
