"""The merchant's goods as people may call them, prepared once and read for every message."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from domain.products import Product
from understanding.forms import SHORTEST, SMALL_WORDS, TAIL, UNITS, inflected, look
from understanding.spelling import plain, words

HEAD, BESIDE, BEHIND = 1.0, 0.5, 0.4
"""What a name's word weighs: the thing itself, what stands before it, what follows `with` or `for`."""


@dataclass(slots=True)
class Item:
    """One product. `looks`: what tells it from its siblings, as notions and numbers."""

    sku: str
    weights: dict[str, float] = field(default_factory=dict)
    looks: set[str] = field(default_factory=set)

    def weigh(self, word: str, weight: float) -> None:
        self.weights[word] = max(weight, self.weights.get(word, 0.0))


@dataclass(frozen=True)
class Catalogue:
    """Use `Catalogue.of`; building takes longer than reading a message."""

    items: tuple[Item, ...]
    skus: Mapping[str, str]

    @classmethod
    def of(cls, products: Iterable[Product]) -> "Catalogue":
        known = list(products)
        items = tuple(_item(product) for product in known)
        heads = {word for item in items for word, weight in item.weights.items() if weight == HEAD}
        for item in items:
            for word in heads & item.weights.keys():
                item.weights[word] = HEAD
        return cls(items, {product.sku.casefold(): product.sku for product in known})

    @cached_property
    def holders(self) -> Mapping[str, Sequence[tuple[int, float]]]:
        """A name's word to the items that have it, with its weight."""
        found: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for place, item in enumerate(self.items):
            for word, weight in item.weights.items():
                found[word].append((place, weight))
        return found

    @cached_property
    def forms(self) -> Mapping[str, frozenset[str]]:
        """A written form to the names' words that it may be."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self.holders:
            for form in inflected(word):
                found[form].add(word)
        return {form: frozenset({form}) if form in found[form] else frozenset(found[form]) for form in found}

    @cached_property
    def endings(self) -> Mapping[str, frozenset[str]]:
        """The end of a compound to the names' words that end so: `kessel` to `wasserkessel`."""
        found: dict[str, set[str]] = defaultdict(set)
        for word in self.holders:
            for form in {
                word,
                *(word + ending for ending in ("s", "n", "en", "e")),
                word.removesuffix("n"),
                word.removesuffix("s"),
            }:
                for at in range(3, len(form) - 3):
                    found[form[at:]].add(word)
        return {ending: frozenset(found[ending]) for ending in found}

    @cached_property
    def by_length(self) -> Mapping[int, Sequence[str]]:
        """Written forms to compare with when something is mistyped."""
        found: dict[int, list[str]] = defaultdict(list)
        for word in self.holders:
            for form in {word, word + "s", word + "n"}:
                found[len(form)].append(form)
        return found

    @cached_property
    def recalled(self) -> dict[str, frozenset[str]]:
        """What was found out about a mistyped word before."""
        return {}


def _item(product: Product) -> Item:
    item = Item(product.sku)
    for text in product.name.values():
        _read_name(item, text)
    for value in product.options.values():
        _read_option(item, value)
    if not item.weights:
        for word in words(product.sku):
            item.weigh(word.text, HEAD)
    return item


def _read_name(item: Item, text: str) -> None:
    """The thing stands last before `with`, `aus` and the like; colours, sizes and numbers only tell variants apart."""
    named = _joined(text)
    head: list[str] = []
    behind = False
    for word in named:
        behind = behind or (word in TAIL and bool(head))
        if (notion := look(word)) or word[0].isdigit():
            item.looks.add(notion or word.replace(",", "."))
        elif word in SMALL_WORDS or word in UNITS or len(word) < SHORTEST:
            continue
        elif behind:
            item.weigh(word, BEHIND)
        else:
            head.append(word)
    for place, word in enumerate(head):
        item.weigh(word, HEAD if place == len(head) - 1 or _is_given_name(text, head, place) else BESIDE)


def _joined(text: str) -> list[str]:
    """The name's words; `T-Shirt` is one word."""
    return [word.text for word in words(text.replace("-", ""))]


def _is_given_name(text: str, head: Sequence[str], place: int) -> bool:
    """In `Desk lamp Tilda` and `Stehlampe Tilda` the thing stands before the last word, which is its name."""
    last = next((word for word in text.replace("-", "").split() if plain(word) == head[-1]), "")
    before = next((word for word in text.replace("-", "").split() if plain(word) == head[place]), "")
    return place == len(head) - 2 and last[:1].isupper() and (before.islower() or (place == 0 and len(before) > 7))


def _read_option(item: Item, value: str) -> None:
    for word in (found.text for found in words(value)):
        if notion := look(word):
            item.looks.add(notion)
        elif word not in SMALL_WORDS and word not in UNITS:
            item.looks.add(word.replace(",", "."))
