"""Units held for people who were told: bought, given up, lapsed or lost. The message about them says which."""

from collections.abc import Iterable
from dataclasses import replace

from domain.notices import HoldLost
from domain.subscriptions import Outcome, Subscription, SubscriptionState
from services.queue import Counter


async def close(counter: Counter, held: Subscription, outcome: Outcome) -> bool:
    """The units are free again. A message that has not left never does; answers whether the person had heard."""
    tx, now = counter.tx, counter.shop.now()
    counter.shelf.unhold(held.quantity)
    if await tx.withdrawals.of_alert(held.id, now):
        await tx.countdowns.drop(held)
        return False
    await tx.countdowns.close(held, outcome, now)
    return True


async def use(counter: Counter, customer_id: int) -> bool:
    """Whoever buys has what is held for them first, and their alert has done its work. Answers whether anything was."""
    if not counter.shelf.stock.held:
        return False
    held = await counter.tx.subscriptions.live(customer_id, counter.product.sku)
    if held is None or held.state is not SubscriptionState.HELD:
        return False
    await close(counter, held, Outcome.BOUGHT)
    await counter.tx.subscriptions.put(replace(held, state=SubscriptionState.ENDED, held_until=None))
    return True


async def lapse(counter: Counter, lapsed: Iterable[Subscription]) -> None:
    """They stay in line; `told_at` stays as well and puts them behind those who were not told yet."""
    for held in lapsed:
        await close(counter, held, Outcome.LAPSED)
        await counter.tx.subscriptions.put(replace(held, state=SubscriptionState.ACTIVE, held_until=None))


async def take_back(counter: Counter, unheard: Iterable[Subscription]) -> None:
    """Their message has reached nobody: what lay ready for them is free, and they stand where they stood."""
    for told in unheard:
        if told.state is SubscriptionState.HELD:
            await close(counter, told, Outcome.LAPSED)
            again = None
        else:
            again = await counter.tx.subscriptions.live(told.customer_id, told.sku)
        state = SubscriptionState.ENDED if again else SubscriptionState.ACTIVE
        await counter.tx.subscriptions.put(replace(told, state=state, held_until=None))


async def lose(counter: Counter, counted: int) -> None:
    """Held units go before reserved ones: nobody has paid for them yet. Who was told last loses first, and is told.

    It was not their doing: they stand in line where they stood before.
    """
    shelf, tx = counter.shelf, counter.tx
    if counted >= shelf.stock.reserved + shelf.stock.held:
        return
    for held in await tx.subscriptions.held_from_the_tail(counter.product.sku):
        if counted >= shelf.stock.reserved + shelf.stock.held:
            return
        if await close(counter, held, Outcome.LOST):
            name = counter.product.names()
            news = HoldLost(subscription_id=held.id, product=name, quantity=held.quantity)
            counter.bulletin.tell(held.customer_id, news)
        back = replace(held, state=SubscriptionState.ACTIVE, told_at=None, held_until=None)
        await tx.subscriptions.put(back)
