"""The worked example of docs/fairness.md, replayed."""

from dataclasses import replace

import pytest

from domain.actors import MERCHANT
from domain.allocation import Allocation
from domain.customers import Customer
from domain.loyalty import loyalty_of
from domain.products import BackorderRules, Policy
from domain.refusals import CapReached
from services import backorders, customers, stock, why
from services.shop import Shop
from services.views import BackorderView
from tests.docs.tables import example_of, said, tables_in
from tests.docs.texts import ROOT
from tests.services.cast import MUG, RED, Cast
from tests.services.test_loyalty import has_received

EXAMPLE = example_of(ROOT / "docs" / "fairness.md")
ORDERS, GIVEN = tables_in(EXAMPLE)
COLUMNS = {
    Allocation.STRICT: ("strict: gets", "after the count"),
    Allocation.FILL: ("fill: gets", "after the count again"),
}


@pytest.fixture(params=Allocation)
async def cast(request: pytest.FixtureRequest, shop: Shop) -> Cast:
    """The shop of the example, with its customers and what they have bought before."""
    loyalty = loyalty_of(said(EXAMPLE, r"`NACHSCHUB_LOYALTY=(.+?)`"))
    cast = Cast(replace(shop, policy=replace(shop.policy, allocation=request.param, loyalty=loyalty)))
    cap = int(said(EXAMPLE, r"`per_customer` is (\d+)"))
    await cast.sells(RED, replace(MUG, backorder=BackorderRules(Policy.ALLOW, per_customer=cap)))
    for row in ORDERS:
        await customers.put(cast.shop, Customer(0, row["customer"]))
        numbers = [f"{row['customer']}-{n}" for n in range(int(row["fulfilled orders before"]))]
        await has_received(cast, row["customer"], *numbers)
    return cast


async def ordered(cast: Cast) -> dict[str, BackorderView]:
    placed = [await cast.orders(row["customer"], int(row["units"]), order_number=row["order"]) for row in ORDERS]
    return {view.order.order_number: view for view in placed}


async def owned(cast: Cast, orders: dict[str, BackorderView]) -> dict[str, str]:
    seen = [await backorders.read(cast.shop, view.order.id, MERCHANT) for view in orders.values()]
    return {view.order.order_number: str(view.order.reserved_quantity) for view in seen}


async def test_the_line_is_as_the_text_says(cast: Cast) -> None:
    orders = await ordered(cast)
    for row in ORDERS:
        position = (await backorders.read(cast.shop, orders[row["order"]].order.id, MERCHANT)).position
        assert position is not None
        assert str(position.place) == row["place in line"]


async def test_who_wants_more_than_the_cap_is_refused_as_the_text_says(cast: Cast) -> None:
    await ordered(cast)

    with pytest.raises(CapReached) as refused:
        await cast.orders("Ben", int(said(EXAMPLE, r"Ben wants (\d+) more")))

    cap, has, left = (int(said(EXAMPLE, p)) for p in (r"may have (\d+) units", r"has (\d+), so", r"(\d+) would be"))
    assert (refused.value.per_customer, refused.value.left) == (cap, left)
    assert has + left == cap


async def test_units_are_given_and_taken_back_as_the_text_says(cast: Cast) -> None:
    orders = await ordered(cast)
    given, after = COLUMNS[cast.shop.policy.allocation]

    await cast.delivers(int(said(EXAMPLE, r"Now (\d+) units come")))
    assert await owned(cast, orders) == {row["order"]: row[given] for row in GIVEN}
    bens = await why.of_backorder(cast.shop, orders["1002"].order.id, MERCHANT)
    assert str(bens.overtaken_by) == said(EXAMPLE, rf"(\d+) with `{cast.shop.policy.allocation}`")

    await stock.count(cast.shop, "MUG", int(said(EXAMPLE, r"only (\d+) of them")))
    assert await owned(cast, orders) == {row["order"]: row[after] for row in GIVEN}
    await cast.all_agrees()
