"""Products on the wire."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from msgspec import Meta, Struct, field

from api.shapes.values import (
    Cash,
    Counted,
    Day,
    Descriptions,
    Group,
    Line,
    MoneyOut,
    Names,
    Options,
    Sku,
    Units,
    Url,
    WaitDays,
    money_in,
    money_out,
    must_be_this_century,
)
from domain.products import BackorderRules, Policy, Product, Status
from services.imports import Report
from services.products import ProductView


class BackorderRulesIn(Struct, forbid_unknown_fields=True, frozen=True):
    """What happens to an order for units that are not there."""

    policy: Policy = Policy.DENY
    limit: Annotated[Counted | None, Meta(description="Most units that may be waiting at once.")] = None
    max_wait_days: Annotated[WaitDays | None, Meta(description="The longest wait that is promised.")] = None
    release_date: Day | None = None
    per_customer: Annotated[Units | None, Meta(description="Most units of one customer in open orders.")] = None
    reorder_at: Annotated[
        Units | None, Meta(description="So many waiting units that no supply covers make a proposal to order more.")
    ] = None

    def __post_init__(self) -> None:
        must_be_this_century(release_date=self.release_date)


class ProductIn(Struct, forbid_unknown_fields=True, frozen=True):
    """A product as the shop describes it; what is left out takes its default."""

    name: Names
    sku: Annotated[Sku | None, Meta(description="May be left out; must equal the address's.")] = None
    description: Descriptions = field(default_factory=dict)
    category: Line | None = None
    group: Annotated[Group | None, Meta(description="Variants of one article share it.")] = None
    options: Options = field(default_factory=dict)
    price: Cash | None = None
    url: Url | None = None
    image_url: Url | None = None
    backorder: BackorderRulesIn = BackorderRulesIn()
    alert_minimum: Annotated[
        Units | None, Meta(description="So many units must be free before anybody is told that it is back.")
    ] = None
    active: bool = True

    def product(self, sku: str) -> Product:
        rules = self.backorder
        return Product(
            sku=sku,
            name=self.name,
            description=self.description,
            category=self.category,
            group=self.group,
            options=self.options,
            price=money_in(self.price),
            url=self.url,
            image_url=self.image_url,
            backorder=BackorderRules(
                rules.policy,
                rules.limit,
                rules.max_wait_days,
                rules.release_date,
                rules.per_customer,
                rules.reorder_at,
            ),
            active=self.active,
            alert_minimum=self.alert_minimum,
        )


class ProductLinkOut(Struct, frozen=True):
    """`url` opens the product in the chat, for a page, a friend or a QR code; null while the bot's name is unknown."""

    url: str | None
    payload: str


class AlternativesIn(Struct, forbid_unknown_fields=True, frozen=True):
    """Best first; an empty list takes them all away."""

    skus: Annotated[list[Sku], Meta(max_length=50)]


class BackorderRulesOut(Struct, frozen=True):
    """What happens to an order for units that are not there."""

    policy: Policy
    limit: int | None
    max_wait_days: int | None
    release_date: date | None
    per_customer: int | None
    reorder_at: int | None


class BasisOut(Struct, frozen=True):
    """Where a date comes from: `expected_on` of this supply, plus handling days, plus the supplier's buffer."""

    supply_id: int
    expected_on: date | None
    handling_days: int
    buffer_days: int | None
    supplier: str | None


class PromiseOut(Struct, frozen=True):
    """`by` is the last day."""

    by: date
    basis: BasisOut


class AvailabilityOut(Struct, frozen=True):
    """Units, and the date for one more unit ordered now."""

    status: Status
    on_hand: int
    reserved: int
    held: int
    available: int
    waiting_units: int
    limit_left: int | None
    promise: PromiseOut | None


class ProductOut(Struct, frozen=True):
    """`chat_url` opens the product in the chat; null while the bot's name is unknown."""

    sku: str
    name: Mapping[str, str]
    description: Mapping[str, str]
    category: str | None
    group: str | None
    options: Mapping[str, str]
    price: MoneyOut | None
    url: str | None
    image_url: str | None
    backorder: BackorderRulesOut
    alert_minimum: int | None
    active: bool
    availability: AvailabilityOut
    chat_url: str | None


class ProductDetail(ProductOut, frozen=True):
    """With the merchant's own alternatives, best first."""

    alternatives: Sequence[str]


class ProductPage(Struct, frozen=True):
    """`next` goes into `?after=`; null on the last page."""

    items: Sequence[ProductOut]
    next: str | None


class SkippedOut(Struct, frozen=True):
    """A row that became no product; `reason` is a stable code, `detail` what stood there."""

    line: int
    reason: str
    detail: str


class ReportOut(Struct, frozen=True):
    """Every row of the file is counted once or listed under `skipped`."""

    created: int
    updated: int
    unchanged: int
    skipped: Sequence[SkippedOut]


def report(found: Report) -> ReportOut:
    skipped = [SkippedOut(row.line, row.reason, row.detail) for row in found.skipped]
    return ReportOut(found.created, found.updated, found.unchanged, skipped)


def summary(view: ProductView) -> ProductOut:
    return ProductOut(**_fields(view))


def detail(view: ProductView) -> ProductDetail:
    return ProductDetail(**_fields(view), alternatives=view.alternatives)


def link(view: ProductView) -> ProductLinkOut:
    return ProductLinkOut(view.chat_url, view.payload)


def _fields(view: ProductView) -> dict[str, Any]:
    product, rules = view.product, view.product.backorder
    return {
        "sku": product.sku,
        "name": product.name,
        "description": product.description,
        "category": product.category,
        "group": product.group,
        "options": product.options,
        "price": money_out(product.price),
        "url": product.url,
        "image_url": product.image_url,
        "backorder": _rules(rules),
        "alert_minimum": product.alert_minimum,
        "active": product.active,
        "availability": _availability(view),
        "chat_url": view.chat_url,
    }


def _rules(rules: BackorderRules) -> BackorderRulesOut:
    return BackorderRulesOut(
        rules.policy,
        rules.limit,
        rules.max_wait_days,
        rules.release_date,
        rules.per_customer,
        rules.reorder_at,
    )


def _availability(view: ProductView) -> AvailabilityOut:
    found, stock = view.availability, view.availability.stock
    return AvailabilityOut(
        status=found.status,
        on_hand=stock.on_hand,
        reserved=stock.reserved,
        held=stock.held,
        available=stock.available,
        waiting_units=stock.waiting_units,
        limit_left=found.limit_left,
        promise=_promise(view),
    )


def _promise(view: ProductView) -> PromiseOut | None:
    promise, supply = view.availability.promise, view.supply
    if promise is None or supply is None:
        return None
    basis = BasisOut(supply.id, supply.expected_on, view.handling_days, supply.buffer_days, supply.supplier)
    return PromiseOut(promise.by, basis)
