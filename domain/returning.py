"""Somebody comes back who had shut the bot out: what they get to read, and what is past."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from domain.backorders import Backorder, State
from domain.notices import (
    MOST_PER_LETTER,
    DateChanged,
    LongWait,
    News,
    OrderCancelled,
    OrderComplete,
    OrderNews,
    OrderPartly,
    OrderPlaced,
    OrderReleased,
    OrderSwitched,
    ProductDiscontinued,
    Recalled,
    UnitsTakenBack,
    rank,
)

SAID_BY_STATE: Mapping[State, tuple[type[OrderNews], ...]] = {
    State.WAITING: (
        ProductDiscontinued,
        OrderPlaced,
        OrderSwitched,
        UnitsTakenBack,
        LongWait,
        DateChanged,
        OrderPartly,
    ),
    State.RESERVED: (OrderPlaced, OrderSwitched, OrderComplete),
    State.RELEASED: (OrderReleased,),
    State.FULFILLED: (),
    State.CANCELLED: (OrderCancelled,),
    State.SWITCHED: (),
}
"""For an order in that state, what is worth saying of it; the first of these that was missed, once."""


def still_matters(missed: Sequence[News], orders: Mapping[int, Backorder]) -> tuple[News, ...]:
    """Of all that was missed (oldest first), one message: where each order stands now, and recalls.

    Announcements and dates that have changed again are past; alerts are the line's business, in which the person still
    stands.
    """
    found: list[News] = []
    for order_id in dict.fromkeys(one.backorder_id for one in missed if isinstance(one, OrderNews)):
        about = [one for one in missed if isinstance(one, OrderNews) and one.backorder_id == order_id]
        said = _said_of(orders.get(order_id), about)
        if said is not None:
            found.append(said)
    found += {one.recall_id: one for one in missed if isinstance(one, Recalled)}.values()
    return tuple(sorted(found, key=rank)[:MOST_PER_LETTER])


def _said_of(order: Backorder | None, missed: Sequence[OrderNews]) -> News | None:
    if order is None:
        return None
    for kind in SAID_BY_STATE[order.state]:
        of_kind = [one for one in missed if isinstance(one, kind)]
        said = _as_of_now(order, of_kind[0], of_kind[-1]) if of_kind else None
        if said is not None:
            return said  # type: ignore[return-value]
    return None


def _as_of_now(order: Backorder, first: OrderNews, last: OrderNews) -> OrderNews | None:
    """The figures and dates of today, not of the day on which it was written; None for a question that was settled."""
    said: OrderNews | None = last
    match last:
        case OrderPlaced():
            said = replace(last, reserved=order.reserved_quantity, place=None, of=None, promise_by=order.promise_by)
        case OrderSwitched() | OrderPartly():
            said = replace(last, reserved=order.reserved_quantity, promise_by=order.promise_by)
        case UnitsTakenBack():
            said = replace(last, promise_by=order.promise_by)
        case LongWait():
            said = replace(last, promise_by=order.promise_by) if order.asked_at else None
        case DateChanged():
            old = first.old if isinstance(first, DateChanged) else last.old
            said = replace(last, old=old, new=order.promise_by) if old != order.promise_by else None
    return said


def orders_in(news: Iterable[News]) -> set[int]:
    return {one.backorder_id for one in news if isinstance(one, OrderNews)}
