"""The chat page's files, under a policy that lets nothing in from elsewhere."""

import mimetypes
from pathlib import Path
from urllib.parse import urlsplit

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath

from playground.problems import ProblemError

FOLDER = Path(__file__).parent / "page"
FRONT = "index.html"


def policy(api: str | None) -> str:
    """Only our own files run; the page may also call the API that the guide speaks of."""
    parts = urlsplit(api or "")
    other = f" {parts.scheme}://{parts.netloc}" if parts.scheme in {"http", "https"} and parts.netloc else ""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; "
        f"connect-src 'self'{other}; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


def page_handlers(api: str | None) -> list[HTTPRouteHandler]:
    """`/` and `/page/` are the page; its files stand beside it, at `/name` and `/page/name`."""
    headers = {
        "Content-Security-Policy": policy(api),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "no-cache",
    }

    @get(["/", "/page"], sync_to_thread=False)
    def front() -> Response[bytes]:
        return _served(FRONT, headers)

    @get(["/{name:str}", "/page/{name:str}"], sync_to_thread=False)
    def beside(name: FromPath[str]) -> Response[bytes]:
        return _served(name, headers)

    return [front, beside]


def _served(name: str, headers: dict[str, str]) -> Response[bytes]:
    path = FOLDER / name
    if path.parent != FOLDER or not path.is_file():
        raise ProblemError(404, "There is no such page.")
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    kind = "text/javascript" if name.endswith(".js") else kind
    return Response(path.read_bytes(), media_type=kind, headers=headers)
