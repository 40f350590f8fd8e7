"""What can be seen of the model's shop at any moment; nothing here changes anything."""

from collections.abc import Sequence
from datetime import date, datetime

from tests.model.days import coming, day_of
from tests.model.values import Alert, House, Order, Promised, Said, Supply, Ware


class Figures:
    """Everything the shop should know: figures are counted from their owners each time they are asked for."""

    def __init__(self, house: House, now: datetime, wares: Sequence[Ware]) -> None:
        self.house = house
        self.now = now
        self.wares = {ware.sku: ware for ware in wares}
        self.orders: dict[int, Order] = {}
        self.supplies: dict[int, Supply] = {}
        self.alerts: dict[int, Alert] = {}
        self.delays: dict[str, list[int]] = {}
        self.said = Said()

    @property
    def today(self) -> date:
        return day_of(self.now)

    def reserved(self, sku: str) -> int:
        return sum(order.reserved for order in self.orders.values() if order.sku == sku)

    def held(self, sku: str) -> int:
        return sum(alert.quantity for alert in self.alerts.values() if alert.sku == sku and alert.state == "held")

    def available(self, sku: str) -> int:
        return self.wares[sku].on_hand - self.reserved(sku) - self.held(sku)

    def queue(self, sku: str) -> list[Order]:
        """Who misses something, first to last."""
        return sorted((o for o in self.orders.values() if o.sku == sku and o.waits), key=lambda o: o.rank)

    def place_of(self, order: Order) -> tuple[int, int, int] | None:
        """Place, of how many, and the units missing before it."""
        if not order.waits:
            return None
        queue = self.queue(order.sku)
        before = [other for other in queue if other.rank < order.rank]
        return len(before) + 1, len(queue), sum(other.missing for other in before)

    def coming(self, sku: str) -> list[Promised]:
        supplies = [supply for supply in self.supplies.values() if supply.sku == sku]
        return coming(self.house, self.wares[sku], supplies, self.delays, self.today)

    def promise(self, sku: str, units: int) -> Promised | None:
        """Of whoever needs the `units`-th unit to come."""
        return dict(enumerate(self.coming(sku), 1)).get(units)

    def promise_of_new(self, draft: Order) -> Promised | None:
        """What a new order would be promised for what it cannot have at once."""
        ahead = sum(other.missing for other in self.queue(draft.sku) if other.rank < draft.rank)
        return self.promise(draft.sku, ahead + draft.quantity - self.available(draft.sku))

    def ordered(self, customer: str, sku: str) -> int:
        """Units in a customer's open orders."""
        mine = [order for order in self.orders.values() if (order.customer, order.sku) == (customer, sku)]
        return sum(order.quantity for order in mine if order.state in {"waiting", "reserved"})

    def earned(self, customer: str) -> int:
        """The priority of somebody whose order does not name one."""
        fulfilled = {o.number for o in self.orders.values() if (o.customer, o.state) == (customer, "fulfilled")}
        return max([0, *(priority for orders, priority in self.house.loyalty if len(fulfilled) >= orders)])
