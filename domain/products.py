"""A product is one sellable variant; what may be promised about it is derived from its figures, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.money import Money
from domain.texts import LANGUAGES, Texts, in_language


class Policy(StrEnum):
    """What happens to an order for units that are not there."""

    DENY = "deny"
    ALLOW = "allow"
    PREORDER = "preorder"


class Status(StrEnum):
    """Availability as customers and shops read it."""

    DISCONTINUED = "discontinued"
    IN_STOCK = "in_stock"
    PREORDER = "preorder"
    BACKORDER = "backorder"
    OUT_OF_STOCK = "out_of_stock"


@dataclass(frozen=True, slots=True)
class BackorderRules:
    """`limit`: most units that may be waiting at once. `max_wait_days`: the longest wait that is promised.

    `per_customer`: most units that one customer may have in open orders. `reorder_at`: how many waiting units that no
    open supply covers make a proposal to order more.
    """

    policy: Policy = Policy.DENY
    limit: int | None = None
    max_wait_days: int | None = None
    release_date: date | None = None
    per_customer: int | None = None
    reorder_at: int | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """One sellable variant. Variants of one article share `group` and differ in `options`.

    `alert_minimum`: so many units must be free before anybody is told; None: as many as the shop says.
    """

    sku: str
    name: Texts
    description: Texts = field(default_factory=dict)
    category: str | None = None
    group: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    price: Money | None = None
    url: str | None = None
    image_url: str | None = None
    backorder: BackorderRules = field(default_factory=BackorderRules)
    active: bool = True
    alert_minimum: int | None = None

    def called(self, language: str) -> str:
        """Its name for a reader, with what tells it from its siblings; the sku where no name was given."""
        name = in_language(self.name, language) or self.sku
        said = name.casefold().split()
        extra = [value for value in self.options.values() if not set(value.casefold().split()) <= set(said)]
        return f"{name} ({', '.join(extra)})" if extra else name

    def names(self) -> dict[str, str]:
        """What it is called in every language we speak, for messages that are worded later."""
        return {language: self.called(language) for language in LANGUAGES}
