"""The shop once more, naive and on its own.

Units are counted from their owners, dates from a list of single units, news from what changed for whom. Nothing of
`domain/` or `services/` is used, so that both can be wrong only independently. An act mutates owners; `event` then lets
dates follow and says what people hear. A new rule about who may do something goes to `refusals.py`, about who gets
units or is told to this file, about what is compared to `checks.py`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from tests.model.days import later, undisturbed, worth_a_letter
from tests.model.figures import Figures
from tests.model.values import MERCHANT, ZONES, Alert, Moved, Order, Piece, Said, Supply, Ware

REFUND_DAYS = 14


class Model(Figures):
    """What happens, and `said`: what the last act should have told people."""

    # Orders.

    def place(self, draft: Order) -> None:
        with self.event(draft.id):
            used = self._use_hold(draft.customer, draft.sku)
            self._join(draft)
            if used and self.available(draft.sku):
                self.hand_on(draft.sku)
        place = self.place_of(draft)
        self._say(draft.customer, "order_placed", draft.id, draft.reserved, *(place or (None, None))[:2], draft.by)

    def cancel(self, order: Order, *, by_customer: bool) -> None:
        with self.event(order.id):
            self._leave(order, "cancelled")
            self.hand_on(order.sku)
        unearned = order.paid - order.price * order.released
        self._say(order.customer, "order_cancelled", order.id, by_customer, *self._back(unearned))

    def switch(self, order: Order, sku: str, new_id: int) -> None:
        price = self.wares[sku].price
        paid = min(order.paid, price * order.quantity)
        new = replace(order, id=new_id, sku=sku, price=price, paid=paid, told=None, told_at=None)
        with self.event(order.id, new_id):
            self._leave(order, "switched")
            order.switched_to = new_id
            self._join(new)
            self.hand_on(order.sku)
        self._say(new.customer, "order_switched", new_id, new.reserved, new.by, *self._back(order.paid - paid))

    def _back(self, cents: int) -> tuple[object, ...]:
        return (cents, later(self.today, REFUND_DAYS)) if cents > 0 else (None, None)

    def release(self, order: Order) -> None:
        parcel = order.reserved
        with self.event(order.id):
            self.wares[order.sku].on_hand -= parcel
            order.reserved, order.released = 0, order.released + parcel
            order.state = "waiting" if order.missing else "released"
        self._say(order.customer, "order_released", order.id, parcel, order.missing)

    def fulfil(self, order: Order) -> None:
        with self.event():
            order.state = "fulfilled"

    def _use_hold(self, customer: str, sku: str) -> bool:
        """Who buys has what is held for them, and waits no more."""
        mine = [alert for alert in self._alerts(sku, "held") if alert.customer == customer]
        for alert in mine:
            alert.state, alert.held_until = "ended", None
        return bool(mine)

    def _join(self, draft: Order) -> None:
        draft.reserved = 0
        draft.reserved = min(self.available(draft.sku), draft.quantity)
        draft.state = "waiting" if draft.missing else "reserved"
        draft.promised = None
        self.orders[draft.id] = draft
        if draft.reserved:
            self._withdraw(draft.sku)

    def _leave(self, order: Order, state: str) -> None:
        order.state, order.reserved, order.promised = state, 0, None

    # Units.

    def receive(self, sku: str, quantity: int, supply: Supply | None = None) -> None:
        with self.event():
            if supply is not None:
                self._arrived(supply, quantity)
            self.wares[sku].on_hand += quantity
            self.hand_on(sku)

    def count(self, sku: str, counted: int) -> None:
        with self.event():
            self.wares[sku].on_hand = counted
            for alert in sorted(self._alerts(sku, "held"), key=lambda a: (a.told_at, a.id), reverse=True):
                if self.available(sku) < 0:
                    alert.state, alert.told_at, alert.held_until = "active", None, None
            owners = [order for order in self.orders.values() if order.sku == sku and order.reserved]
            for order in sorted(owners, key=lambda o: o.rank, reverse=True):
                lost = min(order.reserved, max(0, -self.available(sku)))
                order.reserved -= lost
                order.state = "waiting" if lost else order.state
            self.hand_on(sku)

    def sell(self, sku: str, quantity: int) -> None:
        with self.event():
            self.wares[sku].on_hand -= quantity
            if self._withdraw(sku):
                self.hand_on(sku)

    def hand_on(self, sku: str) -> None:
        """Units that nobody owns go to the queue, unit by unit, and what is left is offered to those who asked."""
        if self.house.fill:
            for order in self.queue(sku):
                if order.missing <= self.available(sku):
                    self._give(order, order.missing)
        while self.available(sku) > 0 and self.queue(sku):
            self._give(self.queue(sku)[0], 1)
        self._offer(sku)

    def _give(self, order: Order, units: int) -> None:
        order.reserved += units
        if order.missing == 0:
            order.state, order.promised = "reserved", None

    # Supplies.

    def expect(self, supply: Supply) -> None:
        with self.event():
            self.supplies[supply.id] = supply

    def change_supply(
        self, supply: Supply, day: date | None, quantity: int | None, reason: str | None, *, cancel: bool
    ) -> None:
        with self.event(reason=reason):
            supply.day, supply.quantity = day or supply.day, quantity or supply.quantity
            supply.state = "cancelled" if cancel else "open" if supply.open else "arrived"

    def _arrived(self, supply: Supply, quantity: int) -> None:
        supply.arrived += quantity
        if supply.open == 0:
            supply.state = "arrived"
        if supply.supplier is not None:
            late = self.today.toordinal() - supply.day.toordinal()
            self.delays.setdefault(supply.supplier, []).append(late)

    # Alerts.

    def subscribe(self, alert: Alert) -> None:
        with self.event():
            self.alerts[alert.id] = alert
            self.hand_on(alert.sku)

    def unsubscribe(self, alert: Alert) -> None:
        with self.event():
            had_said_all = alert.state == "ended"
            alert.state, alert.held_until = "ended", None
            if not had_said_all:
                self.hand_on(alert.sku)

    def _alerts(self, sku: str, state: str) -> list[Alert]:
        return [alert for alert in self.alerts.values() if alert.sku == sku and alert.state == state]

    def _withdraw(self, sku: str) -> bool:
        """No letter leaves here: whoever was told of units that are gone was not told, who was told last first."""
        free, told = self.available(sku), self._told(sku)
        justified = free * self.house.people_per_unit
        if self.house.hold or sum(alert.quantity for alert in told) <= justified:
            return False
        for alert in sorted(told, key=lambda a: (a.told_at, a.created_at, a.id), reverse=True):
            if sum(one.quantity for one in self._told(sku)) > justified or alert.quantity > free:
                alert.state, alert.told_at = "active", None
        return True

    def _told(self, sku: str) -> list[Alert]:
        """Who may still come because of a message."""
        return [alert for alert in self._alerts(sku, "told") if alert.told_at and alert.told_at > self._wave_began]

    def _offer(self, sku: str) -> None:
        self._withdraw(sku)
        holds, free = bool(self.house.hold), self.available(sku)
        if not self.wares[sku].active or free + self.held(sku) < self.house.alert_minimum:
            return
        budget = free if holds else free * self.house.people_per_unit - sum(a.quantity for a in self._told(sku))
        for alert in sorted(self._alerts(sku, "active"), key=lambda a: a.turn):
            if alert.quantity <= min(free, budget):
                budget -= alert.quantity
                zone = ZoneInfo(ZONES[alert.customer] or MERCHANT)
                alert.state = "held" if holds else "told"
                alert.told_at = undisturbed(self.now, self.house.quiet, zone)
                alert.held_until = alert.told_at + self.house.hold if holds else None
                self._say(alert.customer, "back_in_stock", alert.id, sku, alert.quantity, alert.held_until)

    @property
    def _wave_began(self) -> datetime:
        return self.now - self.house.wave

    # Time and the catalogue.

    def passes(self, span: timedelta, *, ticks: bool) -> None:
        """With a tick, waves that are over end and holds that have lapsed go on; a new day moves overdue dates."""
        with self.event(ticks=ticks):
            self.now += span
            if ticks:
                for sku in self.wares:
                    if self._expire(sku):
                        self.hand_on(sku)

    def _expire(self, sku: str) -> bool:
        over = [a for a in self._alerts(sku, "told") if a.told_at and a.told_at <= self._wave_began]
        lapsed = [a for a in self._alerts(sku, "held") if a.held_until and a.held_until <= self.now]
        for alert in over:
            alert.state = "ended"
        for alert in lapsed:
            alert.state, alert.held_until = "active", None
        return bool(over or lapsed)

    def discontinue(self, sku: str) -> None:
        with self.event():
            if self.wares[sku].active:
                self.wares[sku].active = False
                for order in self.queue(sku):
                    self._say(order.customer, "product_discontinued", order.id)

    def amend(self, ware: Ware) -> None:
        with self.event():
            self.wares[ware.sku] = ware

    # What follows from an act.

    def refuses(self) -> None:
        """A *no* changes nothing and tells nobody."""
        self.said = Said()

    @contextmanager
    def event(self, *own: int, reason: str | None = None, ticks: bool = False) -> Iterator[None]:
        """One act: `own` are the orders that it is about, whose news the act says itself."""
        self.said = Said()
        before = {order.id: replace(order) for order in self.orders.values()}
        yield
        for sku in self.wares:
            ahead = 0
            for order in self.queue(sku):
                ahead += order.missing
                order.promised = self.promise(sku, ahead)
        for order in self.orders.values():
            self._follow(before.get(order.id), order, own, reason)
            if ticks:
                self._catch_up(order)

    def _follow(self, before: Order | None, order: Order, own: Sequence[int], reason: str | None) -> None:
        """What one order's customer hears of it, and what is kept of its date."""
        had, was = (before.reserved, before.promised) if before else (0, None)
        names_date = True
        if order.id in own:
            names_date = before is None
        elif order.reserved > had and order.missing:
            self._say(order.customer, "order_partly", order.id, order.quantity - order.missing, order.by)
        elif order.reserved > had:
            self._say(order.customer, "order_complete", order.id, order.quantity)
        elif order.reserved < had:
            self._say(order.customer, "units_taken_back", order.id, had - order.reserved, order.by)
        elif order.waits and order.promised != was and self._worth_a_letter(order) and not self._kept_back(order):
            self._say_date(order, reason)
        else:
            names_date = False
        if order.waits and order.by != (was and was[0]):
            self.said.moved.append(Moved(order.id, was and was[0], order.by, names_date))
        if names_date:
            order.told = order.by

    def _catch_up(self, order: Order) -> None:
        """The clock tells what was kept back because the customer had heard of another date just before."""
        if order.waits and order.told_at is not None and not self._lately(order.told_at):
            order.told_at = None
            if self._worth_a_letter(order):
                self._say_date(order, None)
                order.told = order.by

    def _worth_a_letter(self, order: Order) -> bool:
        return worth_a_letter(order.told, order.by, self.house.tell_after_days)

    def _kept_back(self, order: Order) -> bool:
        """A date that moves again so soon; one that appears or vanishes is news of its own."""
        return _moves(order) and order.told_at is not None and self._lately(order.told_at)

    def _lately(self, moment: datetime) -> bool:
        return self.now - moment < self.house.between_dates

    def _say_date(self, order: Order, reason: str | None) -> None:
        self._say(order.customer, "date_changed", order.id, order.told, order.by, reason)
        if _moves(order):
            order.told_at = self.now

    def _say(self, customer: str, kind: str, about: int, *facts: object) -> None:
        self.said.pieces.append(Piece(customer, kind, about, facts))


def _moves(order: Order) -> bool:
    """From a date that the customer knows to another."""
    return order.told is not None and order.by is not None
