"""What to order next, derived from who waits and what is on its way."""

from dataclasses import replace
from datetime import date

from domain.products import BackorderRules, Policy, Product
from domain.proposals import Proposal
from services import products, stock, supplies
from services.supplies import SupplyChange
from tests.services.cast import MUG, RED, Cast

DAY = date(2027, 2, 1)


def from_(units: int, product: Product = MUG) -> Product:
    return replace(product, backorder=BackorderRules(Policy.ALLOW, reorder_at=units))


async def proposed(cast: Cast) -> list[Proposal]:
    return list((await supplies.proposals(cast.shop, after=None, limit=50)).items)


async def test_waiting_units_that_nothing_covers_reach_the_mark(cast: Cast) -> None:
    await cast.sells(from_(5))
    await cast.expects(3, DAY)
    await cast.orders("ada", 7)
    assert await proposed(cast) == []

    await cast.orders("ben", 1)

    (found,) = await proposed(cast)
    assert found == Proposal("MUG", MUG.name, 8, 3)
    assert found.quantity == 5


async def test_ordering_it_ends_the_proposal_and_losing_it_brings_it_back(cast: Cast) -> None:
    await cast.sells(from_(2))
    await cast.orders("ada", 3)
    supply = await cast.expects(3, DAY)
    assert await proposed(cast) == []

    await supplies.change(cast.shop, supply.id, SupplyChange(cancel=True))

    assert [found.quantity for found in await proposed(cast)] == [3]


async def test_what_came_counts_no_more_and_too_much_of_one_supply_is_not_less_of_another(cast: Cast) -> None:
    await cast.sells(from_(1))
    early, late = await cast.expects(2, DAY), await cast.expects(4, DAY)
    await cast.orders("ada", 12)

    await stock.arrive(cast.shop, early.id, 5)
    await stock.arrive(cast.shop, late.id, 1)

    assert await proposed(cast) == [Proposal("MUG", MUG.name, 6, 3)]


async def test_without_a_mark_and_for_what_is_sold_no_more_nothing_is_proposed(cast: Cast) -> None:
    await cast.sells(MUG, from_(1, RED))
    await cast.orders("ada", 9)
    await cast.orders("ada", 9, sku="RED")
    assert [found.sku for found in await proposed(cast)] == ["RED"]

    await products.discontinue(cast.shop, "RED")

    assert await proposed(cast) == []
