"""The OpenAPI document as one plain page: no script, no font, nothing from another server."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from json import dumps
from typing import Any

STYLE = """
:root{color-scheme:light dark;--line:#8884}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
summary{cursor:pointer;padding:.4rem 0}
details{border-bottom:1px solid var(--line)}
details details{margin-left:1rem;border:0}
code,pre{font:14px/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
pre{overflow:auto;padding:.6rem;border:1px solid var(--line);border-radius:.4rem}
table{border-collapse:collapse;width:100%;margin:.4rem 0}
td,th{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-top:1px solid var(--line)}
.verb{display:inline-block;min-width:4.2rem;font-weight:700}
nav a{margin-right:1rem}
"""


def page_of(document: Mapping[str, Any]) -> str:
    """One section for each noun, then the shapes."""
    info, nouns, everything = document["info"], sections(document), "".join(shapes(document))
    links = " ".join(f'<a href="#{escape(noun)}">{escape(noun)}</a>' for noun in (*nouns, "shapes"))
    body = "".join(f'<h2 id="{escape(noun)}">{escape(noun)}</h2>' + "".join(blocks) for noun, blocks in nouns.items())
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(info["title"])} API</title>'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><style>{STYLE}</style></head><body>'
        f"<h1>{escape(info['title'])} API {escape(info['version'])}</h1>{paragraphs(info['description'])}"
        f'<p>For programs: <a href="/schema/openapi.json">/schema/openapi.json</a></p><nav>{links}</nav>'
        f'{body}<h2 id="shapes">shapes</h2>{everything}</body></html>'
    )


def sections(document: Mapping[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append(block(path, method, operation))
    return found


def block(path: str, method: str, operation: Mapping[str, Any]) -> str:
    return (
        f'<details id="{escape(operation["operationId"])}"><summary><span class="verb">{method.upper()}</span>'
        f"<code>{escape(path)}</code> {escape(operation['summary'])}</summary>{paragraphs(operation['description'])}"
        f"{parameters(operation)}{bodies(operation)}{answers(operation)}</details>"
    )


def parameters(operation: Mapping[str, Any]) -> str:
    rows = [
        (f"<code>{escape(each['name'])}</code>", each["in"], kind(each["schema"]), prose(each.get("description", "")))
        for each in operation["parameters"]
    ]
    return f"<h4>Parameters</h4>{table(rows)}" if rows else ""


def bodies(operation: Mapping[str, Any]) -> str:
    content = operation.get("requestBody", {}).get("content", {})
    rows = [(f"<code>{escape(media)}</code>", kind(given["schema"])) for media, given in content.items()]
    shown = [dumps(given["example"], indent=2) for given in content.values() if "example" in given]
    examples = [f"<pre>{escape(text)}</pre>" for text in shown]
    return f"<h4>Body</h4>{table(rows)}{''.join(examples)}" if rows else ""


def answers(operation: Mapping[str, Any]) -> str:
    rows = []
    for status, answer in operation["responses"].items():
        shown = ", ".join(kind(given["schema"]) for given in answer.get("content", {}).values())
        rows.append((status, prose(answer["description"]), shown))
    return f"<h4>Answers</h4>{table(rows)}"


def shapes(document: Mapping[str, Any]) -> Iterator[str]:
    for name, schema in sorted(document["components"]["schemas"].items()):
        required = schema.get("required", ())
        rows = [
            (
                f"<code>{escape(field)}</code>{'' if field in required else ' (optional)'}",
                kind(inner),
                prose(inner.get("description", "")),
            )
            for field, inner in schema.get("properties", {}).items()
        ]
        values = f"<p>{kind(schema)}</p>" if "enum" in schema else table(rows)
        yield (
            f'<details id="shape-{escape(name)}"><summary><code>{escape(name)}</code></summary>'
            f"{paragraphs(schema.get('description', ''))}{values}</details>"
        )


def kind(schema: Mapping[str, Any]) -> str:
    """A schema in a few words, with a link where it has a name."""
    if "$ref" in schema:
        name = escape(schema["$ref"].rsplit("/", 1)[-1])
        return f'<a href="#shape-{name}">{name}</a>'
    if "anyOf" in schema:
        return " or ".join(map(kind, schema["anyOf"]))
    if "enum" in schema:
        return few(schema["enum"])
    if schema.get("type") == "array":
        return f"list of {kind(schema.get('items', {}))}"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"object of {kind(schema['additionalProperties'])}"
    limits = [f"{word} {schema[name]}" for name, word in LIMITS.items() if name in schema]
    return escape(" ".join([schema.get("format") or str(schema.get("type", "any")), *limits]))


LIMITS = {"minimum": "≥", "maximum": "≤", "maxLength": "up to", "default": "default"}
MOST_VALUES = 20


def few(values: list[Any]) -> str:
    shown = " | ".join(f"<code>{escape(str(value))}</code>" for value in values[:MOST_VALUES])
    return f"{shown} … ({len(values)})" if len(values) > MOST_VALUES else shown


def table(rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def paragraphs(text: str) -> str:
    return "".join(f"<p>{prose(part)}</p>" for part in text.split("\n\n") if part)


def prose(text: str) -> str:
    """Escaped, with `code` marked."""
    parts = escape(text).split("`")
    return "".join(f"<code>{part}</code>" if at % 2 else part for at, part in enumerate(parts))
