"""Our own format: a column for each field of a product, all but two optional. docs/importing.md describes it."""

import re
from collections.abc import Callable, Mapping, Sequence

from catalogues import cells
from catalogues.listing import Listed, Reason, Skip
from catalogues.markup import one_line
from catalogues.prices import price
from catalogues.table import Layout, Row
from domain.products import BackorderRules, Policy, Product
from domain.texts import LANGUAGES, Texts

OPTION = "option:"

COLUMNS = (
    "sku",
    "name",
    *(f"name_{language}" for language in LANGUAGES),
    "description",
    *(f"description_{language}" for language in LANGUAGES),
    "category",
    "group",
    "price",
    "currency",
    "url",
    "image_url",
    "policy",
    "limit",
    "max_wait_days",
    "release_date",
    "stock",
    "active",
)


def _known(heading: str) -> str | None:
    if heading.lower().startswith(OPTION) and (option := one_line(heading[len(OPTION) :])):
        return OPTION + option
    return heading.lower() if heading.lower() in COLUMNS else None


LAYOUT = Layout(
    known=_known,
    required=(("sku",), ("name", *(f"name_{language}" for language in LANGUAGES))),
    named=re.compile(r"sku|name.*|category|group|currency|policy|option:.*"),
    closed=True,
)


def reader(_rows: Sequence[Row], currency: str, language: str) -> Callable[[Row], Listed]:
    """Reads one row; raises Skip."""

    def read_row(row: Row) -> Listed:
        product = Product(
            sku=cells.sku(row["sku"]),
            name=_names(row, language),
            description=_in_languages(row, "description", language, cells.description),
            category=cells.category(row["category"]),
            group=cells.group(row["group"]),
            options=_options(row),
            price=price(row["price"], _currency(row["currency"]) or currency),
            url=cells.address(row["url"], Reason.BAD_URL),
            image_url=cells.address(row["image_url"], Reason.BAD_IMAGE_URL),
            backorder=_backorder(row),
            active=cells.yes(row["active"], when_blank=True, reason=Reason.BAD_ACTIVE),
        )
        return Listed(row.line, product, cells.first_count(row["stock"]))

    return read_row


def _names(row: Row, language: str) -> Texts:
    found = _in_languages(row, "name", language, cells.name)
    if not found:
        raise Skip(Reason.NO_NAME)
    return found


def _in_languages(row: Row, column: str, language: str, read: Callable[[str], str]) -> Texts:
    """A column without a language speaks the file's, unless that language has a text of its own."""
    own = {spoken: read(row[f"{column}_{spoken}"]) for spoken in LANGUAGES}
    return cells.texts(**{**own, language: own.get(language) or read(row[column])})


def _options(row: Row) -> Mapping[str, str]:
    return cells.options((column[len(OPTION) :], row[column]) for column in row.cells if column.startswith(OPTION))


def _currency(text: str) -> str:
    if text and not re.fullmatch(r"[A-Za-z]{3}", text):
        raise Skip(Reason.BAD_CURRENCY, text)
    return text.upper()


def _backorder(row: Row) -> BackorderRules:
    return BackorderRules(
        policy=_policy(row["policy"]),
        limit=cells.at_least_zero(row["limit"], Reason.BAD_LIMIT),
        max_wait_days=cells.at_least_zero(row["max_wait_days"], Reason.BAD_MAX_WAIT_DAYS),
        release_date=cells.day(row["release_date"]),
    )


def _policy(text: str) -> Policy:
    try:
        return Policy(text.lower() or Policy.DENY)
    except ValueError:
        raise Skip(Reason.BAD_POLICY, text) from None
