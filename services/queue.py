"""Units on their way to people: the queue first, then those who asked to be told, all in one transaction."""

from collections.abc import Collection, Container, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.allocation import Allocation, Grant, fill_up, share_out
from domain.backorders import Actor
from domain.notices import BackInStock, OrderComplete, OrderPartly
from domain.products import Product
from domain.refusals import NotFound
from domain.stock import Shelf
from domain.subscriptions import SubscriptionState, next_wave
from services import promises
from services.bulletin import Bulletin, Wave, due_by_rhythm
from services.shop import Shop
from storage.customers import Due
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Split:
    """Where units went, in units and people; `left` is what is available now."""

    to_backorders: int = 0
    orders_completed: int = 0
    held_for_alerts: int = 0
    people_told: int = 0
    left: int = 0


@dataclass(slots=True)
class Counter:
    """One product on the counter: locked, with its figures, its news and its way to write them down."""

    tx: Tx
    shop: Shop
    product: Product
    shelf: Shelf
    bulletin: Bulletin
    customer_id: int | None = None

    async def hand_on(self, *, reason: str | None = None, told: Collection[int] = ()) -> Split:
        """Give what is available to who is next, renew the dates of everyone who still waits, write it all down.

        `reason` is the merchant's word for a changed date; `told` are orders whose news is told elsewhere.
        """
        told = frozenset(told)
        grants = await self._serve_queue()
        dates = await promises.renew(
            self.tx,
            self.shop,
            self.product,
            self.bulletin,
            reason=reason,
            told=told.union(grant.place.backorder_id for grant in grants if not grant.completes),
        )
        self._tell_served(grants, dates, told)
        wave = await self._tell_waiting_people()
        await self.tx.stock.put(self.shelf, self.shop.now())
        return Split(
            to_backorders=sum(grant.units for grant in grants),
            orders_completed=sum(grant.completes for grant in grants),
            held_for_alerts=wave.units if self.shop.policy.hold else 0,
            people_told=len(wave),
            left=self.shelf.available,
        )

    async def _serve_queue(self) -> list[Grant]:
        units = self.shelf.available
        if units == 0 or self.shelf.stock.waiting_orders == 0:
            return []
        if self.shop.policy.allocation is Allocation.FILL:
            grants = list(fill_up(units, await self.tx.queue.whole(self.product.sku)))
        else:
            grants = list(share_out(units, await self.tx.queue.head(self.product.sku, units)))
        given = sum(grant.units for grant in grants)
        self.shelf.reserve(given)
        self.shelf.queue_changed(orders=-sum(grant.completes for grant in grants), units=-given)
        await self.tx.queue.grant(grants, Actor.SYSTEM, self.shop.now(), self.shelf.cause)
        return grants

    def _tell_served(self, grants: Sequence[Grant], dates: dict[int, date | None], told: Container[int]) -> None:
        name = self.product.names()
        complete = [g.place for g in grants if g.completes and g.place.backorder_id not in told]
        for pickup in (False, True):
            news = OrderComplete(backorder_id=0, order_number="", product=name, quantity=0, pickup=pickup)
            self.bulletin.tell_orders(news, [place for place in complete if place.pickup is pickup])
        for grant in grants:
            place = grant.place
            if grant.completes or place.backorder_id in told:
                continue
            partly = OrderPartly(
                backorder_id=place.backorder_id,
                order_number=place.order_number,
                product=name,
                quantity=place.quantity,
                reserved=place.quantity - place.missing + grant.units,
                promise_by=dates.get(place.backorder_id, place.promise_by),
                pickup=place.pickup,
            )
            self.bulletin.tell(place.customer_id, partly)

    async def withdraw(self) -> int:
        """Nobody hears of units that are gone: messages that have not left are taken back, who was told last first.

        Answers how many units that concerns.
        """
        policy, now = self.shop.policy, self.shop.now()
        justified, since = self.shelf.available * policy.people_per_unit, now - policy.wave
        if policy.hold or await self.tx.subscriptions.units_told(self.product.sku, since) <= justified:
            return 0
        unsent = await self.tx.withdrawals.latest_told(self.product.sku, since, now)
        over, withdrawn = sum(each.quantity for each in unsent) - justified, 0
        for each in unsent:
            # Somebody who wants several is not told of fewer, however many people one unit may bring.
            if (over - withdrawn > 0 or each.quantity > self.shelf.available) and await self.tx.withdrawals.take_back(
                each
            ):
                withdrawn += each.quantity
        return withdrawn

    async def _tell_waiting_people(self) -> Wave:
        """The next wave of alerts, never more than the units justify."""
        policy, now, sku = self.shop.policy, self.shop.now(), self.product.sku
        await self.withdraw()
        state = SubscriptionState.HELD if policy.hold else SubscriptionState.TOLD
        units = self.shelf.available
        if not (units and self._enough and self.product.active):
            return Wave(self._back_in_stock(None), Due(now, {}))
        due = await due_by_rhythm(self.tx, policy, now)
        wave = Wave(self._back_in_stock(due.otherwise + policy.hold if policy.hold else None), due)
        coming = 0 if policy.hold else await self.tx.subscriptions.units_told(sku, now - policy.wave)
        budget = units * (1 if policy.hold else policy.people_per_unit) - coming
        async for page in self.tx.subscriptions.line(sku, min(units, budget)):
            told = list(next_wave(budget, page))
            await self.tx.subscriptions.tell(told, state, due, policy.hold)
            if policy.hold:
                await self.tx.countdowns.begin(told, due, policy.hold)
            wave.add(told)
            budget -= sum(each.quantity for each in told)
            if budget <= 0:
                break
        self.shelf.hold(wave.units if policy.hold else 0)
        self.bulletin.alert(wave)
        return wave

    @property
    def _enough(self) -> bool:
        """Whether so many units are there as make alerts worth while.

        Held ones count: what is passed on, or lapses, goes to the next in line whatever the minimum.
        """
        minimum = self.product.alert_minimum or self.shop.policy.alert_minimum
        return self.shelf.available + self.shelf.stock.held >= minimum

    def _back_in_stock(self, held_until: datetime | None) -> BackInStock:
        """As everyone in a wave hears it; sign-up and quantity are each one's own."""
        return BackInStock(
            subscription_id=0,
            sku=self.product.sku,
            product=self.product.names(),
            quantity=0,
            url=self.product.url,
            held_until=held_until,
        )


async def open_counter(
    tx: Tx, shop: Shop, sku: str, cause: str, bulletin: Bulletin, *, customer: str | None = None
) -> Counter:
    """Lock a product's figures and queue, for that customer of the shop if one is named.

    Raises NotFound for the product. Several products: in the order of their skus.
    """
    found = await tx.stock.lock_with_product(sku, customer)
    if found is None:
        raise NotFound("product", sku)
    return Counter(tx, shop, found.product, Shelf(found.stock, cause), bulletin, found.customer_id)
