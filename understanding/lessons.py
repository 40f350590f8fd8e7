"""What the classifier learns from: phrases, and sentences drawn from shapes, each as several people might write it."""

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import yaml

from understanding.intents import Intent
from understanding.learnt import KINDS, as_read
from understanding.masking import REFUSED

HERE = Path(__file__).parent
LANGUAGES = ("en", "de")
_ABOUT_GOODS = frozenset({Intent.PRODUCT_SEARCH, Intent.OUT_OF_SCOPE})
USUAL = 4
"""So often a word stands in phrases about goods before it is no good itself."""
DRAWN = 30
"""Sentences of each shape; more would drown the phrases."""
SEED = 20
"""So that training twice gives the same weights."""
_GOODS = {
    "en": "kettle,wool blanket,rain jacket,desk lamp,blue mug,tent,headphones,bookshelf,coffee grinder,"
    "scarf,bike light,frying pan,sneakers,garden hose,yoga mat,backpack,armchair,city bike,helmet,"
    "folding chair,dining table,saddle,wardrobe,drill,teddy bear,board game,alarm clock,perfume,"
    "hiking boots,sofa,mattress,pannier,cordless screwdriver,bread bin,watering can,sleeping bag,"
    "wall mirror,fountain pen,child seat,toaster,curtains,tablet,violin strings,dog bed".split(","),
    "de": "Wasserkessel,Wolldecke,Regenjacke,Schreibtischlampe,blauen Becher,Zelt,Kopfhörer,Bücherregal,"
    "Kaffeemühle,Schal,Fahrradlicht,Bratpfanne,Turnschuhe,Gartenschlauch,Yogamatte,Rucksack,Sessel,"
    "Damenrad,Helm,Klappstuhl,Esstisch,Sattel,Kleiderschrank,Bohrmaschine,Teddybären,Brettspiel,"
    "Wecker,Parfüm,Wanderstiefel,Sofa,Matratze,Packtasche,Akkuschrauber,Brotkasten,Gießkanne,"
    "Schlafsack,Wandspiegel,Füller,Kindersitz,Toaster,Vorhänge,Tablet,Geigensaiten,Hundebett".split(","),
}
_NAMED = {
    "en": {
        "qty": ("2", "3", "five"), "date": ("12 May", "Friday", "the 3rd"), "email": ("jo.miller@example.org",),
        "colour": ("blue", "green", "black"), "size": ("M", "42", "XL"),
    },
    "de": {
        "qty": ("2", "3", "fünf"), "date": ("12. Mai", "Freitag", "3.10."), "email": ("jo.mueller@example.org",),
        "colour": ("blau", "grün", "schwarz"), "size": ("M", "42", "XL"),
    },
}  # fmt: skip
_OPENINGS = {
    "en": ("hi, ", "hello ", "hey, ", "please ", "so ", "good morning, ", "ok ", "quick question: "),
    "de": ("hallo, ", "hi, ", "moin, ", "bitte ", "guten Tag, ", "also ", "ok ", "kurze Frage: "),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase as it may be written; `source` is the phrase it comes from, so that a split keeps them together.

    What was drawn from a shape has a negative one: it trains, and is never kept out to be tested on. `opening`: the
    phrase's first word; phrases that begin alike are kept out together, or their twins would have told.
    """

    words: tuple[str, ...]
    intent: Intent
    source: int
    opening: str = ""


def phrases(language: str) -> list[tuple[str, Intent]]:
    return [*with_goods_apart(language), *_read(f"{language}-free")]


def with_goods_apart(language: str) -> list[tuple[str, Intent]]:
    """Those in which goods stand in braces: their other words are what people use whatever they want."""
    return _read(language)


def _read(name: str) -> list[tuple[str, Intent]]:
    data = yaml.safe_load((HERE / "phrases" / f"{name}.yaml").read_text(encoding="utf-8"))
    return [(text, Intent(wish)) for wish, texts in data.items() for text in texts]


def drawn(language: str, chance: random.Random) -> list[tuple[str, Intent]]:
    """Sentences of the shapes in `understanding/patterns`, as many of each as `DRAWN` says."""
    data = yaml.safe_load((HERE / "patterns" / f"{language}.yaml").read_text(encoding="utf-8"))
    found: dict[str, Intent] = {}
    for name, shapes in data.items():
        for shape in shapes:
            found |= dict.fromkeys((_draw(shape, chance) for _ in range(DRAWN)), Intent(name))
    return list(found.items())


def _draw(shape: str, chance: random.Random) -> str:
    return re.sub(r"\(([^()]*)\)", lambda choices: chance.choice(choices[1].split("|")), shape)


def digest() -> str:
    """Changes when a phrase or a shape does: weights that were trained on others are out of date."""
    found = hashlib.sha256()
    for folder in ("patterns", "phrases"):
        for path in sorted((HERE / folder).glob("*.yaml")):
            found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()[:16]


def examples(languages: Iterable[str] = LANGUAGES) -> list[Example]:
    """Each phrase as it stands, and as it might be written by somebody else."""
    chance = random.Random(SEED)  # noqa: S311 - for variety, not for secrets
    found, source = [], 0
    for language in languages:
        for text, intent in phrases(language):
            variants = [tuple(as_read(variant)) for variant in _variants(text, language, chance)]
            opening = next(iter(variants[0]), "")
            found += [Example(variant, intent, source, opening) for variant in dict.fromkeys(variants) if variant]
            source += 1
        for text, intent in drawn(language, chance):
            found.append(Example(tuple(as_read(_mistyped(text.format(**KINDS), chance, 0.2))), intent, -source))
            source += 1
    return found


def ordinary() -> list[str]:
    """Words that people use whatever they want; never a mistyped product. Goods in phrases are none of them."""
    times: Counter[str] = Counter()
    wishes: dict[str, set[Intent]] = {}
    for language in LANGUAGES:
        for text, intent in with_goods_apart(language):
            for word in set(as_read(text.format(**KINDS))):
                times[word] += 1
                wishes.setdefault(word, set()).add(intent)
    known = (word for word in times if word.isalpha() and word not in {REFUSED, *KINDS.values()})
    return sorted(word for word in known if wishes[word] - _ABOUT_GOODS or times[word] >= USUAL)


def filled(text: str, language: str) -> str:
    """A phrase as a person would have written it, with goods, a number, a date in it; always the same ones."""
    chance = random.Random(crc32(text.encode()))  # noqa: S311 - for variety, not for secrets
    named = {name: chance.choice(choices) for name, choices in _NAMED[language].items()}
    return text.format(**named, product=chance.choice(_GOODS[language]), order=str(chance.randrange(1_000, 30_000)))


def opening_fold(intent: Intent, opening: str, folds: int) -> int:
    """Phrases that begin alike are kept out of training together, or their twins would have told."""
    return crc32(f"{intent} {opening}".encode()) % folds


def _variants(text: str, language: str, chance: random.Random) -> list[str]:
    masked = text.format(**KINDS)
    variants = [masked, chance.choice(_OPENINGS[language]) + masked, _mistyped(masked, chance)]
    if "{product}" in text:
        variants.append(text.format(**KINDS | {"product": chance.choice(_GOODS[language])}))
    return variants


def _mistyped(text: str, chance: random.Random, share: float = 1.0) -> str:
    """Two neighbours swapped, or a letter left out, in one long word."""
    long = [found for found in re.finditer(r"\b[^\W\d_]{5,}\b", text) if not found.group().startswith("x")]
    if not long or chance.random() > share:
        return text
    found = chance.choice(long)
    word, at = found.group(), chance.randrange(1, len(found.group()) - 2)
    wrong = (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] if chance.random() < 0.5 else word[:at] + word[at + 1 :]
    )
    return text[: found.start()] + wrong + text[found.end() :]
