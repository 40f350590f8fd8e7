"""Money that a customer has paid the shop, written down; none is moved here."""

from domain.actors import Who
from domain.money import Money
from domain.payments import pay
from services.backorders import write
from services.shop import Shop
from services.views import BackorderView, owned, view


async def note(shop: Shop, backorder_id: int, money: Money, who: Who) -> BackorderView:
    """One more payment for an order. Refused beyond what is still to be paid."""
    async with shop.store.begin() as tx:
        sku = (await owned(tx, backorder_id, who)).sku
        # Whoever changes an order holds its product: two payments at once cannot pass the total together.
        await tx.stock.lock(sku)
        order = await owned(tx, backorder_id, who)
        await write(tx, shop, pay(order, money), who, f"payment:{money.amount} {money.currency}")
        return await view(tx, shop, backorder_id, who)
