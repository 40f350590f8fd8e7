"""The request as handlers see it: bodies are read strictly into their shape, and every fault names its field."""

import re
from enum import Enum
from functools import cache
from typing import Any

import msgspec
from litestar import Request
from litestar.handlers import BaseRouteHandler
from litestar.params import ParameterKwarg
from litestar.types import ASGIApp, Receive, Scope, Send
from litestar.typing import FieldDefinition

from api.problems import INVALID, MEDIA, Fault, ProblemRaised, invalid

JSON_TYPES = ("", "application/json")
RESERVED = frozenset({"data", "request"})
"""Arguments of handlers that the framework fills and that are no parameters."""

_AT = re.compile(r" - at (?:`key` in )?`\$\.?(.*)`$")
_NAMED = re.compile(r"(?:required field|unknown field) `([^`]*)`|^`([^`]+)` must")


class Ask(Request[Any, Any, Any]):
    """Litestar would convert leniently (`"2"` for 2); a body is taken as it is or refused."""

    async def json(self) -> Any:
        if self.content_type[0] not in JSON_TYPES:
            raise ProblemRaised(MEDIA, "Send the body as application/json.", [Fault("Content-Type", "not JSON")])
        body = self.route_handler.parsed_fn_signature.parameters["data"].annotation
        return parse(await self.body(), body)


def parse(data: bytes, shape: Any) -> Any:
    """JSON text as a value of that shape. Raises ProblemRaised with the field that is wrong."""
    try:
        return _decoded(data, shape)
    except msgspec.ValidationError as error:
        raise _at_fault(str(error)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ProblemRaised(INVALID, "The body is not valid JSON.", [Fault("body", "is not valid JSON")]) from error


def _decoded(data: bytes, shape: Any) -> Any:
    try:
        return _decoder(shape).decode(data)
    except msgspec.ValidationError:
        # JSON knows one kind of number, and 2.0 is as whole as 2; the decoder is stricter than that.
        return msgspec.convert(_whole(msgspec.json.decode(data)), shape)


def _whole(value: Any) -> Any:
    match value:
        case float() if value.is_integer():
            return int(value)
        case dict():
            return {name: _whole(inner) for name, inner in value.items()}
        case list():
            return [_whole(inner) for inner in value]
        case _:
            return value


@cache
def _decoder(shape: Any) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(shape)


def _at_fault(message: str) -> ProblemRaised:
    """The decoder tells where a fault is in its message only: `Expected … - at `$.price.amount``."""
    at = _AT.search(message)
    text = message[: at.start()] if at else message
    named = _NAMED.search(text)
    parts = [at[1] if at else "", (named[1] or named[2] or "") if named else ""]
    return invalid(".".join(filter(None, parts)).replace(".[", "[") or "body", text)


def parameters_of(handler: BaseRouteHandler) -> dict[str, FieldDefinition]:
    """What an operation reads from its address and headers, by the name that clients use."""
    given = handler.parsed_fn_signature.parameters
    provided = handler.resolve_dependencies().keys() | RESERVED
    return {wire_name(definition): definition for name, definition in given.items() if name not in provided}


def wire_name(definition: FieldDefinition) -> str:
    kwarg = definition.kwarg_definition
    return (kwarg.name if isinstance(kwarg, ParameterKwarg) else None) or definition.name


class Known:
    """ASGI middleware: parameters that nobody reads are a mistake that the sender should hear of.

    (A Litestar guard would do, but guards copy their handler at each request.)
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["query_string"]:
            _only_known_parameters(Ask(scope))
        await self._app(scope, receive, send)


def _only_known_parameters(connection: Ask) -> None:
    known = parameters_of(connection.route_handler)
    faults = [
        Fault(name, why)
        for name, values in connection.query_params.dict().items()
        if (why := _why_not(known.get(name) if name not in connection.path_params else None, values))
    ]
    if faults:
        raise ProblemRaised(INVALID, " ".join(f"{fault.field} {fault.detail}." for fault in faults), faults)


def _why_not(definition: FieldDefinition | None, values: list[str]) -> str | None:
    """What Litestar would let pass: the unknown, the repeated, and the word null."""
    if definition is None:
        return "is no parameter here"
    if len(values) > 1:
        return "is given more than once"
    chosen_from = any(issubclass(each.annotation, Enum) for each in definition.inner_types)
    return "is no value of this parameter" if chosen_from and values[0].lower() == "null" else None
