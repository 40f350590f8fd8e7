"""The catalogue."""

from typing import Annotated, Any

from litestar import Response, get, post, put
from litestar.di import NamedDependency as Given
from litestar.params import FromQuery, JSONBody, QueryParameter

from api.asking import Ask
from api.files import file_of
from api.params import After, Category, Limit, SkuPath, Text
from api.problems import MISMATCH, must_match
from api.shapes.products import (
    AlternativesIn,
    ProductDetail,
    ProductIn,
    ProductLinkOut,
    ProductPage,
    ReportOut,
    detail,
    link,
    report,
    summary,
)
from api.shapes.values import CURRENCY
from domain.products import Status
from domain.refusals import NotFound, TooMany
from domain.texts import LANGUAGES
from services import imports, products
from services.imports import Format
from services.shop import Shop
from storage.products import ProductQuery

Currency = Annotated[
    str, QueryParameter(pattern=CURRENCY, description="What prices are in where the file does not say.")
]
Language = Annotated[
    str,
    QueryParameter(pattern=f"^({'|'.join(LANGUAGES)})$", description="What texts are in where the file does not say."),
]
MUG = {
    "name": {"en": "Blue mug", "de": "Blauer Becher"},
    "category": "Kitchen",
    "price": {"amount": 1290, "currency": "EUR"},
    "backorder": {"policy": "allow", "limit": 100},
}


@put("/v1/products/{sku:str}", summary="Create or replace a product", also=(201,), answers=(MISMATCH,), example=MUG)
async def write(shop: Given[Shop], sku: SkuPath, data: JSONBody[ProductIn]) -> Response[ProductDetail]:
    """What is left out takes its default. 201 where the product is new. A changed release date moves promises."""
    must_match("sku", data.sku, sku)
    view, new = await products.put(shop, data.product(sku))
    return Response(detail(view), status_code=201 if new else 200)


@get("/v1/products/{sku:str}", summary="One product", refuses=(NotFound,))
async def read(shop: Given[Shop], sku: SkuPath) -> ProductDetail:
    """With its availability, derived this moment from its figures."""
    return detail(await products.read(shop, sku))


@get("/v1/products/{sku:str}/link", summary="A link into the chat", refuses=(NotFound,))
async def chat_link(shop: Given[Shop], sku: SkuPath) -> ProductLinkOut:
    """Opens the product in the chat, where anybody can sign up for an alert; it works any number of times."""
    return link(await products.read(shop, sku))


@get("/v1/products", summary="Products")
async def page(
    shop: Given[Shop],
    *,
    q: Text = None,
    status: FromQuery[Status | None] = None,
    category: Category = None,
    limit: Limit = 50,
    after: After = None,
) -> ProductPage:
    """By sku. `q` looks in names, category, options and sku."""
    query = ProductQuery(tuple((q or "").casefold().split()), status, category, after, limit)
    found = await products.page(shop, query)
    return ProductPage([summary(view) for view in found.items], found.next)


@post("/v1/products/import", status_code=200, summary="Import a catalogue", takes_file=True)
async def take_in(
    request: Ask,
    shop: Given[Shop],
    format: FromQuery[Format],  # noqa: A002 - the parameter's name in the design
    currency: Currency = "EUR",
    language: Language = "en",
) -> ReportOut:
    """WooCommerce's or Shopify's export as it is, or our own CSV, as the body or as the form field `file`.

    One transaction: a file that cannot be read changes nothing. Every row ends as created, updated, unchanged or
    skipped; a repeat changes nothing. Stock columns become the first count of a new product and are ignored later.
    """
    data = await file_of(request)
    return report(await imports.import_file(shop, data, format, currency=currency, language=language))


@put(
    "/v1/products/{sku:str}/alternatives",
    summary="Set the alternatives",
    refuses=(NotFound, TooMany),
    names={"product": "skus"},
)
async def set_alternatives(shop: Given[Shop], sku: SkuPath, data: JSONBody[AlternativesIn]) -> ProductDetail:
    """What customers who wait may be offered instead, best first. Replaces the list."""
    return detail(await products.set_alternatives(shop, sku, data.skus))


@post("/v1/products/{sku:str}/discontinue", status_code=200, summary="Discontinue a product", refuses=(NotFound,))
async def discontinue(shop: Given[Shop], sku: SkuPath) -> ProductDetail:
    """No more will be sold. Everyone who still waits is asked: switch or cancel. A second time changes nothing."""
    return detail(await products.discontinue(shop, sku))


HANDLERS: list[Any] = [write, read, chat_link, page, take_in, set_alternatives, discontinue]
