"""Shopify's product export: a row is a variant or one more picture; a handle's first row speaks for the article."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from catalogues import cells
from catalogues.derived import group_from, sku_from
from catalogues.listing import Listed, Reason, Skip
from catalogues.prices import price
from catalogues.table import Layout, Row
from domain.products import BackorderRules, Policy, Product

_NEWER = {
    "URL handle": "Handle",
    "Description": "Body (HTML)",
    "Published on online store": "Published",
    "SKU": "Variant SKU",
    "Price": "Variant Price",
    "Inventory quantity": "Variant Inventory Qty",
    "Continue selling when out of stock": "Variant Inventory Policy",
    "Product image URL": "Image Src",
    "Variant image URL": "Variant Image",
}
"""Headings of the exports since 2025, by the older ones that this module speaks."""

_OPTIONS = tuple((f"Option{place} Name", f"Option{place} Value") for place in (1, 2, 3))

_OF_A_VARIANT = (
    "Variant SKU",
    "Variant Price",
    "Variant Inventory Policy",
    "Variant Inventory Qty",
    *(value for _, value in _OPTIONS),
)

_COLUMNS = (
    *_NEWER.values(),
    *(heading for pair in _OPTIONS for heading in pair),
    "Title",
    "Type",
    "Product Category",
    "Status",
    "Gift Card",
)

_BY_HEADING = {heading.lower(): heading for heading in _COLUMNS} | {
    newer.lower(): older for newer, older in _NEWER.items()
}

LAYOUT = Layout(
    known=lambda heading: _BY_HEADING.get(heading.lower()),
    required=(("Handle",), ("Title",), ("Variant Price",)),
    named=re.compile(r"Handle|Title|Type|Product Category|Variant SKU|Option\d (?:Name|Value)"),
)

_POLICIES = {"deny": Policy.DENY, "continue": Policy.ALLOW, "false": Policy.DENY, "true": Policy.ALLOW, "": Policy.DENY}
_SOLD = {"": True, "active": True, "unlisted": True, "draft": False, "archived": False}
MAX_HANDLE = 255  # Shopify's own
_NO_CHOICE = "default title"


def reader(rows: Sequence[Row], currency: str, language: str) -> Callable[[Row], Listed]:
    """Reads one row; raises Skip. All rows are needed first: the one with the title may stand anywhere."""
    heads: dict[str, Row] = {}
    for row in rows:
        if row["Handle"] not in heads or (row["Title"] and not heads[row["Handle"]]["Title"]):
            heads[row["Handle"]] = row
    return _Articles(heads, currency, language).read_row


@dataclass(slots=True)
class _Articles:
    heads: Mapping[str, Row]
    currency: str
    language: str
    seen: set[tuple[str, ...]] = field(default_factory=set)

    def read_row(self, row: Row) -> Listed:
        handle = row["Handle"]
        if not handle:
            raise Skip(Reason.NO_HANDLE)
        if len(handle) > MAX_HANDLE:
            raise Skip(Reason.LONG_GROUP, handle)
        head = self.heads[handle]
        # Some exporters repeat the title beside every picture: alone it makes a variant in the first row only.
        if not any(row[column] for column in _OF_A_VARIANT) and not (row is head and row["Title"]):
            raise Skip(Reason.IMAGE_ONLY, handle)
        if cells.yes(head["Gift Card"], when_blank=False, reason=Reason.UNSUPPORTED_TYPE):
            raise Skip(Reason.GIFT_CARD, handle)
        options = _options(row, head)
        product = self._product(row, head, options)
        variant = (handle, *options.values())
        if variant in self.seen:
            raise Skip(Reason.DUPLICATE_VARIANT, ", ".join(variant))
        self.seen.add(variant)
        return Listed(row.line, product, cells.first_count(row["Variant Inventory Qty"]))

    def _product(self, row: Row, head: Row, options: Mapping[str, str]) -> Product:
        name = cells.name(head["Title"])
        if not name:
            raise Skip(Reason.NO_NAME, row["Handle"])
        return Product(
            sku=cells.sku(row["Variant SKU"] or sku_from(row["Handle"], options.values())),
            name={self.language: name},
            description=cells.texts(**{self.language: cells.description(head["Body (HTML)"])}),
            category=cells.category(head["Type"] or head["Product Category"]),
            group=group_from(row["Handle"]) if options else None,
            options=options,
            price=price(row["Variant Price"], self.currency),
            image_url=cells.image_among(row["Variant Image"], head["Image Src"]),
            backorder=BackorderRules(policy=_policy(row["Variant Inventory Policy"])),
            active=_active(head),
        )


def _options(row: Row, head: Row) -> Mapping[str, str]:
    """Names stand in the first row only. An article without a choice carries `Title: Default Title`."""
    chosen = [(head[name] or row[name], row[value]) for name, value in _OPTIONS]
    return cells.options((name, value) for name, value in chosen if value.lower() != _NO_CHOICE)


def _policy(text: str) -> Policy:
    try:
        return _POLICIES[text.lower()]
    except KeyError:
        raise Skip(Reason.BAD_POLICY, text) from None


def _active(head: Row) -> bool:
    published = cells.yes(head["Published"], when_blank=True, reason=Reason.BAD_ACTIVE)
    try:
        return published and _SOLD[head["Status"].lower()]
    except KeyError:
        raise Skip(Reason.BAD_ACTIVE, head["Status"]) from None
