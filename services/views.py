"""Orders as readers want them: with their place, their date and where it comes from."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.actors import Who
from domain.backorders import Backorder, Entry
from domain.products import Product
from domain.refusals import NotFound
from domain.slips import Answer
from domain.supplies import Supply
from services.shop import Shop
from storage.goodwill import Credit
from storage.promises import PromiseChange
from storage.queue import Position
from storage.sights import Sight
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class BackorderView:
    """`customer` is the shop's number for the person; `supply` covers the order's last unit where there is a date.

    `pickup_place`: where the shop hands orders over; None where it only sends them. `revision` counts the changes of
    its product.
    """

    order: Backorder
    customer: str
    product: Product
    position: Position | None
    supply: Supply | None
    handling_days: int
    history: Sequence[Entry] = ()
    promise_history: Sequence[PromiseChange] = ()
    answers: Sequence[Answer] = ()
    goodwill: Sequence[Credit] = ()
    pickup_place: str | None = None
    revision: int = field(default=0, compare=False)


async def owned(tx: Tx, backorder_id: int, who: Who) -> Backorder:
    order = await tx.backorders.get(backorder_id)
    if order is None:
        raise NotFound("backorder", str(backorder_id))
    who.must_own(order)
    return order


async def view(tx: Tx, shop: Shop, backorder_id: int, who: Who) -> BackorderView:
    """One order with everything that is known of it. Raises NotFound, also for somebody else's."""
    sight = await tx.sights.of(backorder_id)
    if sight is None:
        raise NotFound("backorder", str(backorder_id))
    order = sight.order
    who.must_own(order)
    dates = await tx.promises.of(backorder_id)
    # Whoever was never told of another date was never asked anything: the ordinary order costs no question more.
    moved = order.accepted_by is not None or any(change.told and change.old for change in dates)
    return BackorderView(
        order,
        sight.customer,
        sight.product,
        await tx.queue.position(order, sight.of),
        sight.supply,
        shop.policy.handling_days,
        await tx.backorders.entries(backorder_id),
        dates,
        await tx.slips.answers(backorder_id) if moved else (),
        await tx.goodwill.of(backorder_id) if moved else (),
        shop.policy.pickup_place,
        sight.revision,
    )


async def views(tx: Tx, shop: Shop, sights: Sequence[Sight]) -> list[BackorderView]:
    """Several orders without their histories, in the same order; one question for each product."""
    by_sku: dict[str, list[Sight]] = defaultdict(list)
    for sight in sights:
        by_sku[sight.order.sku].append(sight)
    positions: dict[int, Position] = {}
    for sku, mine in by_sku.items():
        positions |= await tx.queue.positions(sku, [sight.order for sight in mine], mine[0].of)
    return [_view(sight, positions, shop) for sight in sights]


async def views_of(tx: Tx, shop: Shop, customer_id: int, most: int = 50) -> list[BackorderView]:
    """A customer's orders without their histories, newest first; two questions, however many there are."""
    sights = await tx.sights.of_customer(customer_id, most)
    positions = await tx.queue.of_customer(customer_id, {sight.order.sku: sight.of for sight in sights})
    return [_view(sight, positions, shop) for sight in sights]


def _view(sight: Sight, positions: Mapping[int, Position], shop: Shop) -> BackorderView:
    return BackorderView(
        sight.order,
        sight.customer,
        sight.product,
        positions.get(sight.order.id),
        sight.supply,
        shop.policy.handling_days,
        pickup_place=shop.policy.pickup_place,
        revision=sight.revision,
    )
