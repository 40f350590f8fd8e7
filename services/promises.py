"""Dates for everyone who waits, renewed in the transaction that changed their cause."""

from collections.abc import Collection
from datetime import date

from domain.notices import DateChanged
from domain.policy import ShopPolicy
from domain.products import Product
from domain.promises import Change, Schedule, learned_buffer, worth_telling
from domain.supplies import Supply
from services.bulletin import Bulletin, bulletin_for
from services.shop import Shop
from storage.store import Tx


def schedule_of(shop: Shop, product: Product, supplies: list[Supply]) -> Schedule:
    release = product.backorder.release_date
    not_before = max(filter(None, (shop.today(), release)))
    return Schedule(supplies, handling_days=shop.policy.handling_days, not_before=not_before)


async def schedule_for(tx: Tx, shop: Shop, product: Product) -> Schedule:
    return schedule_of(shop, product, await tx.supplies.open_for(product.sku))


async def renew(
    tx: Tx, shop: Shop, product: Product, bulletin: Bulletin, *, reason: str | None = None, told: Collection[int] = ()
) -> dict[int, date | None]:
    """Bring every promise of a product's queue up to date, and tell those for whom the rule says so.

    The walk goes as far as the supplies reach, not as far as the queue. `told` are orders whose news already names
    their date. Answers the new date of each order that changed.
    """
    schedule = await schedule_for(tx, shop, product)
    reached = await tx.queue.head(product.sku, schedule.units)
    beyond = await tx.queue.promised_after(product.sku, reached[-1] if reached else None)
    changes = [*schedule.changes(reached), *(Change(place, place.promise_by, None) for place in beyond)]
    decided = [(change, _tells(shop.policy, change) or change.place.backorder_id in told) for change in changes]
    await tx.promises.write(decided, bulletin.event, shop.now())
    for change, tell in decided:
        if tell and change.place.backorder_id not in told:
            bulletin.tell(change.place.customer_id, _news(product, change, reason))
    return {change.place.backorder_id: change.new.by if change.new else None for change in changes}


async def learned_for(tx: Tx, shop: Shop, supplier: str | None) -> int:
    """The buffer that this supplier's past arrivals justify, in days."""
    delays = await tx.supplies.delays(supplier) if supplier else []
    return learned_buffer(delays, shop.policy.supplier_buffer_days)


async def review(shop: Shop) -> int:
    """A day has passed: supplies that are overdue move their promises on. Answers how many products were looked at."""
    async with shop.store.read() as tx:
        skus = await tx.supplies.overdue_skus(shop.today())
    for sku in skus:
        async with shop.store.begin() as tx:
            await tx.stock.lock(sku)
            product = await tx.products.get(sku)
            if product is not None:
                bulletin = bulletin_for(f"review:{sku}")
                await renew(tx, shop, product, bulletin)
                await bulletin.post(tx, shop)
    return len(skus)


def _tells(policy: ShopPolicy, change: Change) -> bool:
    new = change.new.by if change.new else None
    return worth_telling(change.place.told_by, new, tell_after_days=policy.tell_after_days)


def _news(product: Product, change: Change, reason: str | None) -> DateChanged:
    return DateChanged(
        backorder_id=change.place.backorder_id,
        order_number=change.place.order_number,
        product=product.names(),
        quantity=change.place.quantity,
        old=change.place.told_by,
        new=change.new.by if change.new else None,
        reason=reason,
    )
