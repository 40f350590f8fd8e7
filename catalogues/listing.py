"""What comes of a row: listed or skipped. Every row is exactly one of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from catalogues.table import Row
from domain.products import Product


class Reason(StrEnum):
    """Why a row became no product. Stable codes; docs/importing.md explains each."""

    EMPTY_ROW = "empty_row"
    NO_SKU = "no_sku"
    BAD_SKU = "bad_sku"
    DUPLICATE_SKU = "duplicate_sku"
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    LONG_CATEGORY = "long_category"
    LONG_GROUP = "long_group"
    LONG_OPTION = "long_option"
    BAD_PRICE = "bad_price"
    BAD_CURRENCY = "bad_currency"
    BAD_STOCK = "bad_stock"
    BAD_POLICY = "bad_policy"
    BAD_LIMIT = "bad_limit"
    BAD_MAX_WAIT_DAYS = "bad_max_wait_days"
    BAD_RELEASE_DATE = "bad_release_date"
    BAD_ACTIVE = "bad_active"
    BAD_URL = "bad_url"
    BAD_IMAGE_URL = "bad_image_url"
    HAS_VARIATIONS = "has_variations"
    NO_VARIATIONS = "no_variations"
    NO_PARENT = "no_parent"
    GROUPED_PRODUCT = "grouped_product"
    EXTERNAL_PRODUCT = "external_product"
    DOWNLOADABLE_PRODUCT = "downloadable_product"
    UNSUPPORTED_TYPE = "unsupported_type"
    NO_HANDLE = "no_handle"
    IMAGE_ONLY = "image_only"
    GIFT_CARD = "gift_card"
    DUPLICATE_VARIANT = "duplicate_variant"


@dataclass(frozen=True, slots=True)
class Listed:
    """One good row. `first_count` is what the file says is on hand, None when it does not say."""

    line: int
    product: Product
    first_count: int | None


@dataclass(frozen=True, slots=True)
class Skipped:
    """One row that became no product. `detail` is what stood there, cut short; it may be empty."""

    line: int
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in the file, in the file's order."""

    listed: tuple[Listed, ...]
    skipped: tuple[Skipped, ...]


class Skip(Exception):
    """Raised while a row is read, and caught by `sort_out` alone."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail[:100]


def sort_out(rows: Iterable[Row], read_row: Callable[[Row], Listed]) -> Catalogue:
    """The first row of a sku counts; `read_row` raises Skip for a row that is no product."""
    listed: dict[str, Listed] = {}
    skipped: list[Skipped] = []
    for row in rows:
        try:
            found = _first_of_its_sku(read_row(row), listed) if row.cells else _nothing()
        except Skip as skip:
            skipped.append(Skipped(row.line, skip.reason, skip.detail))
        else:
            listed[found.product.sku] = found
    return Catalogue(tuple(listed.values()), tuple(skipped))


def _first_of_its_sku(found: Listed, listed: Mapping[str, Listed]) -> Listed:
    if first := listed.get(found.product.sku):
        raise Skip(Reason.DUPLICATE_SKU, f"{found.product.sku}, first on line {first.line}")
    return found


def _nothing() -> Listed:
    raise Skip(Reason.EMPTY_ROW)
