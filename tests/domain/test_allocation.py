"""Fairness, as properties of every queue there can be."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.allocation import Place, fair_order, fill_up, share_out, take_back

NOON = datetime(2027, 1, 11, 12, tzinfo=UTC)

places = st.builds(
    Place,
    backorder_id=st.integers(1, 10_000),
    customer_id=st.just(1),
    priority=st.integers(-2, 2),
    placed_at=st.integers(0, 5).map(lambda hours: NOON + timedelta(hours=hours)),
    quantity=st.just(20),
    missing=st.integers(1, 20),
)
queues = st.lists(places, max_size=30, unique_by=lambda place: place.backorder_id).map(
    lambda found: sorted(found, key=fair_order)
)


def place(backorder_id: int, missing: int, *, priority: int = 0, hours: int = 0) -> Place:
    return Place(backorder_id, 1, priority, NOON + timedelta(hours=hours), missing, missing)


def test_priority_goes_before_arrival_and_arrival_before_number() -> None:
    late_but_dear = place(3, 1, priority=1, hours=9)
    early = place(2, 1, hours=1)
    twin = place(1, 1, hours=1)

    assert sorted([early, late_but_dear, twin], key=fair_order) == [late_but_dear, twin, early]


def test_the_head_is_completed_before_the_next_gets_anything() -> None:
    grants = list(share_out(5, [place(1, 3), place(2, 4), place(3, 1)]))

    assert [(g.place.backorder_id, g.units, g.completes) for g in grants] == [(1, 3, True), (2, 2, False)]


@given(st.integers(0, 200), queues)
def test_units_are_neither_lost_nor_invented(units: int, queue: list[Place]) -> None:
    for rule in (share_out, fill_up):
        given_units = sum(grant.units for grant in rule(units, queue))
        assert given_units == min(units, sum(place.missing for place in queue))


@given(st.integers(0, 200), queues)
def test_nobody_is_overtaken(units: int, queue: list[Place]) -> None:
    grants = {grant.place.backorder_id: grant for grant in share_out(units, queue)}
    for ahead, behind in pairwise(queue):
        if behind.backorder_id in grants:
            assert grants[ahead.backorder_id].completes


@given(st.integers(0, 200), queues)
def test_filling_completes_everyone_it_passes_units_to_before_it_leaves_crumbs(units: int, queue: list[Place]) -> None:
    grants = list(fill_up(units, queue))
    assert len({grant.place.backorder_id for grant in grants}) == len(grants)
    partly = [grant for grant in grants if not grant.completes]
    assert len(partly) <= 1


@given(st.integers(0, 100), st.lists(st.integers(1, 9), max_size=20))
def test_the_last_lose_first(units: int, owned: list[int]) -> None:
    owners = [(place(number, 1), count) for number, count in enumerate(owned, 1)]
    losses = list(take_back(units, owners))

    assert sum(lost for _, lost in losses) == min(units, sum(owned))
    assert all(lost == had for (_, lost), (_, had) in zip(losses[:-1], owners, strict=False))
