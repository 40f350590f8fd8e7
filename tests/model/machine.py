"""The driver: each act is done to the shop and to the model, and after it everything is compared.

The acts themselves stand by noun in `acts_*.py`, each a class on top of this one; `act` says what is drawn for one and
how often it comes. A day is a list of acts; one that makes no sense at its moment does nothing.
"""

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from domain.actors import MERCHANT, Who
from domain.backorders import Actor
from domain.refusals import NotAnAlternative, Refusal
from services import backorders, housekeeping
from services.views import BackorderView
from storage.sights import BackorderQuery
from tests.model import checks
from tests.model.desk import Desk
from tests.model.model import Model
from tests.model.sight import Sight, look
from tests.model.values import ZONES, House, Ware

T = TypeVar("T")

VERIFIED = 8
"""After so many acts, and after each example, the operator's own check is asked too."""
SKUS = ("MUG", "RED", "TIN")
PRICES = (1290, 990, 1290)
PEOPLE = tuple(ZONES)
MORNINGS = (
    datetime(2027, 1, 11, 11, 0, tzinfo=UTC),
    datetime(2027, 3, 27, 22, 30, tzinfo=UTC),  # half an hour before the day on which Berlin loses an hour
    datetime(2027, 10, 30, 21, 30, tzinfo=UTC),  # … and gains one
    datetime(2028, 2, 28, 22, 59, tzinfo=UTC),  # a minute before a leap day
    datetime(2026, 12, 31, 22, 59, tzinfo=UTC),  # … and before a new year
)
NIGHTS = (None, (time(21), time(8)), (time(1, 30), time(3)))
"""Quiet hours; the last lie where clocks are changed."""

people, skus = st.sampled_from(PEOPLE), st.sampled_from(("MUG", *SKUS))
few, picks, chance = st.integers(1, 4), st.integers(0, 30), st.booleans()
seldom = st.sampled_from((False, False, False, True))
whose = st.sampled_from((None, None, None, "owner", "owner", "owner", "owner", "stranger"))
"""Who acts: the merchant, the person it belongs to, or somebody else."""


@dataclass(frozen=True)
class Ways:
    """What of a shop's policy is drawn for each example; allocation and holds are fixed for a run."""

    now: datetime
    tell_after_days: int
    people_per_unit: int
    alert_minimum: int
    refuses_long_waits: bool
    quiet: tuple[time, time] | None
    loyalty: tuple[tuple[int, int], ...]


ways = st.builds(
    Ways, st.sampled_from(MORNINGS), st.sampled_from((2, 1, 5)), st.sampled_from((1, 2)),
    st.sampled_from((1, 1, 2)), chance,
    st.sampled_from(NIGHTS), st.sampled_from(((), ((1, 1), (2, 3)))),
)  # fmt: skip


@dataclass(frozen=True)
class Act:
    """What is done, and what was drawn for it."""

    name: str
    facts: Mapping[str, Any]

    def __repr__(self) -> str:
        return f"{self.name}({', '.join(f'{name}={value!r}' for name, value in self.facts.items())})"


Method = TypeVar("Method", bound=Callable[..., None])


def act(often: int, **facts: SearchStrategy[Any]) -> Callable[[Method], Method]:
    """An act that comes `often` times as often as the rarest."""

    def marked(method: Method) -> Method:
        vars(method).update(often=often, facts=facts)
        return method

    return marked


def acts_of(machine: type["Machine"]) -> SearchStrategy[Act]:
    """Any act that the machine knows; doing nothing is the simplest, which makes stories short."""
    known = {name: method for name in dir(machine) if hasattr(method := getattr(machine, name), "often")}
    drawn = {name: st.builds(Act, st.just(name), st.fixed_dictionaries(known[name].facts)) for name in known}
    names = ["does_nothing", *(name for name, method in known.items() for _ in range(method.often))]
    return st.sampled_from(names).flatmap(drawn.__getitem__)


class Machine:
    """A shop, its model, and what was seen last."""

    def __init__(self, desk: Desk, house: House, drawn: Ways) -> None:
        self.desk, self.house = desk, house
        self.opens(drawn)

    @act(1)
    def does_nothing(self) -> None:
        """For the shortest story."""

    def opens(self, drawn: Ways) -> None:
        self.house.tell_after_days, self.house.people_per_unit = drawn.tell_after_days, drawn.people_per_unit
        self.house.refuses_long_waits, self.house.quiet = drawn.refuses_long_waits, drawn.quiet
        self.house.loyalty, self.house.alert_minimum = drawn.loyalty, drawn.alert_minimum
        wares = [Ware(sku, price) for sku, price in zip(SKUS, PRICES, strict=True)]
        self.model = Model(self.house, drawn.now, wares)
        self.shop = self.desk.opens(self.house, wares, drawn.now)
        self.sight = self.desk.run(look(self.shop, Sight()))

    def does(self, no: set[str], act: Coroutine[Any, Any, T], then: Callable[[T], object]) -> None:
        """The shop acts; the model says the same *no*, or does the same."""
        name = getattr(act, "__name__", "act")
        try:
            answer = self.desk.run(act)
        except Refusal as refusal:
            self.desk.acts[f"{name}: {_name(refusal)}"] += 1
            self.refuses(refusal, no)
        else:
            self.desk.acts[name] += 1
            assert not no, f"done, although {no}"
            then(answer)
            self.compare()
            if isinstance(answer, BackorderView):
                self.agrees(answer)

    def refuses(self, refusal: Refusal, no: set[str]) -> None:
        """For one of the model's reasons, and nothing is different afterwards."""
        assert _name(refusal) in no, f"refused: {refusal!r}; the model's reasons: {no or 'none'}"
        self.model.refuses()
        self.compare()

    def compare(self) -> None:
        before, self.sight = self.sight, self.desk.run(look(self.shop, self.sight))
        checks.all_of_it(before, self.sight, self.model)
        if self.desk.acts.total() % VERIFIED == 0:
            self.verify()

    def verify(self) -> None:
        """What the operator's command says, and whether every reader sees what the rows say."""
        assert self.desk.run(housekeeping.verify(self.shop)) == []
        for view in self.desk.run(backorders.page(self.shop, BackorderQuery(limit=1000))).items:
            self.agrees(view)

    def agrees(self, view: BackorderView) -> None:
        """The answer to an act, or a line of a list, is what a second look finds."""
        order = self.sight.orders[view.order.id]
        assert view.order == order
        assert view.position == self.sight.positions.get(order.id)
        assert (view.supply.id if view.supply else None) == order.supply_id

    def who(self, owner: str, by: str | None) -> tuple[str | None, Who]:
        """Who acts, by name (None is the merchant) and as the shop knows them."""
        if by is None:
            return None, MERCHANT
        name = owner if by == "owner" else next(person for person in PEOPLE if person != owner)
        return name, Who(Actor.CUSTOMER, self.desk.people[name])


def _name(refusal: Refusal) -> str:
    name = type(refusal).__name__
    return f"{name}:{refusal.why}" if isinstance(refusal, NotAnAlternative) else name


def pick(things: Mapping[int, T], number: int, likely: Callable[[T], bool] = lambda _: True) -> T:
    """One of them, mostly one of the likely; small numbers are the youngest, which are the most interesting."""
    known = list(things.values())
    wanted = [thing for thing in known if likely(thing)] if number % 8 else known
    return (wanted or known)[-1 - number % len(wanted or known)]
