"""What may be said about a product right now: derived from its figures, never stored."""

from dataclasses import dataclass
from datetime import date

from domain.products import Policy, Product, Status
from domain.promises import Promise, Schedule
from domain.stock import Stock


@dataclass(frozen=True, slots=True)
class Availability:
    """The figures and the status a customer may be told. `promise`: the date for one more unit, ordered now."""

    status: Status
    stock: Stock
    limit_left: int | None
    promise: Promise | None


def limit_left(product: Product, stock: Stock) -> int | None:
    """Units that may still join the queue; None without a limit."""
    limit = product.backorder.limit
    return None if limit is None else max(0, limit - stock.waiting_units)


def cap_left(product: Product, ordered: int) -> int | None:
    """Units that a customer with `ordered` units in open orders may still order; None without a cap."""
    cap = product.backorder.per_customer
    return None if cap is None else max(0, cap - ordered)


def status(product: Product, stock: Stock, today: date) -> Status:
    rules = product.backorder
    if not product.active:
        return Status.DISCONTINUED
    if stock.available > 0:
        return Status.IN_STOCK
    if limit_left(product, stock) == 0:
        return Status.OUT_OF_STOCK
    if rules.policy is Policy.PREORDER:
        ahead = rules.release_date is None or rules.release_date > today
        return Status.PREORDER if ahead else Status.BACKORDER
    return Status.BACKORDER if rules.policy is Policy.ALLOW else Status.OUT_OF_STOCK


def availability(product: Product, stock: Stock, schedule: Schedule, today: date) -> Availability:
    found = status(product, stock, today)
    takes_orders = found in (Status.BACKORDER, Status.PREORDER)
    promise = schedule.promise(stock.waiting_units + 1) if takes_orders else None
    return Availability(found, stock, limit_left(product, stock), promise)
