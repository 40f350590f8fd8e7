"""Units come, go and are counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.allocation import take_back
from domain.backorders import Actor
from domain.notices import Letter, UnitsTakenBack
from domain.promises import learned_buffer
from domain.refusals import NotFound, SupplyClosed, SupplyMismatch
from domain.stock import Stock
from domain.supplies import Supply, SupplyState
from domain.vague import must_be_clear
from services import holds, promises
from services.bulletin import Bulletin, bulletin_for
from services.queue import Counter, Split, open_counter
from services.shop import Shop
from storage.pages import Page
from storage.stock import MovementRecord
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Delivery:
    """Goods at the door. With `supply_id` they are part of what was ordered; without, they touch no supply."""

    sku: str
    quantity: int
    supply_id: int | None = None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a delivery would do: the split, and each letter with the shop's number and the time zone of its reader."""

    split: Split
    letters: Sequence[tuple[str, str | None, Letter]]


async def receive(shop: Shop, delivery: Delivery) -> Split:
    """Book a delivery and hand its units on in fair order."""
    async with shop.store.begin() as tx:
        split, bulletin = await _receive(tx, shop, delivery)
        await bulletin.post(tx, shop)
        return split


async def rehearse(shop: Shop, delivery: Delivery) -> Rehearsal:
    """The same, undone: nothing is changed and nobody is told."""
    async with shop.store.rehearse() as tx:
        split, bulletin = await _receive(tx, shop, delivery)
        letters = await bulletin.letters(tx)
        names = await tx.customers.external_ids(letter.customer_id for letter in letters)
        readers = await tx.customers.readers(letter.customer_id for letter in letters)
        found = [(names[x.customer_id], readers[x.customer_id].timezone, x) for x in letters]
        return Rehearsal(split, found)


async def arrive(shop: Shop, supply_id: int, quantity: int | None) -> Split:
    """A supply has come, whole unless a quantity says otherwise."""
    async with shop.store.read() as tx:
        supply = _found(await tx.supplies.get(supply_id), supply_id)
    if supply.state is not SupplyState.OPEN:
        raise SupplyClosed(supply_id, supply.state)
    return await receive(shop, Delivery(supply.sku, quantity or supply.open, supply_id))


async def count(shop: Shop, sku: str, counted: int, reason: str | None = None) -> Stock:
    """What is really there, and why less than thought.

    Units that turn out to be missing are taken back: holds first, then the queue's tail. Raises TextRefused for a
    reason that sounds like a date.
    """
    must_be_clear("reason", reason)
    async with shop.store.begin() as tx:
        bulletin = bulletin_for(f"count:{sku}")
        counter = await open_counter(tx, shop, sku, "count", bulletin)
        await holds.lose(counter, counted)
        losers = await _lose_reservations(counter, counted, reason)
        counter.shelf.count(counted)
        await counter.hand_on(told=losers)
        await bulletin.post(tx, shop)
        return counter.shelf.stock


async def sell(shop: Shop, sku: str, quantity: int, customer: str | None = None) -> Stock:
    """Units that left over the counter. Refused beyond what is available, or held for the customer who is named."""
    async with shop.store.begin() as tx:
        bulletin = bulletin_for(f"sale:{sku}")
        counter = await open_counter(tx, shop, sku, "sale", bulletin, customer=customer)
        if customer is not None and counter.customer_id is None:
            raise NotFound("customer", customer)
        used = counter.customer_id is not None and await holds.use(counter, counter.customer_id)
        counter.shelf.sell(quantity)
        if used or await counter.withdraw():
            # Units may be left for somebody who wants fewer.
            await counter.hand_on()
            await bulletin.post(tx, shop)
        else:
            await tx.stock.put(counter.shelf, shop.now())
        return counter.shelf.stock


async def movements(shop: Shop, sku: str | None, after: str | None, limit: int) -> Page[MovementRecord]:
    async with shop.store.read() as tx:
        return await tx.stock.movements(sku, after, limit)


async def _receive(tx: Tx, shop: Shop, delivery: Delivery) -> tuple[Split, Bulletin]:
    cause = f"supply:{delivery.supply_id}" if delivery.supply_id else "receipt"
    bulletin = bulletin_for(f"receipt:{delivery.sku}")
    supplier, others = await _whose_dates_move(tx, shop, delivery)
    counters = {sku: await open_counter(tx, shop, sku, cause, bulletin) for sku in sorted({delivery.sku, *others})}
    if delivery.supply_id is not None:
        await _book_arrival(tx, shop, delivery)
        for sku in counters:
            await tx.supplies.set_buffer(supplier, sku, await promises.learned_for(tx, shop, supplier))
    counter = counters.pop(delivery.sku)
    counter.shelf.receive(delivery.quantity)
    split = await counter.hand_on()
    for other in counters.values():
        await promises.renew(tx, shop, other.product, bulletin)
    return split, bulletin


async def _whose_dates_move(tx: Tx, shop: Shop, delivery: Delivery) -> tuple[str | None, list[str]]:
    """The supplier, and the other products whose dates move because its punctuality is judged anew."""
    if delivery.supply_id is None:
        return None, []
    supply = _found(await tx.supplies.get(delivery.supply_id), delivery.supply_id)
    if supply.sku != delivery.sku:
        raise SupplyMismatch(supply.id, delivery.sku)
    if supply.supplier is None:
        return None, []
    known = await tx.supplies.delays(supply.supplier)
    delay = (shop.today() - supply.expected_on).days
    default = shop.policy.supplier_buffer_days
    if learned_buffer(known, default) == learned_buffer([*known, delay], default):
        return supply.supplier, []
    return supply.supplier, await tx.supplies.skus_waiting_on(supply.supplier)


async def _book_arrival(tx: Tx, shop: Shop, delivery: Delivery) -> None:
    """Lower what is open of the supply and remember how late it came."""
    supply = _found(await tx.supplies.get(delivery.supply_id or 0), delivery.supply_id or 0)
    if supply.state is not SupplyState.OPEN:
        raise SupplyClosed(supply.id, supply.state)
    arrived = supply.arrived + delivery.quantity
    state = SupplyState.ARRIVED if arrived >= supply.quantity else SupplyState.OPEN
    await tx.supplies.put(replace(supply, arrived=arrived, state=state))
    delay = (shop.today() - supply.expected_on).days
    await tx.supplies.note_arrival(supply, delivery.quantity, delay, shop.now())


def _found(supply: Supply | None, supply_id: int) -> Supply:
    if supply is None:
        raise NotFound("supply", str(supply_id))
    return supply


async def _lose_reservations(counter: Counter, counted: int, reason: str | None) -> list[int]:
    """Take units back from the tail; answers the losers' orders, who are told here."""
    shelf, tx = counter.shelf, counter.tx
    short = shelf.stock.reserved - counted
    if short <= 0:
        return []
    owners = await tx.queue.owners_from_the_tail(counter.product.sku)
    losses = list(take_back(short, owners))
    await tx.queue.take(losses, Actor.SYSTEM, counter.shop.now(), shelf.cause)
    shelf.unreserve(short)
    joined = sum(place.missing == 0 for place, _ in losses)
    shelf.queue_changed(orders=joined, units=short)
    told = [place.backorder_id for place, _ in losses]
    dates = await promises.renew(tx, counter.shop, counter.product, counter.bulletin, reason=reason, told=told)
    for place, lost in losses:
        counter.bulletin.tell(
            place.customer_id,
            UnitsTakenBack(
                backorder_id=place.backorder_id,
                order_number=place.order_number,
                product=counter.product.names(),
                quantity=place.quantity,
                lost=lost,
                promise_by=dates.get(place.backorder_id, place.promise_by),
                reason=reason,
                pickup=place.pickup,
            ),
        )
    return told
