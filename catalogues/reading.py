"""Another shop system's export file, read into products. Pure: bytes in, values out."""

from collections.abc import Callable, Sequence
from enum import StrEnum

from catalogues import plain, shopify, woocommerce
from catalogues.listing import Catalogue, Listed, Reason, Skipped, sort_out
from catalogues.table import MAX_BYTES, MAX_ROWS, Layout, Problem, Row, UnreadableFile, rows_of

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "Catalogue",
    "Format",
    "Listed",
    "Problem",
    "Reason",
    "Skipped",
    "UnreadableFile",
    "read",
]


class Format(StrEnum):
    """Whose export it is; `csv` is our own."""

    WOOCOMMERCE = "woocommerce"
    SHOPIFY = "shopify"
    CSV = "csv"


def read(data: bytes, format: Format, *, currency: str, language: str) -> Catalogue:  # noqa: A002 - the API's own word
    """Every row as listed or skipped; raises UnreadableFile, and nothing else, for a file that is none.

    `currency` (ISO 4217) is what prices are in, and `language` what texts are in, where the file does not say.
    """
    layout, reader = _format(format)
    rows = rows_of(data, layout)
    return sort_out(rows, reader(rows, currency, language))


def _format(format: Format) -> tuple[Layout, Callable[[Sequence[Row], str, str], Callable[[Row], Listed]]]:  # noqa: A002
    match format:
        case Format.WOOCOMMERCE:
            return woocommerce.LAYOUT, woocommerce.reader
        case Format.SHOPIFY:
            return shopify.LAYOUT, shopify.reader
        case Format.CSV:
            return plain.LAYOUT, plain.reader
