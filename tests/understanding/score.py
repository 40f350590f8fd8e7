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
from understanding.extra import installed
from understanding.intents import HARMFUL, Intent
from understanding.learnt import as_learnt
from understanding.lessons import LANGUAGES, phrases
from understanding.masking import marked_words
from understanding.parse import parse
from understanding.parsed import Parsed
from understanding.reading import look_through
from understanding.senses import LEXICAL, Senses, with_meaning

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


def goods(shop: str = "") -> Catalogue:
    """What the sentences are about; the sets of another shop have a catalogue of their own."""
    own = SENTENCES / f"{shop}-catalogue.json"
    listed = json.loads((own if own.exists() else SENTENCES / "catalogue.json").read_text(encoding="utf-8"))
    return Catalogue.of(
        Product(sku=one["sku"], name=one["name"], group=one.get("group"), options=one.get("options", {}))
        for one in listed
    )


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def read_all(found: Sequence[dict[str, Any]], catalogue: Catalogue, senses: Senses = LEXICAL) -> list[Read]:
    return [Read(line, parse(line["text"], line.get("lang"), None, catalogue, senses)) for line in found]


@cache
def learnt() -> frozenset[tuple[str, ...]]:
    """Every phrase as training reads it."""
    return frozenset(tuple(as_learnt(text)) for language in LANGUAGES for text, _ in phrases(language))


def unlearnt(found: Sequence[Read], catalogue: Catalogue) -> list[Read]:
    """Without what also stands among the phrases, once goods and numbers are masked: `cancel my order`."""
    return [one for one in found if tuple(marked_words(look_through(one.line["text"], catalogue))) not in learnt()]


def share(of: Sequence[Read], holds: Callable[[Read], bool]) -> float:
    return 100 * sum(map(holds, of)) / max(len(of), 1)


def say(what: str, *values: str) -> None:
    sys.stdout.write(f"{what:<46}{''.join(f'{value:<18}' for value in values)}".rstrip() + "\n")


def columns() -> list[Senses]:
    """Without the embeddings, and with them where they are installed."""
    return [LEXICAL, with_meaning(LEXICAL)] if installed() else [LEXICAL]


def score_language(path: Path, catalogue: Catalogue, *, errors: bool) -> None:
    listed = lines(path)
    scored = [figures(listed, catalogue, senses) for senses in columns()]
    say(path.stem, *(f"{len(listed)} sentences" for _ in scored))
    for what in scored[0][1]:
        say(f"  {what}", *(values[what] for _, values in scored))
    for found, _ in scored if errors else ():
        sys.stdout.write("  misread, without the extra:\n" if found is scored[0][0] else "  misread, with it:\n")
        for one in found:
            if not one.right or one.harmful:
                say_misread(one)


def figures(
    listed: Sequence[dict[str, Any]], catalogue: Catalogue, senses: Senses
) -> tuple[list[Read], dict[str, str]]:
    began = time.perf_counter()
    found = read_all(listed, catalogue, senses)
    spent = 1000 * (time.perf_counter() - began) / max(len(found), 1)
    acted = [one for one in found if one.parsed.act]
    double = [one for one in found if one.line.get("also")]
    single = [one for one in found if not one.line.get("also")]
    named = [one for one in found if one.line.get("entities")]
    outside = [one for one in found if one.line["intent"] == Intent.OUT_OF_SCOPE]
    strange = unlearnt(found, catalogue)
    acted_strange = [one for one in strange if one.parsed.act]
    values = {
        "understood (top-1)": percent(found, lambda one: one.right),
        f"understood, of {len(strange)} not among the phrases": percent(strange, lambda one: one.right),
        "among the three suggested": percent(
            found, lambda one: bool({g.intent for g in one.parsed.ranked} & one.wanted)
        ),
        "acted unasked": percent(found, lambda one: one.parsed.act),
        "of these right": percent(acted, lambda one: one.right),
        "of these right, not among the phrases": percent(acted_strange, lambda one: one.right),
        "harmful actions": str(sum(one.harmful for one in found)),
        "out of scope, acted on": percent(outside, lambda one: one.parsed.act),
        f"both of two wishes, of {len(double)}": percent(double, both),
        "one wish taken for two": percent(single, lambda one: bool(one.parsed.also)),
    }
    if named:
        values |= {
            "order numbers": percent(named, same_orders),
            "products": percent(named, same_products),
            "quantity, e-mail, language": percent(named, same_rest),
        }
    return found, values | {"milliseconds a sentence": f"{spent:.2f}"}


def percent(of: Sequence[Read], holds: Callable[[Read], bool]) -> str:
    return f"{share(of, holds):.1f} %"


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
        scored = [read_all(lines(path), catalogue, senses) for senses in columns()]
        outside = [[one for one in found if one.line["intent"] == Intent.OUT_OF_SCOPE] for found in scored]
        rest = [[one for one in found if one.line["intent"] != Intent.OUT_OF_SCOPE] for found in scored]
        if outside[0]:
            acted = (percent(found, lambda one: one.parsed.act) for found in outside)
            say(f"{path.stem}: out of scope, acted on, of {len(outside[0])}", *acted)
        say(f"{path.stem}: the rest, acted on wrongly", *(percent(found, acted_wrongly) for found in rest))


def main(arguments: Sequence[str]) -> None:
    catalogue = goods()
    for senses in columns():  # what is read once is not in a sentence's time
        parse("hello, a mugg", None, None, catalogue, senses)
    if not installed():
        sys.stdout.write("The extra `embeddings` is not installed: one column, without it.\n")
    say("", *("without the extra", "with it")[: len(columns())])
    for path in sorted(SENTENCES.glob("*.jsonl")):
        score_language(path, goods(path.stem.partition("-")[0]), errors="--errors" in arguments)
    if "--sets" not in arguments:
        score_outside(catalogue)


if __name__ == "__main__":
    main(sys.argv[1:])
