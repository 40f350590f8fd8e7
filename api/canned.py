"""Answers that the team keeps ready."""

from typing import Any

from litestar import delete, get, put
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from api.params import After, CannedName, Limit
from api.shapes.canned import CannedIn, CannedOut, CannedPage, canned
from domain.canned import Canned
from domain.refusals import NotFound, TextRefused
from services import canned as answers
from services.shop import Shop

ON_ITS_WAY = {"texts": {"en": "Order {order_number} is packed.", "de": "Bestellung {order_number} ist gepackt."}}


@put("/v1/canned/{name:str}", summary="Create or replace a canned answer", refuses=(TextRefused,), example=ON_ITS_WAY)
async def write(shop: Given[Shop], name: CannedName, data: JSONBody[CannedIn]) -> CannedOut:
    """The team sends it with `/canned NAME` in a customer's topic."""
    return canned(await answers.put(shop, Canned(name, data.texts)))


@get("/v1/canned/{name:str}", summary="One canned answer", refuses=(NotFound,))
async def read(shop: Given[Shop], name: CannedName) -> CannedOut:
    """As it was written, with its gaps."""
    return canned(await answers.read(shop, name))


@get("/v1/canned", summary="Canned answers")
async def page(shop: Given[Shop], limit: Limit = 50, after: After = None) -> CannedPage:
    """By name."""
    found = await answers.page(shop, after=after, limit=limit)
    return CannedPage([canned(each) for each in found.items], found.next)


@delete("/v1/canned/{name:str}", summary="Remove a canned answer", refuses=(NotFound,))
async def remove(shop: Given[Shop], name: CannedName) -> None:
    """What was sent stays sent."""
    await answers.remove(shop, name)


HANDLERS: list[Any] = [write, read, page, remove]
