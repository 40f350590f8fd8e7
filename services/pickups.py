"""Having an order sent, or coming for it: changeable as long as it is open."""

from dataclasses import replace

from domain.actors import Who
from domain.backorders import State
from domain.refusals import NoPickup
from services.backorders import write
from services.shop import Shop
from services.views import BackorderView, owned, view

PICKUP, DELIVERY = "pickup", "delivery"
"""What the history says of a change."""


async def choose(shop: Shop, backorder_id: int, who: Who, *, pickup: bool) -> BackorderView:
    """Change how an order is got; what it is already changes nothing.

    Raises NoPickup where there is no place for it, MoveRefused once the order is not open any more.
    """
    async with shop.store.begin() as tx:
        sku = (await owned(tx, backorder_id, who)).sku
        await tx.stock.lock(sku)
        order = await owned(tx, backorder_id, who)
        order.moved_to(State.SWITCHED)  # open for a change, that is
        if pickup and shop.policy.pickup_place is None:
            raise NoPickup
        if order.pickup is not pickup:
            await write(tx, shop, replace(order, pickup=pickup), who, PICKUP if pickup else DELIVERY)
            await tx.stock.touch([sku])
        return await view(tx, shop, backorder_id, who)
