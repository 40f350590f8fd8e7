"""What happens to units, to what is expected, and to the catalogue."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from domain.supplies import Supply as RealSupply
from domain.supplies import SupplyState
from services import products, promises, slips, stock, subscriptions, supplies
from services.queue import Split
from services.stock import Delivery
from services.supplies import SupplyChange
from tests.model import refusals
from tests.model.days import later
from tests.model.desk import past_deliveries, product_of
from tests.model.machine import Machine, act, chance, few, pick, picks, seldom, skus
from tests.model.values import Supply

KNOWN = "Slow & Sons"
"""A supplier with a history."""
SPANS = (1, 30, 59, 60, 61, 6 * 60, 24 * 60, 3 * 24 * 60, 20 * 24 * 60)
"""Minutes that pass at once."""
days = st.sampled_from((1, 2, 3, 5, 10, 11, 12, 40, 0, -1, -8))
"""From today; close together, because it is small differences that are told or not."""
suppliers = st.sampled_from((None, KNOWN, KNOWN, "Swift"))
policies = st.sampled_from(("allow", "allow", "preorder", "deny"))


class GoodsActs(Machine):
    """Received, counted, sold; ordered, moved, arrived; put on other terms or taken off."""

    @act(6, sku=skus, quantity=st.integers(1, 6), rehearsed=chance)
    def receives(self, sku: str, quantity: int, rehearsed: bool) -> None:  # noqa: FBT001
        self._books(Delivery(sku, quantity), set(), None, rehearsed=rehearsed)

    @act(4, number=picks, quantity=st.integers(1, 6), astray=st.sampled_from((*[None] * 9, "TIN")))
    def receives_what_was_ordered(self, number: int, quantity: int, astray: str | None) -> None:
        if not self.model.supplies:
            return
        supply = pick(self.model.supplies, number, lambda one: one.open > 0)
        delivery = Delivery(astray or supply.sku, quantity, supply.id)
        self._books(delivery, refusals.to_book(supply, delivery.sku), supply, rehearsed=quantity == 1)

    @act(4, number=picks, quantity=st.one_of(st.none(), few))
    def arrives(self, number: int, quantity: int | None) -> None:
        if not self.model.supplies:
            return
        supply = pick(self.model.supplies, number, lambda one: one.open > 0)
        units = quantity or supply.open
        act = stock.arrive(self.shop, supply.id, quantity)
        no = refusals.to_book(supply, supply.sku)
        self.does(no, act, lambda split: self._received(split, Delivery(supply.sku, units, supply.id), supply))

    def knows(self, delays: list[int]) -> None:
        """A supplier has delivered before, each time so many days late."""
        old = RealSupply(0, "TIN", 1, self.model.today, KNOWN, arrived=1, state=SupplyState.ARRIVED)
        real = self.desk.run(past_deliveries(self.shop, old, delays))
        self.model.supplies[real.id] = Supply(real.id, "TIN", 1, self.model.today, KNOWN, arrived=1, state="arrived")
        self.model.delays[KNOWN] = list(delays)

    @act(4, sku=skus, counted=st.integers(0, 9))
    def counts(self, sku: str, counted: int) -> None:
        self.does(set(), stock.count(self.shop, sku, counted), lambda _: self.model.count(sku, counted))

    @act(2, sku=skus, quantity=few)
    def sells(self, sku: str, quantity: int) -> None:
        no = refusals.to_sell(self.model, sku, quantity)
        self.does(no, stock.sell(self.shop, sku, quantity), lambda _: self.model.sell(sku, quantity))

    @act(7, sku=skus, quantity=st.integers(1, 8), ahead=days, supplier=suppliers)
    def expects(self, sku: str, quantity: int, ahead: int, supplier: str | None) -> None:
        day = later(self.model.today, ahead)
        act = supplies.order(self.shop, RealSupply(0, sku, quantity, day, supplier))
        self.does(set(), act, lambda real: self.model.expect(Supply(real.id, sku, quantity, day, supplier)))

    @act(
        7, number=picks, ahead=st.one_of(st.none(), days), quantity=st.sampled_from((None, None, 1, 2, 4)),
        cancel=seldom,
    )  # fmt: skip
    def changes_what_is_expected(self, number: int, ahead: int | None, quantity: int | None, cancel: bool) -> None:  # noqa: FBT001
        if not self.model.supplies:
            return
        supply = pick(self.model.supplies, number, lambda one: one.open > 0)
        day = None if ahead is None else later(self.model.today, ahead)
        wanted = SupplyChange(day, quantity, cancel=cancel, reason="strike" if ahead else None)
        self.does(
            refusals.to_change(supply),
            supplies.change(self.shop, supply.id, wanted),
            lambda _: self.model.change_supply(supply, day, quantity, wanted.reason, cancel=cancel),
        )

    @act(
        2,
        sku=skus,
        policy=policies,
        limit=st.sampled_from((None, None, 3, 0)),
        max_wait_days=st.sampled_from((None, None, 10)),
        release=st.one_of(st.none(), days),
        per_customer=st.sampled_from((None, None, 4)),
    )
    def amends(self, sku: str, release: int | None, **terms: Any) -> None:
        day = None if release is None else later(self.model.today, release)
        ware = replace(self.model.wares[sku], release=day, **terms)
        self.does(set(), products.put(self.shop, product_of(ware)), lambda _: self.model.amend(ware))

    @act(1, sku=skus)
    def discontinues(self, sku: str) -> None:
        """Seldom: nothing can be ordered afterwards."""
        self.does(set(), products.discontinue(self.shop, sku), lambda _: self.model.discontinue(sku))

    @act(9, minutes=st.sampled_from(SPANS), ticks=chance)
    def time_passes(self, minutes: int, ticks: bool) -> None:  # noqa: FBT001
        """The clock's ticks may be late, but a new day never stays unnoticed."""
        span = timedelta(minutes=minutes)
        today = self.model.today
        self.desk.clock.moment += span
        ticks = ticks or self.shop.today() != today
        self.does(set(), self._ticks(ticks=ticks), lambda _: self.model.passes(span, ticks=ticks))

    async def _ticks(self, *, ticks: bool) -> None:
        if ticks:
            await subscriptions.next_waves(self.shop)
            await promises.review(self.shop)
            await slips.catch_up(self.shop)

    def _books(self, delivery: Delivery, no: set[str], supply: Supply | None, *, rehearsed: bool) -> None:
        """A rehearsal first says the same and leaves nothing."""
        told = None
        if rehearsed and not no:
            rehearsal = self.desk.run(stock.rehearse(self.shop, delivery))
            told = rehearsal.split
            self.model.refuses()
            self.compare()
        act = stock.receive(self.shop, delivery)
        self.does(no, act, lambda split: self._received(split, delivery, supply, rehearsed=told))

    def _received(
        self, split: Split, delivery: Delivery, supply: Supply | None, *, rehearsed: Split | None = None
    ) -> None:
        """The answer says where the units went."""
        sku, had = delivery.sku, (self.model.reserved(delivery.sku), self.model.held(delivery.sku))
        self.model.receive(sku, delivery.quantity, supply)
        pieces = [piece.kind for piece in self.model.said.pieces]
        assert split == Split(
            self.model.reserved(sku) - had[0],
            pieces.count("order_complete"),
            self.model.held(sku) - had[1],
            pieces.count("back_in_stock"),
            self.model.available(sku),
        )
        assert rehearsed in {None, split}
