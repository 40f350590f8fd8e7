"""People, as the shop knows them."""

from typing import Any

from litestar import Response, delete, get, post, put
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from api.params import CustomerPath
from api.problems import MISMATCH, must_match
from api.shapes.customers import CustomerIn, CustomerOut, ExportOut, LinkOut, customer, export, link
from api.shapes.messages import AccountOut, account
from domain.refusals import NotFound, ReservedName
from services import customers, linking, whereabouts
from services.shop import Shop

ADA = {"name": "Ada Lovelace", "email": "ada@example.org", "locale": "en-GB", "timezone": "Europe/London"}


@put(
    "/v1/customers/{external_id:str}",
    summary="Create or replace a customer",
    refuses=(ReservedName,),
    also=(201,),
    answers=(MISMATCH,),
    example=ADA,
)
async def write(shop: Given[Shop], external_id: CustomerPath, data: JSONBody[CustomerIn]) -> Response[CustomerOut]:
    """201 where the customer is new. The chat they are linked to stays; so do language and zone when left out."""
    must_match("external_id", data.external_id, external_id)
    _, new = await customers.put(shop, data.customer(external_id), data.tags, data.preferences)
    return Response(customer(await customers.profile(shop, external_id)), status_code=201 if new else 200)


@get("/v1/customers/{external_id:str}", summary="One customer", refuses=(NotFound,))
async def read(shop: Given[Shop], external_id: CustomerPath) -> CustomerOut:
    """People whom only the chat knows stand under `chat:…`."""
    return customer(await customers.profile(shop, external_id))


@delete("/v1/customers/{external_id:str}", summary="Forget a customer", refuses=(NotFound,))
async def forget(shop: Given[Shop], external_id: CustomerPath) -> None:
    """Name, e-mail, phone and chat are erased. Orders stay under the number while the law wants them kept."""
    await customers.forget(shop, external_id)


@post("/v1/customers/{external_id:str}/link", summary="Make a one-time link", refuses=(NotFound,))
async def make_link(shop: Given[Shop], external_id: CustomerPath) -> LinkOut:
    """Whoever opens it in Telegram is this customer from then on. It works once, until it expires."""
    return link(await linking.create(shop, external_id))


@get("/v1/customers/{external_id:str}/export", summary="Everything kept about a customer", refuses=(NotFound,))
async def everything(shop: Given[Shop], external_id: CustomerPath) -> ExportOut:
    """For the person's right to know."""
    return export(await customers.export(shop, external_id))


@get("/v1/customers/{external_id:str}/why", summary="Why somebody got nothing", refuses=(NotFound,))
async def silence(shop: Given[Shop], external_id: CustomerPath) -> AccountOut:
    """What keeps us from writing to them, which of their last messages have not arrived, and what was not written."""
    return account(await whereabouts.of_person(shop, external_id))


HANDLERS: list[Any] = [silence, write, read, forget, make_link, everything]
