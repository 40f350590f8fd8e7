"""The OpenAPI document, read off the handlers and the very shapes that bodies are checked against."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from inspect import getdoc
from typing import Annotated, Any, get_args

import msgspec
from litestar import Litestar
from litestar.handlers import HTTPRouteHandler
from litestar.params import ParameterKwarg
from litestar.routes import HTTPRoute
from litestar.types import Empty
from litestar.typing import FieldDefinition
from litestar.utils import make_non_optional_union
from msgspec import Meta

from api import problems
from api.asking import parameters_of
from api.auth import right_needed, rights
from api.problems import MEDIA_TYPE, Kind, Problem

INTRODUCTION = """\
Everything that a shop says about goods that are not on the shelf yet, and everything that its customers are told.

Send your key as `Authorization: Bearer <key>`. Errors are RFC 9457 problem details with a stable `type`.
Lists take `limit` and `after`; `next` of one page is `after` of the following one. Every POST takes an
`Idempotency-Key`: the same key with the same request is answered again and not done again."""

IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Any text of yours. A repeat with the same key and body gets the first answer.",
    "schema": {"type": "string", "pattern": "^[!-~]{1,200}$"},
}
FILE_BODY = {
    "required": True,
    "content": {
        "text/csv": {"schema": {"type": "string", "minLength": 1}},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "properties": {"file": {"type": "string", "format": "binary"}},
                "required": ["file"],
                "additionalProperties": False,
            },
            "encoding": {"file": {"contentType": "text/csv"}},
        },
    },
}
PHRASES = {200: "Done.", 201: "Created.", 204: "Gone; no body."}


class Document:
    """Built once, when it is first asked for."""

    def __init__(self, version: str) -> None:
        self._version = version
        self._app: Litestar | None = None

    def of(self, app: Litestar) -> "Document":
        self._app = app
        return self

    @cached_property
    def content(self) -> dict[str, Any]:
        shapes = Shapes()
        paths: dict[str, dict[str, Any]] = defaultdict(dict)
        for path, method, handler in operations_of(self._app):
            paths[path][method.lower()] = operation(path, method, handler, shapes)
        filled = shapes.fill(dict(sorted(paths.items())))
        return {
            "openapi": "3.1.0",
            "info": {"title": "Nachschub", "version": self._version, "description": INTRODUCTION},
            "servers": [{"url": "/"}],
            "paths": filled,
            "components": {
                "schemas": shapes.components,
                "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "An API key."}},
            },
        }

    @cached_property
    def text(self) -> bytes:
        return msgspec.json.encode(self.content)


class Shapes:
    """Types met on the way; their schemas are made together, so that each is described once."""

    def __init__(self) -> None:
        self._types: list[Any] = []
        self.components: dict[str, Any] = {}

    def schema(self, shape: Any) -> dict[str, int]:
        """A placeholder, replaced by `fill`."""
        self._types.append(shape)
        return {"$shape": len(self._types) - 1}

    def fill(self, node: Any) -> Any:
        """The same tree with every placeholder replaced."""
        schemas, self.components = msgspec.json.schema_components(
            self._types, ref_template="#/components/schemas/{name}"
        )
        return _replaced(node, schemas)


def _replaced(node: Any, schemas: tuple[dict[str, Any], ...]) -> Any:
    match node:
        case {"$shape": int(number)}:
            return schemas[number]
        case dict():
            return {name: _replaced(value, schemas) for name, value in node.items()}
        case list():
            return [_replaced(value, schemas) for value in node]
        case _:
            return node


def operations_of(app: Litestar | None) -> Iterator[tuple[str, str, HTTPRouteHandler]]:
    """Every described operation: its address, its method, its handler."""
    for route in app.routes if app else ():
        if isinstance(route, HTTPRoute):
            for handler in route.route_handlers:
                if handler.summary:
                    yield route.path_format, min(handler.http_methods), handler


def operation(path: str, method: str, handler: HTTPRouteHandler, shapes: Shapes) -> dict[str, Any]:
    opt, noun = handler.opt, handler.fn.__module__.rsplit(".", 1)[-1]
    right = right_needed(method, opt)
    described = {
        "operationId": f"{noun}_{handler.fn.__name__}",
        "tags": [noun],
        "summary": handler.summary,
        "description": (getdoc(handler.fn) or "") + (f"\n\nScope: `{right}`." if right else ""),
        "security": [{"key": [one.value]} for one in rights(method, opt)],
        "parameters": [*_parameters(path, handler, shapes), *([IDEMPOTENCY_KEY] if right and method == "POST" else [])],
        "responses": {**_successes(handler, shapes), **_problems(method, handler, shapes)},
    }
    body = _body(handler, shapes)
    return described | ({"requestBody": body} if body else {})


def _parameters(path: str, handler: HTTPRouteHandler, shapes: Shapes) -> Iterator[dict[str, Any]]:
    for name, definition in parameters_of(handler).items():
        kwarg: Any = definition.kwarg_definition
        where = "path" if f"{{{name}}}" in path else kwarg.param_type.value if kwarg else "query"
        yield {
            "name": name,
            "in": where,
            "required": where == "path" or definition.default is Empty,
            "schema": shapes.schema(_limited(definition)),
        } | ({"description": kwarg.description} if kwarg and kwarg.description else {})


def _limited(definition: FieldDefinition) -> Any:
    """The parameter's type with the limits that Litestar checks."""
    kwarg: Any = definition.kwarg_definition
    shape: Any = make_non_optional_union(definition.annotation) if definition.is_optional else definition.annotation
    if not isinstance(kwarg, ParameterKwarg):
        return shape
    limits = {name: getattr(kwarg, name) for name in ("ge", "le", "pattern", "min_length", "max_length")}
    given = {name: value for name, value in limits.items() if value is not None}
    default = {} if definition.default in (Empty, None) else {"default": definition.default}
    return Annotated[shape, Meta(**given, extra_json_schema=default)] if given or default else shape


def _body(handler: HTTPRouteHandler, shapes: Shapes) -> Mapping[str, Any] | None:
    if handler.opt.get("takes_file"):
        return FILE_BODY
    data = handler.parsed_fn_signature.parameters.get("data")
    shape = data.annotation if data else handler.opt.get("takes")
    if shape is None:
        return None
    media: dict[str, Any] = {"schema": shapes.schema(shape)}
    if example := handler.opt.get("example"):
        media["example"] = example
    return {"required": data is None or data.default is Empty, "content": {"application/json": media}}


def _successes(handler: HTTPRouteHandler, shapes: Shapes) -> dict[str, Any]:
    returned = handler.parsed_fn_signature.return_type.annotation
    shape = (get_args(returned) or (returned,))[0] if "Response" in str(returned) else returned
    found: dict[str, dict[str, Any]] = {}
    for status in sorted({handler.status_code, *handler.opt.get("also", ())}):
        found[str(status)] = {"description": PHRASES[status]}
        if handler.opt.get("text"):
            found[str(status)]["content"] = {"text/plain": {"schema": {"type": "string"}}}
        elif shape is not type(None):
            found[str(status)]["content"] = {"application/json": {"schema": shapes.schema(shape)}}
    return found


def _problems(method: str, handler: HTTPRouteHandler, shapes: Shapes) -> dict[str, Any]:
    by_status: dict[int, list[str]] = defaultdict(list)
    for kind in dict.fromkeys(_kinds(method, handler)):
        by_status[kind.status].append(f"`{kind.slug}`: {kind.title}.")
    return {
        str(status): {
            "description": " ".join(texts),
            "content": {MEDIA_TYPE: {"schema": shapes.schema(Problem)}},
        }
        for status, texts in sorted(by_status.items())
    }


def _kinds(method: str, handler: HTTPRouteHandler) -> Iterator[Kind]:
    """Every kind of problem that this operation may answer with."""
    opt, arguments = handler.opt, handler.parsed_fn_signature.parameters
    yield problems.INVALID
    yield problems.INTERNAL
    yield from (problems.REFUSALS[refusal] for refusal in opt.get("refuses", ()))
    if right_needed(method, opt):
        yield from (problems.UNAUTHORIZED, problems.FORBIDDEN, problems.TOO_MANY_REQUESTS)
        if method == "POST":
            yield from (problems.IN_PROGRESS, problems.KEY_REUSED, problems.TOO_LARGE)
        if method != "GET":
            yield problems.CLASH
    if "data" in arguments or opt.get("takes") or opt.get("takes_file"):
        yield from (problems.TOO_LARGE, problems.MEDIA)
    if "after" in arguments:
        yield problems.BAD_CURSOR
    if opt.get("takes_file"):
        yield problems.UNREADABLE_FILE
    yield from opt.get("answers", ())
