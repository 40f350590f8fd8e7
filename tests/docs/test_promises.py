"""The worked example of docs/promises.md, replayed."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import accumulate

import pytest

from domain.actors import MERCHANT
from domain.customers import Customer
from domain.supplies import Supply
from services import backorders, customers, slips, stock, supplies, why
from services.shop import Shop
from services.supplies import SupplyChange
from services.views import BackorderView
from tests.conftest import Clock
from tests.docs.tables import example_of, said, tables_in
from tests.docs.texts import ROOT
from tests.services.cast import MUG, RED, Cast

EXAMPLE = example_of(ROOT / "docs" / "promises.md")
SUPPLIES, ORDERS, MOVES = tables_in(EXAMPLE)


@pytest.fixture
async def cast(shop: Shop) -> Cast:
    """The shop of the example, with what it has learned of its suppliers."""
    figures = {
        "handling_days": int(said(EXAMPLE, r"Handling takes (\d+) day")),
        "supplier_buffer_days": int(said(EXAMPLE, r"without history is (\d+) days")),
        "tell_after_days": int(said(EXAMPLE, r"changes of (\d+) days are told")),
    }
    cast = Cast(replace(shop, policy=replace(shop.policy, **figures)))  # type: ignore[arg-type]
    await cast.sells(MUG, RED)
    for delay in re.findall(r"\d+", said(EXAMPLE, r"has delivered before: (.+?) days late")):
        late = await cast.expects(
            1, cast.shop.today() - timedelta(days=int(delay)), sku="RED", supplier=SUPPLIES[0]["supplier"]
        )
        await stock.arrive(cast.shop, late.id, None)
    return cast


async def announced(cast: Cast) -> list[Supply]:
    return [
        await cast.expects(int(row["units"]), date.fromisoformat(row["expected on"]), supplier=row["supplier"])
        for row in SUPPLIES
    ]


async def ordered(cast: Cast) -> dict[str, BackorderView]:
    for row in ORDERS:
        await customers.put(cast.shop, Customer(0, row["customer"]))
    return {row["customer"]: await cast.orders(row["customer"], int(row["units"])) for row in ORDERS}


async def test_the_clock_stands_where_the_example_begins(cast: Cast) -> None:
    today = cast.shop.today()
    assert said(EXAMPLE, r"It is (.+?)\.") == f"{today.day} {today:%B %Y}"


async def test_supplies_add_up_as_the_text_says(cast: Cast) -> None:
    found = await announced(cast)
    last = await cast.orders("ada", sum(supply.open for supply in found))

    way = (await why.of_backorder(cast.shop, last.order.id, MERCHANT)).way

    assert found[0].buffer_days == int(said(EXAMPLE, r"Its buffer is (\d+) days"))
    assert [step.supply.id for step in way] == [supply.id for supply in found]
    assert [str(total) for total in accumulate(step.supply.open for step in way)] == [
        row["running total"] for row in SUPPLIES
    ]
    assert [step.due_on.isoformat() for step in way] == [row["leaves by"] for row in SUPPLIES]


async def test_everyone_gets_the_date_that_the_text_says(cast: Cast) -> None:
    await announced(cast)
    orders = await ordered(cast)

    for row in ORDERS:
        seen = await backorders.read(cast.shop, orders[row["customer"]].order.id, MERCHANT)
        assert seen.position is not None
        assert str(seen.position.units_ahead + seen.order.missing) == row["last unit"]
        assert (seen.order.promise_by.isoformat() if seen.order.promise_by else "none") == row["date"]


async def test_moves_are_told_as_the_text_says(cast: Cast, clock: Clock) -> None:
    moving = (await announced(cast))[-1]
    cems = (await ordered(cast))["Cem"]

    for row in MOVES:
        clock.passes(hours=float(row["hours later"]))
        await supplies.change(cast.shop, moving.id, SupplyChange(expected_on=date.fromisoformat(row["expected on"])))
        await slips.catch_up(cast.shop)

        order = (await backorders.read(cast.shop, cems.order.id, MERCHANT)).order
        assert (str(order.promise_by), str(order.told_by)) == (row["Cem's date"], row["Cem was told"])

    messages = int(said(EXAMPLE, r"He has got (\d+) messages"))
    assert await cast.heard("Cem") == ["order_placed", *["date_changed"] * messages]
