"""A new order line: what it may ask for, the units it takes at once, its place and its date."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from domain import availability
from domain.actors import MERCHANT, Who
from domain.backorders import Backorder, Entry, Ship, State
from domain.loyalty import earned
from domain.money import Money
from domain.notices import OrderPlaced
from domain.payments import agreed
from domain.policy import BeyondMaxWait
from domain.products import Policy, Product
from domain.promises import Promise
from domain.refusals import (
    BackorderDenied,
    CapReached,
    Discontinued,
    LimitReached,
    NoPickup,
    NotFound,
    OrderTaken,
    PlacedInFuture,
    WaitTooLong,
)
from domain.supplies import Supply
from services import holds, promises
from services.bulletin import bulletin_for
from services.queue import Counter, open_counter
from services.shop import Shop
from services.views import BackorderView, view
from storage.promises import PromiseChange
from storage.queue import Position
from storage.store import Tx

PLACED = "placed"
"""The cause of a first date."""
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
    priority: int | None = None
    deposit: Money | None = None
    pickup: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A new order as it was written down; `supply` is where its date comes from."""

    order: Backorder
    entry: Entry
    position: Position | None = None
    supply: Supply | None = None


async def place(shop: Shop, wish: Wish, who: Who) -> BackorderView:
    """Join the queue, or take free units at once. Refused with what would be possible instead."""
    async with shop.store.begin() as tx:
        bulletin = bulletin_for(f"placed:{wish.order_number}")
        cause = f"order:{wish.order_number}"
        counter = await open_counter(tx, shop, wish.sku, cause, bulletin, customer=wish.customer)
        customer_id = counter.customer_id
        if customer_id is None:
            raise NotFound("customer", wish.customer)
        used = await holds.use(counter, customer_id)
        draft = _drafted(wish, customer_id, await _priority(counter, wish, customer_id), counter)
        check_limits(counter, draft)
        await check_cap(counter, draft)
        placed = await queue_up(counter, draft, who, rest_goes_on=used)
        await check_wait(counter, placed.order)
        bulletin.tell(customer_id, _confirmation(counter, placed))
        await bulletin.post(tx, shop)
        return await _seen(counter, wish.customer, placed)


async def queue_up(counter: Counter, draft: Backorder, who: Who, *, rest_goes_on: bool = False) -> Placed:
    """Give a new order what is free, its place and its date, and write it down together with the figures.

    `rest_goes_on`: what is free became so just now, and what the order leaves of it goes to the next.
    Raises OrderTaken where an open order has the same number and sku.
    """
    tx, shop, shelf = counter.tx, counter.shop, counter.shelf
    given = min(shelf.available, draft.quantity)
    shelf.reserve(given)
    if given:
        await counter.withdraw()
    draft = replace(draft, reserved_quantity=given, state=State.WAITING if given < draft.quantity else State.RESERVED)
    entry = Entry(draft.state, who.role, shop.now(), reserved_quantity=given)
    if draft.missing == 0:
        order = await _written(tx, draft, entry)
        if rest_goes_on:
            await counter.hand_on(told=[order.id])
        else:
            await tx.stock.put(shelf, shop.now())
        return Placed(order, entry)
    shelf.queue_changed(orders=1, units=draft.missing)
    if await tx.queue.anyone_behind(draft.sku, draft.priority, draft.placed_at):
        # Somebody stands behind the new place: the dates from there on move.
        order = await _written(tx, draft, entry)
        await counter.hand_on(told=[order.id])
        order = await tx.backorders.get(order.id) or order
        return Placed(order, entry, await tx.queue.position(order, shelf.stock.waiting_orders))
    return await _at_the_end(counter, draft, entry)


async def _at_the_end(counter: Counter, draft: Backorder, entry: Entry) -> Placed:
    """Behind everyone: nobody else's date moves, and the place and the date follow from the figures alone."""
    tx, shop, stock = counter.tx, counter.shop, counter.shelf.stock
    supplies = await tx.supplies.open_for(draft.sku)
    promise = promises.schedule_of(shop, counter.product, supplies).promise(stock.waiting_units)
    order = await _written(tx, _promised(draft, promise) if promise else draft, entry)
    if promise:
        await tx.promises.note(order.id, PromiseChange(None, promise.by, PLACED, entry.at, told=True))
    await tx.stock.put(counter.shelf, shop.now())
    position = Position(stock.waiting_orders, stock.waiting_orders, stock.waiting_units - order.missing)
    supply = next((s for s in supplies if promise and s.id == promise.supply_id), None)
    return Placed(order, entry, position, supply)


async def _written(tx: Tx, draft: Backorder, entry: Entry) -> Backorder:
    order = await tx.backorders.add(draft, entry)
    if order is None:
        raise OrderTaken(draft.order_number, draft.sku)
    return order


async def _seen(counter: Counter, customer: str, placed: Placed) -> BackorderView:
    """The answer, from what is known already where the order stands at the end; asked for where it does not."""
    if placed.order.promise_by is not None and placed.supply is None:
        return await view(counter.tx, counter.shop, placed.order.id, MERCHANT)
    told = [PromiseChange(None, placed.order.promise_by, PLACED, placed.entry.at, told=True)] if placed.supply else []
    return BackorderView(
        placed.order,
        customer,
        counter.product,
        placed.position,
        placed.supply,
        counter.shop.policy.handling_days,
        [placed.entry],
        told,
        pickup_place=counter.shop.policy.pickup_place,
    )


def _confirmation(counter: Counter, placed: Placed) -> OrderPlaced:
    order, position = placed.order, placed.position
    return OrderPlaced(
        backorder_id=order.id,
        order_number=order.order_number,
        product=counter.product.names(),
        quantity=order.quantity,
        reserved=order.reserved_quantity,
        place=position.place if position else None,
        of=position.of if position else None,
        promise_by=order.promise_by,
        pickup=order.pickup,
    )


async def _priority(counter: Counter, wish: Wish, customer_id: int) -> int:
    """The shop's word, or what the customer's fulfilled orders have earned where the shop has such a rule."""
    if wish.priority is not None:
        return wish.priority
    loyalty = counter.shop.policy.loyalty
    return earned(loyalty, await counter.tx.backorders.fulfilled(customer_id)) if loyalty else 0


def _drafted(wish: Wish, customer_id: int, priority: int, counter: Counter) -> Backorder:
    now = counter.shop.now()
    placed_at = wish.placed_at or now
    if placed_at > now + CLOCK_SKEW:
        raise PlacedInFuture
    if wish.pickup and counter.shop.policy.pickup_place is None:
        raise NoPickup
    price = wish.unit_price or counter.product.price
    draft = Backorder(
        id=0,
        order_number=wish.order_number,
        customer_id=customer_id,
        sku=wish.sku,
        quantity=wish.quantity,
        placed_at=min(placed_at, now),
        ship=wish.ship,
        priority=priority,
        unit_price=price,
        paid=wish.paid or (Money(0, price.currency) if price else None),
        deposit=wish.deposit,
        pickup=wish.pickup,
    )
    return agreed(draft)


def too_long(shop: Shop, product: Product, promise_by: date | None) -> bool:
    """Whether such a date lies beyond the longest wait, counted from today."""
    longest = product.backorder.max_wait_days
    return longest is not None and promise_by is not None and promise_by > shop.today() + timedelta(days=longest)


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


async def check_cap(counter: Counter, order: Backorder) -> None:
    """Raises CapReached where the order would give its customer more than one may have. The lock keeps it true."""
    product = counter.product
    cap = product.backorder.per_customer
    if cap is None:
        return
    left = availability.cap_left(product, await counter.tx.backorders.units_ordered(order.customer_id, product.sku))
    if left is not None and order.quantity > left:
        raise CapReached(product.sku, cap, left)


async def check_wait(counter: Counter, order: Backorder) -> None:
    """A date beyond the longest wait is refused or accepted knowingly; the refusal undoes what was written."""
    longest, day = counter.product.backorder.max_wait_days, order.promise_by
    if longest is None or day is None or not too_long(counter.shop, counter.product, day):
        return
    if counter.shop.policy.beyond_max_wait is BeyondMaxWait.ACCEPT:
        # Told before the order, and confirmed with it: nobody asks again unless it takes even longer.
        await counter.tx.slips.accept(order.id, day)
    else:
        raise WaitTooLong(order.sku, longest, day)


def _promised(order: Backorder, promise: Promise) -> Backorder:
    return replace(order, promise_by=promise.by, supply_id=promise.supply_id, told_by=promise.by)
