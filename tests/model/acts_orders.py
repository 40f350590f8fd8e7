"""What happens to orders."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import strategies as st

from domain.actors import MERCHANT, Who
from domain.backorders import Ship
from domain.money import Money
from services import backorders, placing, switching
from services.placing import Wish
from tests.model import refusals
from tests.model.machine import SKUS, Machine, act, chance, few, people, pick, picks, seldom, skus, whose
from tests.model.values import Order


@dataclass(frozen=True)
class Wanted:
    """`ago`: minutes since it was placed, below 0 it is still to come. None, here and as priority: the shop decides."""

    number: int
    customer: str
    sku: str
    quantity: int
    ago: float | None
    priority: int | None
    in_parts: bool
    paid: int
    cheap: bool


wanted = st.builds(
    Wanted, st.integers(1, 40), people, skus, few,
    st.sampled_from((None, None, None, 0, 1, 60, 60, 3 * 24 * 60, 3 * 24 * 60, -0.5, -5)),
    st.sampled_from((None, 0, 1)), chance, st.sampled_from((0, 500, 9900)), seldom,
)  # fmt: skip


class OrderActs(Machine):
    """Placed, cancelled, switched, released, fulfilled."""

    @act(12, wanted=wanted)
    def orders(self, wanted: Wanted) -> None:
        draft = self._draft(wanted)
        no = refusals.to_place(self.model, draft)
        placed_at = min(draft.placed_at, self.model.now)
        act = placing.place(self.shop, _wish(draft, wanted), MERCHANT)
        self.does(no, act, lambda view: self.model.place(replace(draft, id=view.order.id, placed_at=placed_at)))

    @act(5, number=picks, by=whose)
    def cancels(self, number: int, by: str | None) -> None:
        if not self.model.orders:
            return
        order, customer, who = self._order(number, by)
        no = refusals.to_touch(order, customer) or refusals.to_cancel(order)
        act = backorders.cancel(self.shop, order.id, who)
        self.does(no, act, lambda _: self.model.cancel(order, by_customer=customer is not None))

    @act(6, number=picks, sku=skus, by=whose)
    def switches(self, number: int, sku: str, by: str | None) -> None:
        if not self.model.orders:
            return
        order, customer, who = self._order(number, by)
        if sku == order.sku and number % 8:
            sku = SKUS[(SKUS.index(sku) + 1) % len(SKUS)]
        no = refusals.to_touch(order, customer) or refusals.to_switch(self.model, order, sku)
        act = switching.switch(self.shop, order.id, sku, who)
        self.does(no, act, lambda view: self.model.switch(order, sku, view.order.switched_to or 0))

    @act(1, number=picks)
    def looks_for_alternatives(self, number: int) -> None:
        """Only looks: what is offered is what a switch would allow, apart from the price and from limits."""
        order = pick(self.model.orders, number) if self.model.orders else None
        if order is None or order.state not in refusals.OPEN:
            return
        found = self.desk.run(switching.alternatives(self.shop, order.id, MERCHANT))
        offers = {sku: refusals.offer(self.model, order, sku) for sku in self.model.wares if sku != order.sku}
        seen = {one.product.sku: ((one.promise.by, one.promise.supply_id) if one.promise else None,) for one in found}
        assert seen == {sku: offer for sku, offer in offers.items() if offer is not None}
        assert all(one.dearer == (self.model.wares[one.product.sku].price > order.price) for one in found)

    @act(4, number=picks)
    def releases(self, number: int) -> None:
        if not self.model.orders:
            return
        order = pick(self.model.orders, number, lambda one: not refusals.to_release(one))
        act = backorders.release(self.shop, order.id, MERCHANT)
        self.does(refusals.to_release(order), act, lambda _: self.model.release(order))

    @act(2, number=picks)
    def fulfils(self, number: int) -> None:
        if not self.model.orders:
            return
        order = pick(self.model.orders, number, lambda one: one.state == "released")
        act = backorders.fulfil(self.shop, order.id, MERCHANT)
        self.does(refusals.to_fulfil(order), act, lambda _: self.model.fulfil(order))

    def _order(self, number: int, by: str | None) -> tuple[Order, str | None, Who]:
        order = pick(self.model.orders, number, lambda one: one.state in refusals.OPEN)
        return order, *self.who(order.customer, by)

    def _draft(self, wanted: Wanted) -> Order:
        return Order(
            refusals.LAST_IN_LINE,
            str(wanted.number),
            wanted.customer,
            wanted.sku,
            wanted.quantity,
            self.model.now - timedelta(minutes=wanted.ago or 0),
            self.model.earned(wanted.customer) if wanted.priority is None else wanted.priority,
            wanted.in_parts,
            990 if wanted.cheap else self.model.wares[wanted.sku].price,
            wanted.paid,
        )


def _wish(draft: Order, wanted: Wanted) -> Wish:
    return Wish(
        draft.number,
        draft.customer,
        draft.sku,
        draft.quantity,
        Money(draft.price, "EUR"),
        Money(draft.paid, "EUR"),
        None if wanted.ago is None else draft.placed_at,
        Ship.PARTIAL if draft.in_parts else Ship.TOGETHER,
        wanted.priority,
    )
