"""What happens to an order line after it was placed: read, cancelled, released, fulfilled."""

from dataclasses import dataclass, replace

from domain.actors import Who
from domain.backorders import Actor, Backorder, Entry, LeavingReason, Refund, Ship, State
from domain.notices import OrderCancelled, OrderReleased
from domain.products import Product
from domain.refusals import MoveRefused
from services.answers import note_leaving
from services.bulletin import Bulletin, bulletin_for
from services.queue import Counter, open_counter
from services.shop import Shop
from services.views import BackorderView, owned, view, views, views_of
from storage.pages import Page
from storage.sights import BackorderQuery
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Past:
    """What became of an order; `before` and `after` are what it was switched from, and to, if it was."""

    view: BackorderView
    before: Product | None
    after: Product | None


async def read(shop: Shop, backorder_id: int, who: Who) -> BackorderView:
    async with shop.store.read() as tx:
        return await view(tx, shop, backorder_id, who)


async def page(shop: Shop, query: BackorderQuery) -> Page[BackorderView]:
    async with shop.store.read() as tx:
        found = await tx.sights.page(query)
        return Page(await views(tx, shop, found.items), found.next)


async def of_customer(shop: Shop, customer_id: int) -> list[BackorderView]:
    """Everything a person has ordered through us, newest first."""
    async with shop.store.read() as tx:
        return await views_of(tx, shop, customer_id)


async def past(shop: Shop, backorder_id: int, who: Who) -> Past:
    """An order with its history."""
    async with shop.store.read() as tx:
        found = await view(tx, shop, backorder_id, who)
        before = await tx.backorders.switched_from(found.order)
        after = await tx.backorders.get(found.order.switched_to) if found.order.switched_to else None
        products = [await tx.products.get(order.sku) if order else None for order in (before, after)]
        return Past(found, *products)


async def before_cancelling(shop: Shop, backorder_id: int, who: Who) -> tuple[BackorderView, Refund | None]:
    """The order, and what would be paid back. Raises MoveRefused where cancelling is no longer possible."""
    found = await read(shop, backorder_id, who)
    return found, found.order.left(State.CANCELLED, shop.today()).refund


async def before_switching(shop: Shop, backorder_id: int, who: Who) -> BackorderView:
    """The order, while it can still wait or be switched. Raises MoveRefused where it no longer can."""
    found = await read(shop, backorder_id, who)
    found.order.moved_to(State.SWITCHED)
    return found


async def cancel(shop: Shop, backorder_id: int, who: Who, reason: str | None = None) -> BackorderView:
    """Leave the queue; the units go to the next in line. A second time is refused, so it changes nothing."""
    async with shop.store.begin() as tx:
        sku = (await owned(tx, backorder_id, who)).sku
        bulletin = Bulletin(f"cancelled:{backorder_id}")
        counter = await open_counter(tx, shop, sku, f"cancelled:{backorder_id}", bulletin)
        order = await owned(tx, backorder_id, who)
        cancelled = await leave(counter, order, State.CANCELLED, who, reason)
        bulletin.tell(cancelled.customer_id, _receipt(shop, counter.product, cancelled, who))
        await counter.hand_on()
        await bulletin.post(tx, shop)
        return await view(tx, shop, backorder_id, who)


async def explain(shop: Shop, backorder_id: int, reason: LeavingReason, who: Who) -> BackorderView:
    """Why a customer has cancelled. The first word stands; for an order that is not cancelled nothing is kept."""
    async with shop.store.begin() as tx:
        await owned(tx, backorder_id, who)
        await tx.backorders.explain(backorder_id, reason.value)
        return await view(tx, shop, backorder_id, who)


async def release(shop: Shop, backorder_id: int, who: Who) -> BackorderView:
    """What lies ready leaves the house: everything, or a part where the order may ship in parts."""
    async with shop.store.begin() as tx:
        sku = (await owned(tx, backorder_id, who)).sku
        bulletin = bulletin_for(f"released:{backorder_id}")
        counter = await open_counter(tx, shop, sku, f"released:{backorder_id}", bulletin)
        order = await owned(tx, backorder_id, who)
        parcel = order.reserved_quantity
        released = _released(order)
        counter.shelf.release(parcel)
        await write(tx, shop, released, who)
        bulletin.tell(order.customer_id, _on_its_way(shop, counter.product, released, parcel))
        await tx.stock.put(counter.shelf, shop.now())
        await bulletin.post(tx, shop)
        return await view(tx, shop, backorder_id, who)


async def fulfil(shop: Shop, backorder_id: int, who: Who) -> BackorderView:
    """The parcel has arrived."""
    async with shop.store.begin() as tx:
        sku = (await owned(tx, backorder_id, who)).sku
        await tx.stock.lock(sku)
        fulfilled = (await owned(tx, backorder_id, who)).moved_to(State.FULFILLED)
        await write(tx, shop, fulfilled, who)
        await tx.stock.touch([sku])
        return await view(tx, shop, backorder_id, who)


async def leave(counter: Counter, order: Backorder, state: State, who: Who, reason: str | None) -> Backorder:
    """Take an order out of the queue and put its units back on the shelf; `hand_on` comes next."""
    shelf = counter.shelf
    gone = order.left(state, counter.shop.today())
    shelf.unreserve(order.reserved_quantity)
    if order.state is State.WAITING:
        shelf.queue_changed(orders=-1, units=-order.missing)
    await note_leaving(counter.tx, counter.shop, order, state, who)
    await write(counter.tx, counter.shop, gone, who, reason)
    return gone


async def write(tx: Tx, shop: Shop, order: Backorder, who: Who, reason: str | None = None) -> None:
    """The order as it is now, and the line of history that says how it came to be so."""
    await tx.backorders.put(order)
    entry = Entry(order.state, who.role, shop.now(), reason, order.reserved_quantity)
    await tx.backorders.add_entry(order.id, entry)


def _released(order: Backorder) -> Backorder:
    """After its ready units have left. Raises MoveRefused while it waits for the rest, unless it ships in parts."""
    parcel = order.reserved_quantity
    if order.state is State.WAITING and (order.ship is Ship.TOGETHER or parcel == 0):
        raise MoveRefused(order.state, State.RELEASED)
    left = replace(order, reserved_quantity=0, released_quantity=order.released_quantity + parcel)
    return left if order.state is State.WAITING else left.moved_to(State.RELEASED)


def _receipt(shop: Shop, product: Product, order: Backorder, who: Who) -> OrderCancelled:
    return OrderCancelled(
        backorder_id=order.id,
        order_number=order.order_number,
        product=product.names(),
        quantity=order.quantity,
        at=shop.now(),
        by_customer=who.role is Actor.CUSTOMER,
        refund=order.refund.money if order.refund else None,
        refund_due_on=order.refund.due_on if order.refund else None,
    )


def _on_its_way(shop: Shop, product: Product, order: Backorder, parcel: int) -> OrderReleased:
    return OrderReleased(
        backorder_id=order.id,
        order_number=order.order_number,
        product=product.names(),
        quantity=parcel,
        rest=order.quantity - order.released_quantity,
        pickup=order.pickup,
        pickup_place=shop.policy.pickup_place if order.pickup else None,
    )
