"""Goods that must not be used."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from api.params import After, Limit, OfSku, RecallId
from api.shapes.recalls import OwnerPage, RecallIn, RecallOut, RecallPage, owner, recall
from domain.refusals import NotFound, TextRefused
from services import recalls
from services.shop import Shop

CRACKED_MUGS = {"sku": "MUG-BLUE", "reason": "The handle may break off: please do not use it."}


@post("/v1/recalls", summary="Recall a product", refuses=(NotFound, TextRefused), example=CRACKED_MUGS)
async def start(shop: Given[Shop], data: JSONBody[RecallIn]) -> RecallOut:
    """Everyone who owns units, ready or shipped, is told at once and asked to say that they have read it."""
    return recall(await recalls.start(shop, data.sku, data.reason))


@get("/v1/recalls", summary="Recalls")
async def page(shop: Given[Shop], sku: OfSku = None, limit: Limit = 50, after: After = None) -> RecallPage:
    """Oldest first, with how many have acknowledged."""
    found = await recalls.page(shop, sku=sku, after=after, limit=limit)
    return RecallPage([recall(each) for each in found.items], found.next)


@get("/v1/recalls/{recall_id:int}", summary="One recall", refuses=(NotFound,))
async def read(shop: Given[Shop], recall_id: RecallId) -> RecallOut:
    """With how many have acknowledged."""
    return recall(await recalls.read(shop, recall_id))


@get("/v1/recalls/{recall_id:int}/owners", summary="Whom a recall concerns", refuses=(NotFound,))
async def owners(shop: Given[Shop], recall_id: RecallId, limit: Limit = 50, after: After = None) -> OwnerPage:
    """Who owns how much, and since when they know: for the ones to be called by phone."""
    found = await recalls.owners(shop, recall_id, after=after, limit=limit)
    return OwnerPage([owner(each) for each in found.items], found.next)


HANDLERS: list[Any] = [start, page, read, owners]
