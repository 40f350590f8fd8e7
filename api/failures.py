"""Which problem each exception is answered with. Whatever is not listed is a mistake of ours."""

import re
from typing import Any

import structlog
from litestar import Request
from litestar.exceptions import HTTPException, ValidationException
from litestar.params import ParameterKwarg
from litestar.response import Response
from litestar.types import ExceptionHandlersMap
from msgspec import Struct
from msgspec.structs import fields

from api.problems import (
    BAD_CURSOR,
    BY_STATUS,
    CLASH,
    INTERNAL,
    INVALID,
    REFUSALS,
    TOO_LARGE,
    UNREADABLE_FILE,
    Fault,
    Kind,
    ProblemRaised,
    fault_of,
    in_progress,
    says,
)
from domain import refusals
from domain.refusals import NotFound, Refusal
from services.imports import UnreadableFile
from storage.idempotency import AlreadyTaken
from storage.pages import BadCursor
from storage.store import Clash

log = structlog.get_logger()

NAMED_BY = {
    "product": "sku",
    "customer": "customer",
    "supply": "supply_id",
    "backorder": "backorder_id",
    "subscription": "subscription_id",
    "broadcast": "broadcast_id",
}
"""Where a body names each thing."""


def handlers() -> ExceptionHandlersMap:
    """For Litestar: what each exception is answered with."""
    return {
        ProblemRaised: lambda _, problem: problem.response(),
        Refusal: _refused,
        UnreadableFile: _unreadable,
        BadCursor: lambda _, __: _bad_cursor().response(),
        AlreadyTaken: _taken,
        Clash: lambda _, __: ProblemRaised(CLASH, "Ask again.", headers={"Retry-After": "1"}).response(),
        HTTPException: _of_the_framework,
        Exception: _unexpected,
    }


def _taken(request: Request[Any, Any, Any], _: AlreadyTaken) -> Response[Any]:
    request.scope["state"]["taken"] = True
    return in_progress().response()


def _refused(request: Request[Any, Any, Any], refusal: Refusal) -> Response[Any]:
    kind = REFUSALS[type(refusal)]
    values = dict(vars(refusal))
    detail = says(refusal)
    if isinstance(refusal, refusals.BroadcastFaulty):
        return ProblemRaised(kind, detail, [fault_of(each) for each in refusal.problems]).response()
    where = _field_of(request, refusal, kind)
    return ProblemRaised(kind, detail, [Fault(where, detail)] if where else (), members=values).response()


def _field_of(request: Request[Any, Any, Any], refusal: Refusal, kind: Kind) -> str | None:
    """A thing that is missing is named by the address or by the body."""
    if isinstance(refusal, refusals.TooMany | refusals.CurrencyMismatch | refusals.TooMuchMoney | refusals.TextRefused):
        return refusal.field
    if not isinstance(refusal, NotFound):
        return kind.field
    in_address = (name for name, value in request.path_params.items() if str(value) == refusal.key)
    in_body = request.route_handler.opt.get("names", {}).get(refusal.noun) or NAMED_BY.get(refusal.noun)
    return next(in_address, in_body)


def _unreadable(_: Request[Any, Any, Any], file: UnreadableFile) -> Response[Any]:
    members = {"problem": file.problem, "line": file.line, "column": file.column}
    kind = TOO_LARGE if file.problem == "too_large" else UNREADABLE_FILE
    return ProblemRaised(kind, file.detail, [Fault(file.column or "file", file.detail)], members=members).response()


def _bad_cursor() -> ProblemRaised:
    detail = "This is not a cursor that a list gave out."
    return ProblemRaised(BAD_CURSOR, detail, [Fault("after", detail)])


def _of_the_framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    kind = BY_STATUS.get(error.status_code)
    if kind is None:
        kind = INVALID if error.status_code < INTERNAL.status else INTERNAL
    faults = _faults(error, request) if isinstance(error, ValidationException) else []
    detail = " ".join(f"{fault.field}: {fault.detail}." for fault in faults) or f"{kind.title}."
    return ProblemRaised(kind, detail, faults, dict(error.headers or {})).response()


def _faults(error: ValidationException, request: Request[Any, Any, Any]) -> list[Fault]:
    """Litestar names its arguments; clients know some of them by another name."""
    given = error.extra if isinstance(error.extra, list) else []
    if any(isinstance(one, dict) and one.get("key") == "data" for one in given) and (needed := _needed(request)):
        return [Fault(name, "is missing") for name in needed]
    faults = [
        Fault(_known_as(str(one.get("key", "")), request), str(one.get("message", "")))
        for one in given
        if isinstance(one, dict)
    ]
    missing = re.search(r"parameter '([^']+)'", error.detail)
    return faults or ([Fault(missing[1], "is missing")] if missing else [])


def _needed(request: Request[Any, Any, Any]) -> list[str]:
    """What a body must have, where none was sent."""
    shape = request.route_handler.parsed_fn_signature.parameters["data"].annotation
    if not (isinstance(shape, type) and issubclass(shape, Struct)):
        return []
    return [each.encode_name for each in fields(shape) if each.required]


def _known_as(argument: str, request: Request[Any, Any, Any]) -> str:
    found = request.route_handler.parsed_fn_signature.parameters.get(argument)
    kwarg = found.kwarg_definition if found else None
    named = kwarg.name if isinstance(kwarg, ParameterKwarg) else None
    return named or ("body" if argument == "data" else argument)


def _unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    # The trace goes to the log; the answer says nothing about the inside.
    log.error("a request failed", method=request.method, path=request.scope.get("path_template"), exc_info=error)
    return ProblemRaised(INTERNAL, "It has been logged. Trying again later may help.").response()
