"""`OPTIONS`, answered with every method of the address.

Litestar's own answer names only the methods that were registered first when an address has several handlers.
"""

from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, Receive, Scope, Send


class Options:
    """ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope.get("method") != "OPTIONS":
            await self._app(scope, receive, send)
            return
        allowed = ", ".join(sorted(_methods(scope))).encode()
        await send({"type": "http.response.start", "status": 204, "headers": [(b"allow", allowed)]})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _methods(scope: Scope) -> set[str]:
    template = scope.get("path_template")
    routes = (route for route in scope["litestar_app"].routes if isinstance(route, HTTPRoute))
    return {method for route in routes if route.path_format == template for method in route.methods}
