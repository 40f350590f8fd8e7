"""What was ordered from suppliers."""

from typing import Any

from litestar import get, patch, post
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from api.params import After, Limit, OfSku, StateOfSupply, SupplyId
from api.shapes.stock import SplitOut, split
from api.shapes.supplies import (
    ArrivalIn,
    ProposalPage,
    SupplyIn,
    SupplyOut,
    SupplyPage,
    SupplyPatch,
    proposal,
    supply,
)
from domain.refusals import NotFound, SupplyClosed, SupplyMismatch, TextRefused
from services import stock, supplies
from services.shop import Shop

FORTY_MUGS = {"sku": "MUG-BLUE", "quantity": 40, "expected_on": "2027-03-01", "supplier": "Potter & Co"}


@post("/v1/supplies", summary="Announce a supply", refuses=(NotFound,), example=FORTY_MUGS)
async def order(shop: Given[Shop], data: JSONBody[SupplyIn]) -> SupplyOut:
    """Goods were ordered: the dates of everyone who waits for them are computed anew."""
    return supply(await supplies.order(shop, data.supply()))


@get("/v1/supplies", summary="Supplies")
async def page(
    shop: Given[Shop], sku: OfSku = None, standing: StateOfSupply = None, limit: Limit = 50, after: After = None
) -> SupplyPage:
    """Oldest first."""
    found = await supplies.page(shop, sku=sku, state=standing, after=after, limit=limit)
    return SupplyPage([supply(each) for each in found.items], found.next)


@get("/v1/supplies/proposals", summary="What to order")
async def proposals(shop: Given[Shop], limit: Limit = 50, after: After = None) -> ProposalPage:
    """Products whose waiting units outnumber what is on its way by `backorder.reorder_at` or more, by sku.

    Derived this moment and never stored: announce the supply, and the proposal is gone.
    """
    found = await supplies.proposals(shop, after=after, limit=limit)
    return ProposalPage([proposal(each) for each in found.items], found.next)


@patch("/v1/supplies/{supply_id:int}", summary="Change a supply", refuses=(NotFound, SupplyClosed, TextRefused))
async def change(shop: Given[Shop], supply_id: SupplyId, data: JSONBody[SupplyPatch]) -> SupplyOut:
    """A new day, another total quantity, or its end. `reason` is told to everyone whose date moves."""
    return supply(await supplies.change(shop, supply_id, data.change()))


@post(
    "/v1/supplies/{supply_id:int}/arrive",
    status_code=200,
    summary="A supply has come",
    refuses=(NotFound, SupplyClosed, SupplyMismatch),
)
async def arrive(shop: Given[Shop], supply_id: SupplyId, data: JSONBody[ArrivalIn | None] = None) -> SplitOut:
    """The same as a receipt with this supply: whole unless a quantity says otherwise."""
    return split(await stock.arrive(shop, supply_id, data.quantity if data else None))


HANDLERS: list[Any] = [order, page, proposals, change, arrive]
