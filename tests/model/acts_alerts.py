"""What happens to those who want to hear of units."""

from hypothesis import strategies as st

from domain.subscriptions import Subscription
from services import subscriptions
from tests.model import refusals
from tests.model.machine import Machine, act, people, pick, picks, skus, whose
from tests.model.values import Alert

LIVE, TOLD = ("active", "held"), ("told", "held")


class AlertActs(Machine):
    """Signed up, signed off, passed on."""

    @act(9, customer=people, sku=skus, quantity=st.sampled_from((1, 1, 2, 3)))
    def signs_up(self, customer: str, sku: str, quantity: int) -> None:
        known = [a for a in self.model.alerts.values() if (a.customer, a.sku) == (customer, sku) and a.state in LIVE]
        no = set() if known else refusals.to_subscribe(self.model, sku)
        act = subscriptions.sign_up(self.shop, customer, sku, quantity)
        self.does(no, act, lambda answer: self._signed_up(answer, known, customer, quantity))

    @act(4, number=picks, by=whose)
    def signs_off(self, number: int, by: str | None) -> None:
        if not self.model.alerts:
            return
        alert = pick(self.model.alerts, number, lambda one: one.state in TOLD)
        customer, who = self.who(alert.customer, by)
        act = subscriptions.sign_off(self.shop, alert.id, who)
        self.does(refusals.to_end(alert, customer), act, lambda _: self.model.unsubscribe(alert))

    @act(2, number=picks, by=whose)
    def passes_on(self, number: int, by: str | None) -> None:
        if not self.house.hold or not self.model.alerts:
            return
        alert = pick(self.model.alerts, number, lambda one: one.state == "held")
        customer, who = self.who(alert.customer, by)
        act = subscriptions.pass_on(self.shop, alert.id, who)
        self.does(refusals.to_pass_on(alert, customer), act, lambda _: self.model.unsubscribe(alert))

    def _signed_up(self, answer: tuple[Subscription, bool], known: list[Alert], customer: str, quantity: int) -> None:
        """A second time answers the first."""
        found, fresh = answer
        assert fresh is not bool(known)
        if known:
            assert found.id == known[0].id
            self.model.refuses()
            return
        self.model.subscribe(Alert(found.id, customer, found.sku, quantity, self.model.now))
        assert found.state.value == self.model.alerts[found.id].state
