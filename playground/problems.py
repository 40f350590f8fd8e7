"""The person's side says no as problem+json (RFC 9457), with the field that is wrong by name."""

import re
from http import HTTPStatus
from typing import Any, TypeVar

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

MAX_BODY = 12 * 1024 * 1024  # bytes; a small file as base64 fits
_FIELD = re.compile(r"`\$\.?([^`]*)`$")
_NAMED = re.compile(r"field `([^`]+)`")

T = TypeVar("T")


class ProblemError(Exception):
    """A refusal on the person's side."""

    def __init__(self, status: int, detail: str, field: str | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.field = field


def as_response(problem: ProblemError) -> Response[dict[str, Any]]:
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.field is not None:
        body["errors"] = [{"field": problem.field, "message": problem.detail}]
    return Response(body, status_code=problem.status, media_type="application/problem+json")


def on_problem(_request: Request[Any, Any, Any], problem: ProblemError) -> Response[dict[str, Any]]:
    return as_response(problem)


def on_http(_request: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    """What the framework refuses itself: unknown paths, wrong methods, numbers that are none."""
    return as_response(ProblemError(error.status_code, error.detail))


async def body_of(request: Request[Any, Any, Any], kind: type[T]) -> T:
    """The request's JSON body. Raises ProblemError 400 that names the field; no body is an empty object."""
    raw = await request.body()
    try:
        return msgspec.json.decode(raw or b"{}", type=kind)
    except msgspec.ValidationError as wrong:
        raise ProblemError(400, str(wrong), _field(str(wrong))) from wrong
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as broken:
        raise ProblemError(400, "The body is no valid JSON.") from broken


def _field(words: str) -> str | None:
    at = _FIELD.search(words)
    inside = at.group(1) if at else ""
    named = _NAMED.search(words)
    if named:
        return f"{inside}.{named.group(1)}" if inside else named.group(1)
    return inside or None
