"""`nachschub understand`: sentences in, wishes out, one JSON line each; to score it on sentences of one's own."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from domain.products import Product
from runtime.phrases import phrases_in
from understanding.catalogue import Catalogue
from understanding.extra import installed
from understanding.own import OwnPhrases
from understanding.parse import language_of, parse
from understanding.parsed import Parsed
from understanding.senses import Senses, with_meaning


class UnreadableCatalogue(Exception):
    """Says what is wrong with the file."""


def catalogue_from(file: Path | None) -> Catalogue:
    """A JSON list of products as in the API, or a page of them: `{"items": […]}`."""
    if file is None:
        return Catalogue.of(())
    try:
        data = json.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as problem:
        raise UnreadableCatalogue(f"{file}: {problem}") from None
    listed = data.get("items") if isinstance(data, dict) else data
    if not isinstance(listed, list):
        raise UnreadableCatalogue(f'{file}: neither a list of products nor {{"items": […]}}')
    return Catalogue.of(_product(one, place, file) for place, one in enumerate(listed, start=1))


def _product(one: Any, place: int, file: Path) -> Product:
    if not isinstance(one, dict) or not isinstance(one.get("sku"), str):
        raise UnreadableCatalogue(f"{file}: product {place} has no sku")
    name = one.get("name") or {}
    return Product(
        sku=one["sku"],
        name=_texts(name if isinstance(name, dict) else {"en": name}),
        category=one.get("category"),
        group=one.get("group"),
        options=_texts(one.get("options") or {}),
    )


def _texts(found: Any) -> dict[str, str]:
    return {str(key): str(text) for key, text in found.items() if text} if isinstance(found, Mapping) else {}


def senses_with(phrases: Path | None, *, embeddings: bool | None) -> Senses:
    """`embeddings`: None is where they are installed. Raises ValueError about the phrases, ModuleNotFoundError."""
    senses = Senses(own=OwnPhrases.of(phrases_in(phrases) if phrases else ()))
    wanted = installed() if embeddings is None else embeddings
    return with_meaning(senses) if wanted else senses


def run(
    lines: Iterable[str], catalogue: Catalogue, senses: Senses, out: TextIO = sys.stdout, problems: TextIO = sys.stderr
) -> bool:
    """Every good line is answered, in order, at once; False when some were not good."""
    good = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            asked = _asked(line)
        except ValueError as problem:
            problems.write(f"line {number}: {problem}\n")
            good = False
            continue
        out.write(json.dumps(_answer(asked, catalogue, senses), ensure_ascii=False) + "\n")
        out.flush()
    return good


def _asked(line: str) -> dict[str, Any]:
    try:
        asked = json.loads(line)
    except ValueError as problem:
        raise ValueError(f"not JSON ({problem})") from None
    if not isinstance(asked, dict) or not isinstance(asked.get("text"), str):
        raise ValueError('needs an object with a "text"')  # noqa: TRY004 - it is the line's value that is wrong
    return asked


def _answer(asked: Mapping[str, Any], catalogue: Catalogue, senses: Senses) -> dict[str, Any]:
    language = asked.get("lang") or language_of(asked["text"])
    return {"id": asked.get("id"), **as_json(parse(asked["text"], language, None, catalogue, senses))}


def as_json(parsed: Parsed) -> dict[str, Any]:
    """As DESIGN fixes it; `ranked` has the likeliest first, `also` the other wishes of the same message."""
    entities = parsed.entities
    return {
        "intent": parsed.intent,
        "confidence": parsed.confidence,
        "ranked": [{"intent": guess.intent, "confidence": guess.confidence} for guess in parsed.ranked],
        "also": parsed.also,
        "act": parsed.act,
        "entities": {
            "order": entities.order,
            "products": entities.products,
            "qty": entities.qty,
            "email": entities.email,
            "language": entities.language,
        },
    }
