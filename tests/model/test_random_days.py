"""Random days in a shop, held against a naive model after every act, on both databases.

The usual run is small and always the same. A bigger and random one:

    NACHSCHUB_MODEL_STEPS=20000 .venv/bin/pytest tests/model

does about that many acts in all and says how many there were (with `-s`). A failure is printed as a story of acts, with
the decorator that repeats it. With `NACHSCHUB_MODEL_SHRINK=1` the story is first made shorter, which takes minutes.
"""

import os
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.model.acts_alerts import AlertActs
from tests.model.acts_goods import KNOWN, GoodsActs, days
from tests.model.acts_orders import OrderActs, Wanted, wanted
from tests.model.desk import Desk
from tests.model.machine import Act, Ways, acts_of, ways
from tests.model.values import House

KINDS = ((False, False), (False, True), (True, False), (True, True))
"""Strict or filling up, told or held: each kind of shop has its own days."""
DATABASES = 2
USUAL_DAYS = 3
"""Of each kind, on each database; the first is always one on which nearly nothing happens."""
STEPS = int(os.environ.get("NACHSCHUB_MODEL_STEPS", "0"))
ACTS = 40 if STEPS else 24
"""In one day, about."""
SHRINK = bool(os.environ.get("NACHSCHUB_MODEL_SHRINK"))


class RandomDays(OrderActs, GoodsActs, AlertActs):
    """All acts there are."""


@dataclass(frozen=True)
class Day:
    """A shop that opens with a few orders and something on its way, and what happens then.

    `late`: by how many days the supplier it knows has been late so far.
    """

    ways: Ways
    late: list[int]
    first: list[Wanted]
    units: int
    ahead: int
    acts: list[Act]


a_day = st.builds(
    Day,
    ways,
    st.lists(st.integers(-2, 9), min_size=3, max_size=22),
    st.lists(wanted, min_size=1, max_size=3),
    st.integers(1, 6),
    days,
    st.lists(acts_of(RandomDays), min_size=ACTS - 5, max_size=ACTS + 5),
)


def live(desk: Desk, house: House, day: Day) -> None:
    """Act by act; the operator's own check has the last word."""
    machine = RandomDays(desk, house, day.ways)
    machine.knows(day.late)
    machine.expects("MUG", day.units, day.ahead, KNOWN)
    for one in day.first:
        machine.orders(replace(one, sku="MUG"))
    for act in day.acts:
        getattr(machine, act.name)(**act.facts)
    machine.verify()


def _profile() -> settings:
    return settings(
        max_examples=max(2, STEPS // (DATABASES * len(KINDS) * ACTS)) if STEPS else USUAL_DAYS,
        database=None,
        deadline=None,
        print_blob=True,
        phases=(Phase.generate, *((Phase.shrink,) if SHRINK else ())),
        suppress_health_check=list(HealthCheck),
    )


def test_the_shop_agrees_with_its_model(database_url: str) -> None:
    with Desk(database_url) as desk:
        for number, (fill, holds) in enumerate(KINDS):

            @seed(secrets.randbits(64) if STEPS else number)
            @settings(_profile())
            @given(day=a_day, fill=st.just(fill), holds=st.just(holds))
            def every_day(day: Day, *, fill: bool, holds: bool) -> None:
                live(desk, House(fill=fill, hold=timedelta(hours=2) if holds else timedelta(0)), day)

            every_day()
        print(f"{desk.acts.total()} acts: {dict(desk.acts.most_common())}")  # noqa: T201
