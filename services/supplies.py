"""Supplies: ordered, moved, shortened, cancelled. Each change renews the dates that rest on it."""

from dataclasses import dataclass, replace
from datetime import date

from domain.proposals import Proposal
from domain.refusals import NotFound, SupplyClosed
from domain.supplies import Supply, SupplyState
from domain.vague import must_be_clear
from services import promises
from services.bulletin import bulletin_for
from services.queue import open_counter
from services.shop import Shop
from storage.pages import Page


@dataclass(frozen=True, slots=True)
class SupplyChange:
    """What the merchant changes; None leaves a field as it is. `quantity` is the total ordered."""

    expected_on: date | None = None
    quantity: int | None = None
    cancel: bool = False
    reason: str | None = None


async def order(shop: Shop, draft: Supply) -> Supply:
    """Goods were ordered from a supplier. Raises NotFound for an unknown product."""
    async with shop.store.begin() as tx:
        bulletin = bulletin_for(f"supply:{draft.sku}")
        counter = await open_counter(tx, shop, draft.sku, "supply", bulletin)
        buffer = await promises.learned_for(tx, shop, draft.supplier)
        supply = await tx.supplies.add(replace(draft, buffer_days=buffer), shop.now())
        await promises.renew(tx, shop, counter.product, bulletin)
        await bulletin.post(tx, shop)
        return supply


async def change(shop: Shop, supply_id: int, wanted: SupplyChange) -> Supply:
    """Raises SupplyClosed when nothing more is expected from it, and TextRefused for a reason like a date."""
    must_be_clear("reason", wanted.reason)
    async with shop.store.begin() as tx:
        sku = (_found(await tx.supplies.get(supply_id), supply_id)).sku
        bulletin = bulletin_for(f"supply:{supply_id}")
        counter = await open_counter(tx, shop, sku, f"supply:{supply_id}", bulletin)
        supply = _found(await tx.supplies.get(supply_id), supply_id)
        if supply.state is not SupplyState.OPEN:
            raise SupplyClosed(supply_id, supply.state)
        changed = _changed(supply, wanted)
        await tx.supplies.put(changed)
        await promises.renew(tx, shop, counter.product, bulletin, reason=wanted.reason)
        await bulletin.post(tx, shop)
        return changed


async def page(shop: Shop, *, sku: str | None, state: str | None, after: str | None, limit: int) -> Page[Supply]:
    async with shop.store.read() as tx:
        return await tx.supplies.page(sku=sku, state=state, after=after, limit=limit)


async def proposals(shop: Shop, *, after: str | None, limit: int) -> Page[Proposal]:
    """What to order next: products whose waiting units outnumber what is on its way by `reorder_at` or more."""
    async with shop.store.read() as tx:
        return await tx.proposals.page(after, limit)


def _found(supply: Supply | None, supply_id: int) -> Supply:
    if supply is None:
        raise NotFound("supply", str(supply_id))
    return supply


def _changed(supply: Supply, wanted: SupplyChange) -> Supply:
    quantity = wanted.quantity or supply.quantity
    state = SupplyState.CANCELLED if wanted.cancel else supply.state
    if state is SupplyState.OPEN and supply.arrived >= quantity:
        state = SupplyState.ARRIVED
    return replace(
        supply,
        expected_on=wanted.expected_on or supply.expected_on,
        quantity=quantity,
        state=state,
        reason=wanted.reason or supply.reason,
    )
