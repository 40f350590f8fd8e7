"""`make understanding`: how well sentences are understood that were never used for training."""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from domain.products import Product
from understanding.catalogue import Catalogue
from understanding.intents import HARMFUL, Intent
from understanding.lessons import LANGUAGES, as_learnt, phrases
from understanding.masking import marked_words
from understanding.parse import parse
from understanding.parsed import Parsed
from understanding.reading import look_through

SENTENCES = Path(__file__).parent / "sentences"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "language"
"""Other people's sentences, to measure against where they are at hand; see its README."""


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence of the set, and what became of it."""

    line: dict[str, Any]
    parsed: Parsed

    @property
    def right(self) -> bool:
        """Of two wishes in one message either may be named first."""
        return self.parsed.intent in self.wanted

    @property
    def wanted(self) -> set[str]:
        return {self.line["intent"], *self.line.get("also", ())}

    @property
    def harmful(self) -> bool:
        """Acted on, though something else was meant."""
        done = {self.parsed.intent, *self.parsed.also}
        return self.parsed.act and bool(done & HARMFUL - self.wanted)


def goods() -> Catalogue:
    listed = json.loads((SENTENCES / "catalogue.json").read_text(encoding="utf-8"))
    return Catalogue.of(
        Product(sku=one["sku"], name=one["name"], group=one.get("group"), options=one.get("options", {}))
        for one in listed
    )


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_all(found: Sequence[dict[str, Any]], catalogue: Catalogue) -> list[Read]:
    return [Read(line, parse(line["text"], line.get("lang"), None, catalogue)) for line in found]


@cache
def learnt() -> frozenset[tuple[str, ...]]:
    """Every phrase as training reads it."""
    return frozenset(tuple(as_learnt(text)) for language in LANGUAGES for text, _ in phrases(language))


def unlearnt(found: Sequence[Read], catalogue: Catalogue) -> list[Read]:
    """Without what also stands among the phrases, once goods and numbers are masked: `cancel my order`."""
    return [one for one in found if tuple(marked_words(look_through(one.line["text"], catalogue))) not in learnt()]


def share(of: Sequence[Read], holds: Callable[[Read], bool]) -> float:
    return 100 * sum(map(holds, of)) / max(len(of), 1)


def say(what: str, value: str) -> None:
    sys.stdout.write(f"{what:<46}{value}\n")


def score_language(path: Path, catalogue: Catalogue, *, errors: bool) -> None:
    began = time.perf_counter()
    found = read_all(lines(path), catalogue)
    spent = 1000 * (time.perf_counter() - began) / max(len(found), 1)
    acted = [one for one in found if one.parsed.act]
    double = [one for one in found if one.line.get("also")]
    named = [one for one in found if one.line.get("entities")]
    outside = [one for one in found if one.line["intent"] == Intent.OUT_OF_SCOPE]
    strange = unlearnt(found, catalogue)
    say(f"{path.stem}: sentences", f"{len(found)}, {len(strange)} of them not among the phrases")
    say("  understood (top-1)", f"{share(found, lambda one: one.right):.1f} %")
    say("  understood, of those not among the phrases", f"{share(strange, lambda one: one.right):.1f} %")
    say(
        "  among the three suggested",
        f"{share(found, lambda one: bool({g.intent for g in one.parsed.ranked} & one.wanted)):.1f} %",
    )
    say("  acted unasked", f"{100 * len(acted) / max(len(found), 1):.1f} %")
    say("  of these right", f"{share(acted, lambda one: one.right):.1f} %")
    acted = [one for one in strange if one.parsed.act]
    say("  of these right, not among the phrases", f"{share(acted, lambda one: one.right):.1f} % of {len(acted)}")
    say("  harmful actions", str(sum(one.harmful for one in found)))
    say("  out of scope, acted on", f"{share(outside, lambda one: one.parsed.act):.1f} %")
    say("  both of two wishes", f"{share(double, both):.1f} %")
    say("  order numbers", f"{share(named, same_orders):.1f} %")
    say("  products", f"{share(named, same_products):.1f} %")
    say("  quantity, e-mail, language", f"{share(named, same_rest):.1f} %")
    say("  milliseconds a sentence", f"{spent:.2f}")
    if errors:
        for one in found:
            if not one.right or one.harmful:
                say_misread(one)


def say_misread(one: Read) -> None:
    parsed, flag = one.parsed, "ACT" if one.parsed.act else "   "
    meant = f"{one.line['intent']} → {parsed.intent} {parsed.confidence:.2f}"
    sys.stdout.write(f"    {flag} {meant}: {one.line['text']}\n")


def both(one: Read) -> bool:
    return {one.parsed.intent, *one.parsed.also} == one.wanted


def acted_wrongly(one: Read) -> bool:
    return one.parsed.act and not one.right


def same_orders(one: Read) -> bool:
    return set(one.parsed.entities.order) == set(one.line["entities"].get("order", []))


def same_products(one: Read) -> bool:
    wanted = {tuple(sorted(skus)) for skus in one.line["entities"].get("products", [])}
    return {tuple(sorted(skus)) for skus in one.parsed.entities.products} == wanted


def same_rest(one: Read) -> bool:
    found, wanted = one.parsed.entities, one.line["entities"]
    return all(getattr(found, name) == wanted.get(name) for name in ("qty", "email", "language"))


def score_outside(catalogue: Catalogue) -> None:
    for path in sorted(SHARED.glob("*.jsonl")) if SHARED.is_dir() else []:
        found = read_all(lines(path), catalogue)
        outside = [one for one in found if one.line["intent"] == Intent.OUT_OF_SCOPE]
        say(
            f"{path.stem}: out of scope, acted on",
            f"{share(outside, lambda one: one.parsed.act):.1f} % of {len(outside)}",
        )
        rest = [one for one in found if one not in outside]
        say("  the rest: acted on, and otherwise meant", f"{share(rest, acted_wrongly):.1f} %")


def main(arguments: Sequence[str]) -> None:
    catalogue = goods()
    parse("hello, a mugg", None, None, catalogue)  # the weights are read once, and not in a sentence's time
    for path in sorted(SENTENCES.glob("*.jsonl")):
        score_language(path, catalogue, errors="--errors" in arguments)
    score_outside(catalogue)


if __name__ == "__main__":
    main(sys.argv[1:])
