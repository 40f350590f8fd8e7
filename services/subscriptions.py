"""Restock alerts: sign up, sign off, pass on, and the next wave when one has run out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.actors import Who
from domain.customers import Customer
from domain.notices import AlertEnding
from domain.products import Product
from domain.refusals import Discontinued, NotFound, NothingHeld
from domain.subscriptions import LIVE, Outcome, Subscription, SubscriptionState
from services import holds
from services.bulletin import bulletin_for
from services.queue import open_counter
from services.shop import Shop
from storage.pages import Page
from storage.store import Tx
from storage.subscriptions import SubscriptionQuery

ASKED_AT_ONCE = 1000
"""People asked by one tick whether they still wait; the next tick asks the next."""


@dataclass(frozen=True, slots=True)
class AlertView:
    """A sign-up with the product it is for."""

    subscription: Subscription
    product: Product


async def sign_up(shop: Shop, external_id: str, sku: str, quantity: int) -> tuple[Subscription, bool]:
    """Ask to be told. A second time answers the first sign-up and False."""
    async with shop.store.begin() as tx:
        customer = await tx.customers.get(external_id)
        if customer is None:
            raise NotFound("customer", external_id)
        return await _sign_up(tx, shop, customer, sku, quantity)


async def sign_up_in_chat(
    shop: Shop, customer_id: int, product_id: int, quantity: int = 1
) -> tuple[Subscription, bool]:
    """The same for somebody in the chat, where a product is known by its number."""
    async with shop.store.begin() as tx:
        customer = await tx.customers.by_id(customer_id)
        product = await tx.products.by_id(product_id)
        if customer is None or product is None:
            raise NotFound("product", str(product_id))
        return await _sign_up(tx, shop, customer, product.sku, quantity)


async def sign_off(shop: Shop, subscription_id: int, who: Who) -> Subscription:
    """Leave the line; held units go to the next in it. Signing off twice changes nothing."""
    async with shop.store.begin() as tx:
        return await end_alert(tx, shop, subscription_id, who)


async def pass_on(shop: Shop, subscription_id: int, who: Who) -> Subscription:
    """Give a held unit to the next in line. Raises NothingHeld when the hold has lapsed or was passed on."""
    async with shop.store.begin() as tx:
        found = await _owned(tx, subscription_id, who)
        if found.state is not SubscriptionState.HELD:
            raise NothingHeld(subscription_id)
        return await end_alert(tx, shop, subscription_id, who, Outcome.PASSED_ON)


async def want(shop: Shop, subscription_id: int, quantity: int, who: Who) -> Subscription:
    """So many units it takes from now on; the place in line stays. Somebody who does not wait is left as they are."""
    async with shop.store.begin() as tx:
        bulletin = bulletin_for(f"wanted:{subscription_id}")
        sku = (await _owned(tx, subscription_id, who)).sku
        counter = await open_counter(tx, shop, sku, f"wanted:{subscription_id}", bulletin)
        found = await _owned(tx, subscription_id, who)
        if found.state is not SubscriptionState.ACTIVE:
            return found
        await tx.subscriptions.put(replace(found, quantity=quantity))
        await counter.hand_on()
        await bulletin.post(tx, shop)
        return await _owned(tx, subscription_id, who)


async def keep(shop: Shop, subscription_id: int, who: Who) -> Subscription:
    """Go on waiting, for as long as a new sign-up lasts. One that is over stays so."""
    async with shop.store.begin() as tx:
        await tx.stock.lock((await _owned(tx, subscription_id, who)).sku)
        found = await _owned(tx, subscription_id, who)
        if found.state not in LIVE:
            return found
        kept = replace(found, expires_at=shop.policy.alert_ends(shop.now()), asked_at=None)
        await tx.subscriptions.put(kept)
        return kept


async def review(shop: Shop) -> int:
    """Whose time runs out is asked whether they still wait; who was asked and said nothing is signed off, quietly.

    Answers how many were asked.
    """
    async with shop.store.read() as tx:
        silent = await tx.subscriptions.skus_expired(shop.now())
    for sku in silent:
        async with shop.store.begin() as tx:
            await tx.stock.lock(sku)
            await tx.subscriptions.end_expired(sku, shop.now())
    async with shop.store.begin() as tx:
        ending = await tx.subscriptions.to_ask(shop.now() + shop.policy.ask_before, ASKED_AT_ONCE)
        if ending:
            await _ask(tx, shop, ending)
        return len(ending)


async def page(shop: Shop, query: SubscriptionQuery) -> tuple[Page[Subscription], dict[int, str]]:
    """A page, and the shop's number of each person on it."""
    async with shop.store.read() as tx:
        found = await tx.subscriptions.page(query)
        return found, await tx.customers.external_ids(s.customer_id for s in found.items)


async def of_customer(shop: Shop, customer_id: int) -> list[Subscription]:
    async with shop.store.read() as tx:
        return await tx.subscriptions.of_customer(customer_id)


async def alerts(shop: Shop, customer_id: int) -> list[AlertView]:
    """The same with the products, as a person reads them."""
    async with shop.store.read() as tx:
        found = await tx.subscriptions.of_customer(customer_id)
        products = await tx.products.many({subscription.sku for subscription in found})
        return [AlertView(subscription, products[subscription.sku]) for subscription in found]


async def one_alert(shop: Shop, subscription_id: int, who: Who) -> AlertView:
    """Raises NotFound, also for somebody else's."""
    async with shop.store.read() as tx:
        found = await _owned(tx, subscription_id, who)
        return AlertView(found, (await tx.products.many([found.sku]))[found.sku])


async def on_product(shop: Shop, customer_id: int, sku: str) -> Subscription | None:
    """A person's sign-up for one product, while it still means something."""
    async with shop.store.read() as tx:
        return await tx.subscriptions.live(customer_id, sku)


async def next_waves(shop: Shop) -> int:
    """Waves that ran out end; holds that lapsed, and what nobody heard of, go to the next in line.

    Answers how many products were looked at.
    """
    told_before = shop.now() - shop.policy.wave
    async with shop.store.read() as tx:
        skus = await tx.subscriptions.waves_over(told_before, shop.now())
    for sku in skus:
        async with shop.store.begin() as tx:
            bulletin = bulletin_for(f"wave:{sku}")
            counter = await open_counter(tx, shop, sku, "wave", bulletin)
            await holds.take_back(counter, await tx.subscriptions.unheard(sku))
            await tx.subscriptions.end_wave(sku, told_before)
            await holds.lapse(counter, await tx.subscriptions.lapsed(sku, shop.now()))
            await counter.hand_on()
            await bulletin.post(tx, shop)
    return len(skus)


async def _sign_up(tx: Tx, shop: Shop, customer: Customer, sku: str, quantity: int) -> tuple[Subscription, bool]:
    bulletin = bulletin_for(f"subscribed:{customer.id}")
    counter = await open_counter(tx, shop, sku, "subscribed", bulletin)
    known = await tx.subscriptions.live(customer.id, sku)
    if known is not None:
        return known, False
    if not counter.product.active:
        raise Discontinued(sku)
    ends = shop.policy.alert_ends(shop.now())
    fresh = await tx.subscriptions.add(Subscription(0, customer.id, sku, quantity, shop.now(), expires_at=ends))
    # Units may be free already: then the message comes at once.
    await counter.hand_on()
    await bulletin.post(tx, shop)
    return await tx.subscriptions.get(fresh.id) or fresh, True


async def _ask(tx: Tx, shop: Shop, ending: Sequence[Subscription]) -> None:
    """Nobody's alert ends sooner after the question than the question says, whenever it came."""
    products = await tx.products.many({found.sku for found in ending})
    bulletin = bulletin_for("ending")
    await tx.stock.lock_all(products)
    for known in ending:
        found = await tx.subscriptions.get(known.id)
        if found is None or found.state is not SubscriptionState.ACTIVE:
            continue
        ends_at = max(found.expires_at or shop.now(), shop.now() + shop.policy.ask_before)
        await tx.subscriptions.put(replace(found, expires_at=ends_at, asked_at=shop.now()))
        name = products[found.sku].names()
        news = AlertEnding(subscription_id=found.id, product=name, ends_at=ends_at)
        bulletin.tell(found.customer_id, news)
    await bulletin.post(tx, shop)


async def end_alert(
    tx: Tx, shop: Shop, subscription_id: int, who: Who, outcome: Outcome = Outcome.ENDED
) -> Subscription:
    """Within somebody else's transaction; what is held for them goes on."""
    sku = (await _owned(tx, subscription_id, who)).sku
    bulletin = bulletin_for(f"signed_off:{subscription_id}")
    counter = await open_counter(tx, shop, sku, f"signed_off:{subscription_id}", bulletin)
    found = await _owned(tx, subscription_id, who)
    ended = replace(found, state=SubscriptionState.ENDED, held_until=None)
    await tx.subscriptions.put(ended)
    if found.state is SubscriptionState.TOLD:
        await tx.withdrawals.of_alert(found.id, shop.now())
    if found.state is SubscriptionState.HELD:
        await holds.close(counter, found, outcome)
    if found.state is not SubscriptionState.ENDED:
        # Also after a message without a hold: nobody else would wake the next in line.
        await counter.hand_on()
        await bulletin.post(tx, shop)
    return ended


async def _owned(tx: Tx, subscription_id: int, who: Who) -> Subscription:
    found = await tx.subscriptions.get(subscription_id)
    if found is None:
        raise NotFound("subscription", str(subscription_id))
    who.must_own(found)
    return found
