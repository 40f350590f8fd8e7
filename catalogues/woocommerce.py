"""WooCommerce's product export: sold are simple products and variations; a variable product speaks for the latter."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from catalogues import cells
from catalogues.derived import group_from
from catalogues.listing import Listed, Reason, Skip
from catalogues.prices import price
from catalogues.table import Layout, Row
from domain.money import Money
from domain.products import BackorderRules, Policy, Product

_GERMAN = {
    "Typ": "Type",
    "Artikelnummer": "SKU",
    "Veröffentlicht": "Published",
    "Kurzbeschreibung": "Short description",
    "Beschreibung": "Description",
    "Datum, an dem Angebotspreis beginnt": "Date sale price starts",
    "Datum, an dem der Angebotspreis beginnt": "Date sale price starts",
    "Datum, an dem Angebotspreis endet": "Date sale price ends",
    "Datum, an dem der Angebotspreis endet": "Date sale price ends",
    "Vorrätig?": "In stock?",
    "Auf Lager?": "In stock?",
    "Lager": "Stock",
    "Bestand": "Stock",
    "Lagerbestand": "Stock",
    "Lieferrückstände erlaubt?": "Backorders allowed?",
    "Rückstände erlaubt?": "Backorders allowed?",
    "Angebotspreis": "Sale price",
    "Regulärer Preis": "Regular price",
    "Kategorien": "Categories",
    "Bilder": "Images",
    "Übergeordnetes Produkt": "Parent",
}
"""A shop run in German exports German headings, which changed over the versions. The cells stay as they are."""

_BY_HEADING = (
    {"id": "ID", "name": "Name"}
    | {english.lower(): english for english in _GERMAN.values()}
    | {german.lower(): english for german, english in _GERMAN.items()}
)

_ATTRIBUTE = re.compile(r"attribut(?:e)? (\d{1,3}) (?:(name)|(?:value\(s\)|wert\(e\)))", re.IGNORECASE)
_ATTRIBUTE_NAME = re.compile(r"Attribute \d+ name")


def _known(heading: str) -> str | None:
    if attribute := _ATTRIBUTE.fullmatch(heading):
        return f"Attribute {int(attribute[1])} {'name' if attribute[2] else 'value(s)'}"
    return _BY_HEADING.get(heading.lower())


LAYOUT = Layout(
    known=_known,
    required=(("Type",), ("SKU",), ("Name",)),
    named=re.compile(r"ID|Type|SKU|Name|Categories|Parent|Attribute .*"),
)

_POLICIES = {"": Policy.DENY, "0": Policy.DENY, "no": Policy.DENY, "1": Policy.ALLOW, "yes": Policy.ALLOW}
_POLICIES["notify"] = Policy.ALLOW

_NOT_SOLD = {"grouped": Reason.GROUPED_PRODUCT, "external": Reason.EXTERNAL_PRODUCT}
_SOLD = frozenset({"simple", "variation", "virtual"})


def reader(rows: Sequence[Row], currency: str, language: str) -> Callable[[Row], Listed]:
    """Reads one row; raises Skip. All rows are needed first: a parent may stand below its variations."""
    parents: dict[str, Row] = {}
    for row in rows:
        if "variable" in _kinds(row):
            parents |= {key: row for key in _names_of(row) if key not in parents}
    named = {id(parents[row["Parent"]]) for row in rows if "variation" in _kinds(row) and row["Parent"] in parents}
    return _Shop(parents, named, currency, language).read_row


@dataclass(frozen=True, slots=True)
class _Shop:
    parents: Mapping[str, Row]
    named: set[int]
    currency: str
    language: str

    def read_row(self, row: Row) -> Listed:
        kinds = _kinds(row)
        if "variable" in kinds:
            raise Skip(Reason.HAS_VARIATIONS if id(row) in self.named else Reason.NO_VARIATIONS, row["SKU"])
        for kind, reason in _NOT_SOLD.items():
            if kind in kinds:
                raise Skip(reason, row["SKU"])
        if "downloadable" in kinds:
            raise Skip(Reason.DOWNLOADABLE_PRODUCT, row["SKU"])
        if not kinds <= _SOLD:
            raise Skip(Reason.UNSUPPORTED_TYPE, row["Type"])
        product = self._variation(row) if "variation" in kinds else self._product(row, row)
        return Listed(row.line, product, _first_count(row))

    def _variation(self, row: Row) -> Product:
        if not row["Parent"]:
            raise Skip(Reason.NO_PARENT, row["SKU"])
        parent = self.parents.get(row["Parent"])
        group = _key(parent) if parent else row["Parent"].replace("id:", "woo-")
        return self._product(row, parent or row, group=group_from(group), options=_options(row))

    def _product(
        self, row: Row, article: Row, *, group: str | None = None, options: Mapping[str, str] | None = None
    ) -> Product:
        name = cells.name(article["Name"] or row["Name"])
        if not name:
            raise Skip(Reason.NO_NAME, row["SKU"])
        return Product(
            sku=cells.sku(_key(row)),
            name={self.language: name},
            description=cells.texts(**{self.language: _description(row) or _description(article)}),
            category=cells.category(_category(row["Categories"] or article["Categories"])),
            group=group,
            options=options or {},
            price=_price(row, self.currency),
            image_url=cells.image_among(*_separated(row["Images"]), *_separated(article["Images"])),
            backorder=BackorderRules(policy=_policy(row, article)),
            active=_published(row) and _published(article),
        )


def _kinds(row: Row) -> frozenset[str]:
    """`simple, virtual` → both; a blank type is a simple product, as WooCommerce itself reads it."""
    return frozenset(kind.strip() for kind in (row["Type"].lower() or "simple").split(","))


def _key(row: Row) -> str:
    """Its sku, or its number in the shop: the one thing there that never changes."""
    return row["SKU"] or (f"woo-{row['ID']}" if row["ID"] else "")


def _names_of(parent: Row) -> list[str]:
    """What its variations may call it by: the sku, or `id:741` where there is none."""
    return [name for name in (parent["SKU"], parent["ID"] and f"id:{parent['ID']}") if name]


def _description(row: Row) -> str:
    """The exporter writes line breaks as backslash and n, and a real backslash-n with one backslash more."""
    stored = row["Description"] or row["Short description"]
    return cells.description(re.sub(r"(\\?)\\n", lambda found: "\\n" if found[1] else "\n", stored))


def _category(text: str) -> str:
    """The most precise of several, the first of equals: `Clothing, Clothing > Hoodies` → `Clothing > Hoodies`."""
    return max(_separated(text), key=lambda path: path.count(">"), default="")


def _separated(text: str) -> list[str]:
    """Comma-separated, with a backslash before a comma that belongs to the text."""
    parts = re.split(r"(?<!\\),", text)
    return [part.strip().replace("\\,", ",") for part in parts if part.strip()]


def _options(row: Row) -> dict[str, str]:
    """A blank value means any, and is left out."""
    names = [column for column in row.cells if _ATTRIBUTE_NAME.fullmatch(column)]
    values = [row[column.replace("name", "value(s)")].replace("\\,", ",") for column in names]
    return cells.options(zip((row[column] for column in names), values, strict=True))


def _price(row: Row, currency: str) -> Money | None:
    """What a customer pays today. A sale with dates may be over when this is read, so then the regular price counts."""
    regular, sale = price(row["Regular price"], currency), price(row["Sale price"], currency)
    timed = row["Date sale price starts"] or row["Date sale price ends"]
    return regular if sale is None or (timed and regular is not None) else sale


def _policy(row: Row, article: Row) -> Policy:
    """`backorder` as a stock status is how shops without counted stock let customers order ahead."""
    text = row["Backorders allowed?"] or article["Backorders allowed?"]
    if text.lower() not in _POLICIES:
        raise Skip(Reason.BAD_POLICY, text)
    return Policy.ALLOW if row["In stock?"].lower() == "backorder" else _POLICIES[text.lower()]


def _first_count(row: Row) -> int | None:
    """`parent` means that the variations share one figure, which cannot be dealt out."""
    return None if row["Stock"].lower() == "parent" else cells.first_count(row["Stock"])


def _published(row: Row) -> bool:
    """1 is published, 0 private, -1 a draft."""
    return cells.yes(row["Published"], when_blank=True, reason=Reason.BAD_ACTIVE)
