"""Answers to why: nothing is computed here that place and promise do not say elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.actors import Who
from domain.allocation import Allocation
from domain.promises import Step
from domain.refusals import NotFound
from domain.subscriptions import Subscription
from domain.why import Gain, Standing, Verdict, gains, standing, verdict
from services import promises
from services.shop import Shop
from services.views import BackorderView, view


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why an order has its units or not yet. `way` leads to its date; it is empty for an order that does not wait."""

    verdict: Verdict
    view: BackorderView
    allocation: Allocation
    gains: Sequence[Gain]
    way: Sequence[Step] = ()
    overtaken_by: int = 0


@dataclass(frozen=True, slots=True)
class Silence:
    """Why a subscriber has heard nothing, or has. `people` and `units` stand before them while they wait.

    It takes `minimum` units: as many as they want, and as many as the product or the shop asks for.
    """

    standing: Standing
    subscription: Subscription
    available: int
    minimum: int
    people: int | None = None
    units: int | None = None


async def of_backorder(shop: Shop, backorder_id: int, who: Who) -> Reasons:
    async with shop.store.read() as tx:
        seen = await view(tx, shop, backorder_id, who)
        order, position, allocation = seen.order, seen.position, shop.policy.allocation
        received = list(gains(seen.history))
        if position is None:
            return Reasons(verdict(order), seen, allocation, received)
        schedule = await promises.schedule_for(tx, shop, seen.product)
        way = schedule.way(position.units_ahead + order.missing)
        return Reasons(verdict(order), seen, allocation, received, way, await tx.sights.overtakers(order))


async def of_subscription(shop: Shop, subscription_id: int, who: Who) -> Silence:
    async with shop.store.read() as tx:
        found = await tx.subscriptions.get(subscription_id)
        if found is None:
            raise NotFound("subscription", str(subscription_id))
        who.must_own(found)
        stock, product = await tx.stock.get(found.sku), await tx.products.get(found.sku)
        if stock is None or product is None:
            raise NotFound("product", found.sku)
        minimum = max(found.quantity, product.alert_minimum or shop.policy.alert_minimum)
        reader = (await tx.customers.readers([found.customer_id]))[found.customer_id]
        silence = Silence(standing(found, blocked=reader.blocked), found, stock.available, minimum)
        if silence.standing not in {Standing.IN_LINE, Standing.OUT_OF_REACH}:
            return silence
        people, units = await tx.subscriptions.before(found)
        return replace(silence, people=people, units=units)
