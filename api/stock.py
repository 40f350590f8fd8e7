"""Units come, go and are counted."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from api.params import After, Limit, OfSku
from api.shapes.stock import (
    CountIn,
    MovementPage,
    PreviewOut,
    ReceiptIn,
    SaleIn,
    SplitOut,
    StockOut,
    figures,
    movement,
    preview,
    split,
)
from domain.refusals import CountTooLow, NotEnoughUnits, NotFound, SupplyClosed, SupplyMismatch, TextRefused
from services import stock
from services.keys import Scope
from services.shop import Shop
from wording.words import Catalogues

ARRIVING = (NotFound, SupplyClosed, SupplyMismatch)
SIX_MUGS = {"sku": "MUG-BLUE", "quantity": 6}


@post("/v1/stock/receipts", summary="Book a delivery", refuses=ARRIVING, example=SIX_MUGS)
async def receive(shop: Given[Shop], data: JSONBody[ReceiptIn]) -> SplitOut:
    """Waiting orders are served first, in fair order; what is left goes to the alerts. Everybody is told once."""
    return split(await stock.receive(shop, data.delivery()))


@post("/v1/stock/receipts/preview", status_code=200, summary="Rehearse a delivery", refuses=ARRIVING, right=Scope.READ)
async def rehearse(shop: Given[Shop], catalogues: Given[Catalogues], data: JSONBody[ReceiptIn]) -> PreviewOut:
    """Who would get what and read what. Nothing is changed and nobody is told."""
    return preview(await stock.rehearse(shop, data.delivery()), catalogues)


@post("/v1/stock/counts", status_code=200, summary="Write down a count", refuses=(NotFound, CountTooLow, TextRefused))
async def count(shop: Given[Shop], data: JSONBody[CountIn]) -> StockOut:
    """What is really there. Missing units are taken back: holds first, then from the queue's tail."""
    return figures(await stock.count(shop, data.sku, data.quantity, data.reason))


@post("/v1/stock/sales", status_code=200, summary="Sell over the counter", refuses=(NotFound, NotEnoughUnits))
async def sell(shop: Given[Shop], data: JSONBody[SaleIn]) -> StockOut:
    """Refused beyond what is available: reserved and held units are somebody's, held ones `customer`'s."""
    return figures(await stock.sell(shop, data.sku, data.quantity, data.customer))


@get("/v1/stock/movements", summary="The ledger of units")
async def movements(shop: Given[Shop], sku: OfSku = None, limit: Limit = 50, after: After = None) -> MovementPage:
    """Oldest first."""
    found = await stock.movements(shop, sku, after, limit)
    return MovementPage([movement(record) for record in found.items], found.next)


HANDLERS: list[Any] = [receive, rehearse, count, sell, movements]
