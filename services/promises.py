"""Dates for everyone who waits, renewed in the transaction that changed their cause."""

from collections.abc import Collection
from datetime import date

from domain.products import Product
from domain.promises import Change, Schedule, learned_buffer, worth_telling
from domain.slips import is_move, may_tell
from domain.supplies import Supply
from services import slips
from services.bulletin import Bulletin, bulletin_for
from services.shop import Shop
from storage.promises import Occasion
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
    their date. `reason` is kept beside each change. Answers the new date of each order that changed.
    """
    schedule = await schedule_for(tx, shop, product)
    reached = await tx.queue.head(product.sku, schedule.units)
    beyond = await tx.queue.promised_after(product.sku, reached[-1] if reached else None)
    changes = [*schedule.changes(reached), *(Change(place, place.promise_by, None) for place in beyond)]
    telling = [change for change in changes if change.place.backorder_id not in told and _tells(shop, change)]
    known = {*told, *(change.place.backorder_id for change in telling)}
    decided = [(change, change.place.backorder_id in known) for change in changes]
    await tx.promises.write(decided, Occasion(bulletin.event, shop.now(), reason))
    if changes:
        await tx.stock.touch([product.sku])
    await tx.promises.note_named(set(told).difference(change.place.backorder_id for change in changes))
    await slips.tell(tx, shop, product, telling, bulletin, reason=reason)
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


def _tells(shop: Shop, change: Change) -> bool:
    place, new = change.place, change.new.by if change.new else None
    far_enough = worth_telling(place.told_by, new, tell_after_days=shop.policy.tell_after_days)
    return far_enough and (not is_move(place.told_by, new) or may_tell(place.date_told_at, shop.now()))
