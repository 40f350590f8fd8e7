"""What else fits a person, of what can be had now: looked at when they ask, never sent."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from statistics import median_low

from domain.money import Money
from domain.products import Product

MOST = 5
"""Suggestions shown at once."""
MOST_CANDIDATES = 500
"""Products looked at for them."""


class Reason(StrEnum):
    """Why something is suggested: its category was chosen, or ordered from; or it may stand in for what is theirs.

    That may what the merchant names instead, and another variant of the same article.
    """

    LIKED = "liked"
    RELATED = "related"
    ALTERNATIVE = "alternative"


@dataclass(frozen=True)
class Taste:
    """What is known of a person.

    `liked`: the categories that they chose. `wanted`: the product of each order that was not given up, newest first,
    then of each alert that runs. `instead`: the merchant's alternatives of what they wait for, each with that product.
    """

    liked: frozenset[str] = frozenset()
    wanted: Sequence[Product] = ()
    instead: Mapping[str, Product] = field(default_factory=dict)

    @cached_property
    def ranks(self) -> dict[str, int]:
        """Categories that fit, best first from 0: chosen ones, then by orders. Equal ones share a rank."""
        orders = Counter(product.category for product in self.wanted if product.category)
        keys = {category: (category not in self.liked, -orders[category]) for category in self.liked | orders.keys()}
        places = {key: place for place, key in enumerate(sorted(set(keys.values())))}
        return {category: places[key] for category, key in keys.items()}

    @cached_property
    def usual_price(self) -> Money | None:
        """The middle of what they order and wait for, in the currency that occurs most."""
        prices = [product.price for product in self.wanted if product.price]
        if not prices:
            return None
        counted = Counter(price.currency for price in prices)
        currency = min(counted, key=lambda each: (-counted[each], each))
        return Money(median_low(price.amount for price in prices if price.currency == currency), currency)

    def rank(self, product: Product) -> tuple[int, bool, bool, int, str]:
        """The lower, the better: category, the merchant's choice, nearness of price, sku."""
        place = self.ranks.get(product.category or "", len(self.ranks))
        return place, product.sku not in self.instead, *self._price_apart(product), product.sku

    def reason(self, product: Product) -> "Suggestion | None":
        """None for what does not fit."""
        if product.category in self.liked:
            return Suggestion(product, Reason.LIKED)
        if product.sku in self.instead:
            return Suggestion(product, Reason.ALTERNATIVE, self.instead[product.sku])
        if product.category not in self.ranks:
            return None
        if product.group and (twin := self._newest(lambda each: each.group == product.group)):
            return Suggestion(product, Reason.ALTERNATIVE, twin)
        return Suggestion(product, Reason.RELATED, self._newest(lambda each: each.category == product.category))

    @cached_property
    def theirs(self) -> frozenset[str]:
        """Skus of what they got or wait for."""
        return frozenset(product.sku for product in self.wanted)

    def _price_apart(self, product: Product) -> tuple[bool, int]:
        usual, price = self.usual_price, product.price
        if usual is None or price is None or price.currency != usual.currency:
            return True, 0
        return False, abs(price.amount - usual.amount)

    def _newest(self, such: Callable[[Product], bool]) -> Product | None:
        return next(filter(such, self.wanted), None)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`beside` is the person's product that it goes with or stands in for; None where its category was chosen."""

    product: Product
    reason: Reason
    beside: Product | None = None


def suggest(taste: Taste, candidates: Iterable[Product]) -> list[Suggestion]:
    """The best few of what is there now, with their reasons; of one article a single variant."""
    found: list[Suggestion] = []
    articles: set[str] = set()
    for product in sorted(candidates, key=taste.rank):
        if product.sku in taste.theirs or (product.group and product.group in articles):
            continue
        fitting = taste.reason(product)
        if fitting is None:
            continue
        found.append(fitting)
        articles |= {product.group} if product.group else set()
        if len(found) == MOST:
            break
    return found
