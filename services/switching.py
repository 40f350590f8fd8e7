"""Alternatives to waiting, and the switch to one of them."""

from dataclasses import dataclass, replace

from domain.actors import Who
from domain.availability import Availability, availability, cap_left
from domain.backorders import Backorder, Refund, State, due_back
from domain.notices import OrderSwitched
from domain.payments import at_most, surplus
from domain.policy import BeyondMaxWait
from domain.products import Policy, Product
from domain.promises import Promise
from domain.refusals import NotAnAlternative, NotFound
from services import promises
from services.backorders import leave
from services.bulletin import bulletin_for
from services.placing import check_cap, check_limits, check_wait, queue_up, too_long
from services.queue import Counter, open_counter
from services.shop import Shop
from services.views import BackorderView, owned, view
from storage.store import Tx

MOST_OFFERED = 5
"""Alternatives shown to one person at once."""
SOONEST_ID = 2**62
"""Stands for the id a new order will get: larger than every id there is."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """`dearer` ones are a matter for the shop's checkout: only a link, never a contract in the chat.

    `refund` is what would come back of what was paid.
    """

    product: Product
    product_id: int
    availability: Availability
    promise: Promise | None
    dearer: bool
    refund: Refund | None = None


async def alternatives(shop: Shop, backorder_id: int, who: Who) -> list[Alternative]:
    """The merchant's list first, then variants, then the same category by nearness of price; sooner ones only."""
    async with shop.store.read() as tx:
        order = await owned(tx, backorder_id, who)
        current = await tx.products.get(order.sku)
        if current is None:
            return []
        candidates = [*await tx.products.chosen_alternatives(order.sku), *await tx.products.relatives(current)]
        found: dict[str, Alternative] = {}
        for product in candidates:
            if product.sku not in found and product.sku != order.sku:
                offer = await _offer(tx, shop, order, product)
                if offer is not None and _has_room(shop, order, offer):
                    found[product.sku] = offer
            if len(found) == MOST_OFFERED:
                break
        return list(found.values())


async def offered(shop: Shop, backorder_id: int, product_id: int, who: Who) -> Alternative:
    """One of the alternatives. Raises NotAnAlternative when it is none (any more)."""
    for offer in await alternatives(shop, backorder_id, who):
        if offer.product_id == product_id:
            return offer
    raise NotAnAlternative(str(product_id), "not_available")


async def switch_in_chat(shop: Shop, backorder_id: int, product_id: int, who: Who) -> int:
    """`switch` for somebody in the chat, where a product is known by its number. Answers the new order's id."""
    async with shop.store.read() as tx:
        product = await tx.products.by_id(product_id)
    if product is None:
        raise NotFound("product", str(product_id))
    old = await switch(shop, backorder_id, product.sku, who)
    return old.order.switched_to or old.order.id


async def switch(shop: Shop, backorder_id: int, sku: str, who: Who) -> BackorderView:
    """Wait for, or take, another product under the same order number, with the same place in time.

    Answers the old order. Raises NotAnAlternative for what is dearer, or neither free nor promised earlier, and what a
    new order would be refused with: LimitReached, CapReached, WaitTooLong.
    """
    async with shop.store.begin() as tx:
        left = (await owned(tx, backorder_id, who)).sku
        if left == sku:
            raise NotAnAlternative(sku, "same")
        bulletin = bulletin_for(f"switched:{backorder_id}")
        cause = f"switched:{backorder_id}"
        counters = {each: await open_counter(tx, shop, each, cause, bulletin) for each in sorted((left, sku))}
        order = await owned(tx, backorder_id, who)
        order.moved_to(State.SWITCHED)
        await _check(counters[sku], order)
        old = await leave(counters[left], order, State.SWITCHED, who, f"switched to {sku}")
        new = (await queue_up(counters[sku], _successor(order, counters[sku].product), who)).order
        await check_wait(counters[sku], new)
        old = replace(old, switched_to=new.id, refund=_refund(shop, order, new))
        await tx.backorders.put(old)
        bulletin.tell(new.customer_id, _news(counters[left].product, counters[sku].product, new, old.refund))
        await counters[left].hand_on()
        await bulletin.post(tx, shop)
        return await view(tx, shop, backorder_id, who)


async def _offer(tx: Tx, shop: Shop, order: Backorder, product: Product) -> Alternative | None:
    stock = await tx.stock.get(product.sku)
    if stock is None or not product.active or await _capped(tx, order, product):
        return None
    schedule = await promises.schedule_for(tx, shop, product)
    promise = None
    if stock.available < order.quantity:
        if order.state is State.RESERVED or product.backorder.policy is Policy.DENY:
            return None
        ahead = await tx.queue.units_before(product.sku, order.priority, order.placed_at, SOONEST_ID)
        promise = schedule.promise(ahead + order.quantity - stock.available)
        if promise is None or (order.promise_by is not None and promise.by >= order.promise_by):
            return None
    product_id = await tx.products.id_of(product.sku)
    found = availability(product, stock, schedule, shop.today())
    refund = _refund(shop, order, _successor(order, product))
    return Alternative(product, product_id or 0, found, promise, _dearer(order, product), refund)


def _has_room(shop: Shop, order: Backorder, offer: Alternative) -> bool:
    """Whether the limits of that product would take the order: nobody is offered what is then refused."""
    left, missing = offer.availability.limit_left, order.quantity - offer.availability.stock.available
    if left is not None and missing > left:
        return False
    refuses = shop.policy.beyond_max_wait is BeyondMaxWait.REFUSE
    return not (refuses and offer.promise and too_long(shop, offer.product, offer.promise.by))


async def _capped(tx: Tx, order: Backorder, product: Product) -> bool:
    """Whether the customer has so much of that product on order that this much more would be refused."""
    if product.backorder.per_customer is None:
        return False
    left = cap_left(product, await tx.backorders.units_ordered(order.customer_id, product.sku))
    return left is not None and order.quantity > left


async def _check(target: Counter, order: Backorder) -> None:
    product = target.product
    if not product.active:
        raise NotAnAlternative(product.sku, "discontinued")
    if order.released_quantity:
        raise NotAnAlternative(product.sku, "partly_released")
    if _dearer(order, product):
        raise NotAnAlternative(product.sku, "dearer")
    await check_cap(target, order)
    if await _offer(target.tx, target.shop, order, product) is None:
        raise NotAnAlternative(product.sku, "not_available")
    check_limits(target, order)


def _dearer(order: Backorder, product: Product) -> bool:
    """Unknown prices cannot be compared, so they count as dearer: nobody is moved to a price they have not seen."""
    if order.unit_price is None or product.price is None:
        return order.unit_price is not product.price
    same_currency = order.unit_price.currency == product.price.currency
    return not same_currency or product.price.amount > order.unit_price.amount


def _successor(order: Backorder, product: Product) -> Backorder:
    """Takes over what was paid, as far as the new total goes; the rest becomes a refund of the old order."""
    whole = product.price.times(order.quantity) if product.price else None
    return Backorder(
        id=0,
        order_number=order.order_number,
        customer_id=order.customer_id,
        sku=product.sku,
        quantity=order.quantity,
        placed_at=order.placed_at,
        ship=order.ship,
        priority=order.priority,
        unit_price=product.price,
        paid=at_most(order.paid, whole),
        deposit=at_most(order.deposit, whole),
        pickup=order.pickup,
    )


def _refund(shop: Shop, order: Backorder, successor: Backorder) -> Refund | None:
    return due_back(surplus(order, successor), shop.today())


def _news(old: Product, new: Product, order: Backorder, refund: Refund | None) -> OrderSwitched:
    return OrderSwitched(
        backorder_id=order.id,
        order_number=order.order_number,
        product=new.names(),
        quantity=order.quantity,
        instead_of=old.names(),
        reserved=order.reserved_quantity,
        promise_by=order.promise_by,
        pickup=order.pickup,
        refund=refund.money if refund else None,
        refund_due_on=refund.due_on if refund else None,
    )
