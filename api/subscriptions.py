"""Restock alerts."""

from typing import Any

from litestar import Response, delete, get, post
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from api.params import After, Limit, OfCustomer, OfSku, StateOfSubscription, SubscriptionId
from api.shapes.subscriptions import SubscriptionIn, SubscriptionOut, SubscriptionPage, subscription
from api.shapes.why import WhySilentOut, why_silent
from domain.actors import MERCHANT
from domain.refusals import Discontinued, NotFound
from services import subscriptions, why
from services.shop import Shop
from storage.subscriptions import SubscriptionQuery


@post("/v1/subscriptions", summary="Sign somebody up", refuses=(NotFound, Discontinued), also=(200,))
async def sign_up(shop: Given[Shop], data: JSONBody[SubscriptionIn]) -> Response[SubscriptionOut]:
    """They are told when enough units are free. Signing up twice answers the first one with 200."""
    found, new = await subscriptions.sign_up(shop, data.customer, data.sku, data.quantity)
    return Response(subscription(found, data.customer), status_code=201 if new else 200)


@get("/v1/subscriptions", summary="Sign-ups")
async def page(
    shop: Given[Shop],
    *,
    customer: OfCustomer = None,
    sku: OfSku = None,
    standing: StateOfSubscription = None,
    limit: Limit = 50,
    after: After = None,
) -> SubscriptionPage:
    """Oldest first."""
    found, names = await subscriptions.page(shop, SubscriptionQuery(customer, sku, standing, after, limit))
    return SubscriptionPage([subscription(each, names[each.customer_id]) for each in found.items], found.next)


@get("/v1/subscriptions/{subscription_id:int}/why", summary="Why somebody has heard nothing", refuses=(NotFound,))
async def reasons(shop: Given[Shop], subscription_id: SubscriptionId) -> WhySilentOut:
    """Who stands before them, how many units are free, and how many it takes."""
    return why_silent(await why.of_subscription(shop, subscription_id, MERCHANT))


@delete("/v1/subscriptions/{subscription_id:int}", summary="Sign somebody off", refuses=(NotFound,))
async def sign_off(shop: Given[Shop], subscription_id: SubscriptionId) -> None:
    """Held units go to the next in line. Signing off twice changes nothing."""
    await subscriptions.sign_off(shop, subscription_id, MERCHANT)


HANDLERS: list[Any] = [sign_up, page, reasons, sign_off]
