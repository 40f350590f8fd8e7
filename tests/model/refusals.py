"""Why the model would say no: every reason that holds, by the refusal's name. The shop must name one of them."""

from dataclasses import replace
from datetime import timedelta

from tests.model.days import later
from tests.model.model import Model
from tests.model.values import Alert, Order, Promised, Supply

GONE = ("cancelled", "switched")
OPEN = ("waiting", "reserved")
LAST_IN_LINE = 2**62
"""The id of an order that does not exist yet: behind everyone with the same priority and moment."""
CLOCK_SKEW = timedelta(minutes=1)


def _those(**reasons: bool) -> set[str]:
    return {name for name, holds in reasons.items() if holds}


def to_place(model: Model, draft: Order) -> set[str]:
    return _those(
        PlacedInFuture=draft.placed_at > model.now + CLOCK_SKEW,
        Discontinued=not model.wares[draft.sku].active,
        WaitTooLong=_waits_too_long(model, draft),
        **_full(model, draft),
    )


def to_touch(order: Order, customer: str | None) -> set[str]:
    """Somebody else's order does not exist; the merchant (None) may see each."""
    return _those(NotFound=customer not in {None, order.customer})


def to_cancel(order: Order) -> set[str]:
    return _those(MoveRefused=order.state not in OPEN)


def to_release(order: Order) -> set[str]:
    in_part = order.waits and order.in_parts and order.reserved > 0
    return _those(MoveRefused=order.state != "reserved" and not in_part)


def to_fulfil(order: Order) -> set[str]:
    return _those(MoveRefused=order.state != "released")


def to_switch(model: Model, order: Order, sku: str) -> set[str]:
    target = model.wares[sku]
    if sku == order.sku:
        return {"NotAnAlternative:same"}
    whys = _those(
        discontinued=not target.active,
        partly_released=order.released > 0,
        dearer=target.price > order.price,
        not_available=order.state in OPEN and offer(model, order, sku) is None,
    )
    draft = replace(order, id=LAST_IN_LINE, sku=sku, reserved=0)
    full = _those(**_full(model, draft), WaitTooLong=_waits_too_long(model, draft))
    return to_cancel(order) | {f"NotAnAlternative:{why}" for why in whys} | full


def offer(model: Model, order: Order, sku: str) -> tuple[Promised | None] | None:
    """What another product would give this order: its date, or None for at once; None where it is no help."""
    if not model.wares[sku].active or _capped(model, order, sku):
        return None
    if model.available(sku) >= order.quantity:
        return (None,)
    if order.state != "waiting" or model.wares[sku].policy == "deny":
        return None
    promise = model.promise_of_new(replace(order, id=LAST_IN_LINE, sku=sku))
    sooner = promise is not None and (order.by is None or promise[0] < order.by)
    return (promise,) if sooner else None


def to_sell(model: Model, sku: str, quantity: int) -> set[str]:
    return _those(NotEnoughUnits=quantity > model.available(sku))


def to_book(supply: Supply, sku: str) -> set[str]:
    return _those(SupplyMismatch=supply.sku != sku, SupplyClosed=supply.state != "open")


def to_change(supply: Supply) -> set[str]:
    return _those(SupplyClosed=supply.state != "open")


def to_subscribe(model: Model, sku: str) -> set[str]:
    return _those(Discontinued=not model.wares[sku].active)


def to_end(alert: Alert, customer: str | None) -> set[str]:
    return _those(NotFound=customer not in {None, alert.customer})


def to_pass_on(alert: Alert, customer: str | None) -> set[str]:
    return to_end(alert, customer) or _those(NothingHeld=alert.state != "held")


def _full(model: Model, draft: Order) -> dict[str, bool]:
    """What stands in the way of units that are not there, and of a number that is taken."""
    ware = model.wares[draft.sku]
    missing = draft.quantity - model.available(draft.sku)
    left = None if ware.limit is None else max(0, ware.limit - sum(o.missing for o in model.queue(draft.sku)))
    same = [o for o in model.orders.values() if (o.number, o.sku) == (draft.number, draft.sku) and o.state not in GONE]
    return {
        "BackorderDenied": missing > 0 and ware.policy == "deny",
        "LimitReached": left is not None and missing > max(0, left),
        "OrderTaken": bool(same),
        "CapReached": _capped(model, draft, draft.sku),
    }


def _capped(model: Model, order: Order, sku: str) -> bool:
    cap = model.wares[sku].per_customer
    return cap is not None and order.quantity > cap - model.ordered(order.customer, sku)


def _waits_too_long(model: Model, draft: Order) -> bool:
    longest = model.wares[draft.sku].max_wait_days
    if longest is None or not model.house.refuses_long_waits or model.available(draft.sku) >= draft.quantity:
        return False
    promise = model.promise_of_new(draft)
    return promise is not None and promise[0] > later(model.today, longest)
