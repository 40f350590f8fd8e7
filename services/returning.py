"""Somebody who had shut the bot out is back: one message with what still matters, not all that was missed."""

from domain.customers import Customer
from domain.notices import BackInStock, Letter
from domain.returning import orders_in, still_matters
from services.shop import Shop
from storage.store import Tx


async def welcome_back(tx: Tx, shop: Shop, customer: Customer) -> None:
    """Written once per return; whoever missed nothing that still matters gets nothing."""
    missed = await tx.digests.missed(customer.id)
    news = [piece for _, pieces in missed for piece in pieces]
    orders = {order.id: order for order in await tx.backorders.of_ids(orders_in(news), customer.id)}
    alerts = [one for one in news if isinstance(one, BackInStock)]
    facts = await tx.digests.facts({one.sku for one in alerts}, {one.subscription_id for one in alerts}, ())
    matters = still_matters(news, orders, facts)
    key = f"returned:{customer.id}:{missed[-1][0]}" if missed else ""
    if matters:
        await tx.outbox.add([(Letter(key, customer.id, matters), shop.now())], shop.now())
    await tx.digests.note_return(customer.id, [letter for letter, _ in missed], key, shop.now())
