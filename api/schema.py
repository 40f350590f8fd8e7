"""The API's description: for programs as OpenAPI, for people as a page that loads nothing from elsewhere."""

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency as Given

from api.asking import Ask
from api.browse import page_of
from api.document import Document


@get("/schema/openapi.json", open=True)
async def openapi(request: Ask, document: Given[Document]) -> Response[bytes]:
    """OpenAPI 3.1."""
    return Response(document.of(request.app).text, media_type="application/json")


@get("/schema", open=True)
async def browse(request: Ask, document: Given[Document]) -> Response[str]:
    """The same, readable."""
    return Response(page_of(document.of(request.app).content), media_type="text/html")


HANDLERS: list[Any] = [openapi, browse]
