"""Telling people that their date has changed: at most once an hour each, with what they can do about it."""

from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from domain.allocation import Place
from domain.money import Money
from domain.notices import DateChanged
from domain.products import Product
from domain.promises import Change, Promise, slipped, worth_telling
from domain.slips import TOLD_AGAIN_AFTER, beyond_wait, is_move
from domain.texts import Texts
from services.bulletin import Bulletin, bulletin_for
from services.shop import Shop
from storage.store import Tx


async def tell(
    tx: Tx, shop: Shop, product: Product, changes: Sequence[Change], bulletin: Bulletin, *, reason: str | None = None
) -> None:
    """Write to everyone whose date changed; whoever has to wait longer than agreed is asked what to do.

    The new dates stand on record already. `reason` is the merchant's word for the change.
    """
    if not changes:
        return
    credited = await _credited(tx, shop, changes, bulletin.event)
    names = product.names()
    for shared, places in _alike(changes, credited).items():
        goodwill = shop.policy.goodwill if shared.credited else None
        bulletin.tell_orders(_news(names, shared, reason, goodwill), places)
    moved = [c.place.backorder_id for c in changes if is_move(c.place.told_by, c.new.by if c.new else None)]
    await tx.slips.note_moved(moved, shop.now())
    longest = product.backorder.max_wait_days
    if longest is not None:
        asked = [c.place.backorder_id for c in changes if _breaks_the_wait(shop, c, longest)]
        await tx.slips.ask(asked, shop.now())


async def catch_up(shop: Shop) -> int:
    """Tell what was kept back within an hour of another change, where it still matters. Answers how many products."""
    before = shop.now() - TOLD_AGAIN_AFTER
    async with shop.store.read() as tx:
        skus = await tx.slips.untold_skus(before)
    for sku in skus:
        async with shop.store.begin() as tx:
            await tx.stock.lock(sku)
            product = await tx.products.get(sku)
            if product is not None:
                await _tell_kept_back(tx, shop, product, before)
    return len(skus)


async def _tell_kept_back(tx: Tx, shop: Shop, product: Product, before: datetime) -> None:
    bulletin = bulletin_for(f"caught-up:{product.sku}")
    kept = [_since_told(place) for place in await tx.slips.untold(product.sku, before)]
    days = shop.policy.tell_after_days
    late = [c for c in kept if worth_telling(c.old, c.new.by if c.new else None, tell_after_days=days)]
    await tx.slips.settle(product.sku, before)
    await tell(tx, shop, product, late, bulletin)
    await tx.slips.mark_told([change.place.backorder_id for change in late])
    await bulletin.post(tx, shop)


def _since_told(place: Place) -> Change:
    """From what the customer was last told to what holds now."""
    new = Promise(place.promise_by, place.supply_id) if place.promise_by and place.supply_id else None
    return Change(place, place.told_by, new)


def _breaks_the_wait(shop: Shop, change: Change, longest: int) -> bool:
    if not slipped(change.place.told_by, change.new.by if change.new else None):
        return False
    placed_on = change.place.placed_at.astimezone(shop.policy.zone).date()
    expected = change.new.by if change.new else shop.today()
    return beyond_wait(placed_on, longest, expected=expected, accepted_by=None)


async def _credited(tx: Tx, shop: Shop, changes: Sequence[Change], cause: str) -> set[int]:
    """Whose date slipped, the first ones in line, as far as this month's budget goes."""
    money, budget = shop.policy.goodwill, shop.policy.goodwill_budget
    if money is None:
        return set()
    broken = [c for c in changes if slipped(c.place.told_by, c.new.by if c.new else None)]
    if not broken:
        return set()
    left = budget - await tx.goodwill.spent(money.currency, _start_of_month(shop))
    credited = [change.place.backorder_id for change in broken[: max(0, left // money.amount)]]
    await tx.goodwill.add(credited, money, cause, shop.now())
    return set(credited)


def _start_of_month(shop: Shop) -> datetime:
    return datetime.combine(shop.today().replace(day=1), time(), shop.policy.zone)


class _Shared(NamedTuple):
    """What there is to say: the date that was told, the new one, whether something is credited, and how it is got."""

    old: date | None
    new: date | None
    credited: bool
    pickup: bool


def _alike(changes: Sequence[Change], credited: Container[int]) -> Mapping[_Shared, list[Place]]:
    """Orders about which the same is said."""
    found: dict[_Shared, list[Place]] = defaultdict(list)
    for change in changes:
        place = change.place
        by = change.new.by if change.new else None
        found[_Shared(place.told_by, by, place.backorder_id in credited, place.pickup)].append(place)
    return found


def _news(product: Texts, shared: _Shared, reason: str | None, goodwill: Money | None) -> DateChanged:
    """For many orders at once: which one it is stays open."""
    return DateChanged(
        backorder_id=0,
        order_number="",
        product=product,
        quantity=0,
        old=shared.old,
        new=shared.new,
        reason=reason,
        goodwill=goodwill,
        pickup=shared.pickup,
    )
