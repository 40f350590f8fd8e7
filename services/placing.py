"""A new order line: what it may ask for, the units it takes at once, its place and its date."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain import availability
from domain.actors import Who
from domain.allocation import Place
from domain.backorders import Backorder, Entry, Ship, State
from domain.customers import Customer
from domain.money import Money
from domain.notices import OrderPlaced
from domain.policy import BeyondMaxWait
from domain.products import Policy
from domain.promises import Change, Promise
from domain.refusals import (
    BackorderDenied,
    CurrencyMismatch,
    Discontinued,
    LimitReached,
    NotFound,
    OrderTaken,
    PlacedInFuture,
    WaitTooLong,
)
from services import promises
from services.queue import Counter, bulletin_for, open_counter
from services.shop import Shop
from services.views import BackorderView, view
from storage.store import Tx

CLOCK_SKEW = timedelta(minutes=1)
"""How far a shop's clock may run ahead of ours before its orders count as placed in the future."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An order line as the shop hands it over; what is None takes its default."""

    order_number: str
    customer: str
    sku: str
    quantity: int
    unit_price: Money | None = None
    paid: Money | None = None
    placed_at: datetime | None = None
    ship: Ship = Ship.TOGETHER
    priority: int = 0


async def place(shop: Shop, wish: Wish, who: Who) -> BackorderView:
    """Join the queue, or take free units at once. Refused with what would be possible instead."""
    async with shop.store.begin() as tx:
        customer = await _customer(tx, wish.customer)
        bulletin = bulletin_for(shop, f"placed:{wish.order_number}")
        counter = await open_counter(tx, shop, wish.sku, f"order:{wish.order_number}", bulletin)
        if await tx.backorders.open_twin(wish.order_number, wish.sku):
            raise OrderTaken(wish.order_number, wish.sku)
        order = _drafted(wish, customer, counter)
        check_limits(counter, order)
        placed = await queue_up(counter, order, who)
        _check_wait(counter, placed)
        await _tell_placed(counter, placed)
        await bulletin.post(tx, shop)
        return await view(tx, shop, placed)


async def queue_up(counter: Counter, order: Backorder, who: Who) -> Backorder:
    """Give a new order what is free, its place and its date, and write it down together with the figures."""
    tx, shop, shelf = counter.tx, counter.shop, counter.shelf
    given = min(shelf.available, order.quantity)
    shelf.reserve(given)
    order = replace(order, reserved_quantity=given, state=State.WAITING if given < order.quantity else State.RESERVED)
    promise, last = None, True
    if order.missing:
        shelf.queue_changed(orders=1, units=order.missing)
        last = not await tx.queue.anyone_behind(order.sku, order.priority, order.placed_at)
        if last:
            schedule = await promises.schedule_for(tx, shop, counter.product)
            promise = schedule.promise(shelf.stock.waiting_units)
    order = await tx.backorders.add(order)
    await tx.backorders.add_entry(
        order.id, Entry(order.state, who.role, shop.now(), reserved_quantity=order.reserved_quantity)
    )
    if promise:
        await tx.promises.write([(Change(_as_place(order), None, promise), True)], "placed", shop.now())
        order = _promised(order, promise)
    if last:
        await tx.stock.put(shelf, shop.now())
        return order
    # Somebody stands behind the new place: the dates from there on move.
    await counter.hand_on(told=[order.id])
    return await tx.backorders.get(order.id) or order


async def _tell_placed(counter: Counter, order: Backorder) -> None:
    position = await counter.tx.queue.position(order, counter.shelf.stock.waiting_orders)
    counter.bulletin.tell(
        order.customer_id,
        OrderPlaced(
            backorder_id=order.id,
            order_number=order.order_number,
            product=counter.product.names(),
            quantity=order.quantity,
            reserved=order.reserved_quantity,
            place=position.place if position else None,
            of=position.of if position else None,
            promise_by=order.promise_by,
        ),
    )


async def _customer(tx: Tx, external_id: str) -> Customer:
    customer = await tx.customers.get(external_id)
    if customer is None:
        raise NotFound("customer", external_id)
    return customer


def _drafted(wish: Wish, customer: Customer, counter: Counter) -> Backorder:
    now = counter.shop.now()
    placed_at = wish.placed_at or now
    if placed_at > now + CLOCK_SKEW:
        raise PlacedInFuture
    price = wish.unit_price or counter.product.price
    if price and wish.paid and price.currency != wish.paid.currency:
        raise CurrencyMismatch(price.currency, wish.paid.currency)
    return Backorder(
        id=0,
        order_number=wish.order_number,
        customer_id=customer.id,
        sku=wish.sku,
        quantity=wish.quantity,
        placed_at=min(placed_at, now),
        ship=wish.ship,
        priority=wish.priority,
        unit_price=price,
        paid=wish.paid or (Money(0, price.currency) if price else None),
    )


def check_limits(counter: Counter, order: Backorder) -> None:
    """Raises the refusal that says which limit stands in the way and what would be possible."""
    product, stock = counter.product, counter.shelf.stock
    rules = product.backorder
    if not product.active:
        raise Discontinued(product.sku)
    missing = order.quantity - stock.available
    if missing <= 0:
        return
    if rules.policy is Policy.DENY:
        raise BackorderDenied(product.sku, stock.available)
    left = availability.limit_left(product, stock)
    if left is not None and rules.limit is not None and missing > left:
        raise LimitReached(product.sku, rules.limit, left)


def _check_wait(counter: Counter, order: Backorder) -> None:
    """A date beyond the longest wait is refused or accepted knowingly; the refusal undoes what was written."""
    longest = counter.product.backorder.max_wait_days
    if longest is None or order.promise_by is None or counter.shop.policy.beyond_max_wait is BeyondMaxWait.ACCEPT:
        return
    if order.promise_by > counter.shop.today() + timedelta(days=longest):
        raise WaitTooLong(order.sku, longest, order.promise_by)


def _as_place(order: Backorder) -> Place:
    return Place(
        order.id,
        order.customer_id,
        order.priority,
        order.placed_at,
        order.quantity,
        order.missing,
        order.order_number,
        told_by=order.told_by,
    )


def _promised(order: Backorder, promise: Promise) -> Backorder:
    return replace(order, promise_by=promise.by, supply_id=promise.supply_id, told_by=promise.by)
