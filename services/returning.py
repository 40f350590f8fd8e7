"""Somebody who was out of reach is back: one message with what still matters, not all that was missed."""

from dataclasses import replace

from domain.customers import Customer
from domain.notices import BackInStock
from domain.returning import orders_in, still_matters
from domain.subscriptions import Subscription, SubscriptionState
from services.bulletin import Bulletin, bulletin_for
from services.queue import open_counter
from services.shop import Shop
from storage.store import Tx

THEIRS = frozenset({SubscriptionState.TOLD, SubscriptionState.HELD})
"""The units of the message are still meant for them."""


async def let_in_again(tx: Tx, shop: Shop, customer: Customer) -> Customer:
    """Whoever kept the bot out does so no more. Two who say so at once are welcomed once."""
    # Products first, as everywhere: alerts may follow.
    await tx.stock.lock_all(alert.sku for alert in await tx.subscriptions.of_customer(customer.id))
    now_known = await tx.customers.lock(customer.id)
    if now_known is None or not now_known.blocked:
        return now_known or customer
    back = replace(now_known, blocked=False)
    await tx.customers.put(back)
    if back.chat_id is not None:
        await tx.relays.note_blocked(back.chat_id, shop.now(), blocked=False)
    await welcome_back(tx, shop, back)
    return back


async def welcome_back(tx: Tx, shop: Shop, customer: Customer) -> None:
    """Written once per return; whoever missed nothing that still matters gets nothing. The products are locked."""
    missed = await tx.digests.missed(customer.id)
    news = [piece for _, pieces in missed for piece in pieces]
    orders = {order.id: order for order in await tx.backorders.of_ids(orders_in(news), customer.id)}
    event = f"returned:{customer.id}"
    bulletin = Bulletin(f"{event}:{missed[-1][0]}") if missed else bulletin_for(event)
    for piece in still_matters(news, orders):
        bulletin.tell(customer.id, piece)
    for piece in {one.subscription_id: one for one in news if isinstance(one, BackInStock)}.values():
        told = await tx.subscriptions.get(piece.subscription_id)
        if told is not None and told.told_at is not None and told.state in THEIRS:
            bulletin.tell(customer.id, piece)
    for alert in sorted(await tx.subscriptions.of_customer(customer.id), key=lambda alert: alert.sku):
        if alert.state is SubscriptionState.ACTIVE:
            await _offer(tx, shop, alert, bulletin)
    await bulletin.post(tx, shop, singly=[customer.id])
    await tx.digests.note_return(customer.id, [letter for letter, _ in missed], bulletin.key(customer.id), shop.now())


async def _offer(tx: Tx, shop: Shop, alert: Subscription, bulletin: Bulletin) -> None:
    """Units that are still there, if it is this person's turn: they stand where they stood."""
    counter = await open_counter(tx, shop, alert.sku, f"returned:{alert.customer_id}", bulletin)
    if counter.shelf.available:
        await counter.hand_on()
