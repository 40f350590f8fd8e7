"""What must be true after every act: of the database by itself, between two looks at it, and against the model."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from domain.backorders import Backorder
from domain.notices import Lane
from storage.queue import Position
from tests.model.days import undisturbed
from tests.model.model import Model
from tests.model.sight import Sight
from tests.model.values import MERCHANT, ZONES, Order

PIECES_PER_LETTER = 8
OPEN = ("waiting", "reserved")


def by_itself(now: Sight) -> None:
    """The invariants that need no model."""
    for sku, figures in now.stocks.items():
        orders = [order for order in now.orders.values() if order.sku == sku]
        owned = sum(order.reserved_quantity for order in orders)
        held = sum(alert.quantity for alert in now.alerts.values() if (alert.sku, alert.state) == (sku, "held"))
        assert figures.available >= 0, f"{sku}: more units are owned than there are"
        assert (owned, held) == (figures.reserved, figures.held), f"{sku}: a unit without or with two owners"
        waiting = [order for order in orders if order.state == "waiting"]
        assert not (figures.available and waiting), f"{sku}: a unit lies there while somebody waits"


def one_letter_per_event(now: Sight) -> None:
    """One event makes one message per person, or as few as hold all of it."""
    heard: dict[tuple[str, str], list[int]] = defaultdict(list)
    for letter in now.letters:
        heard[letter.customer, letter.event].append(len(letter.pieces))
    for whose, sizes in heard.items():
        assert len(sizes) == -(-sum(sizes) // PIECES_PER_LETTER), f"{whose}: {sizes}"


def since(before: Sight, now: Sight) -> None:
    """Every change has its movement and its line of history."""
    moved: dict[str, Counter[str]] = defaultdict(Counter)
    for row in now.movements:
        moved[row.sku].update(on_hand=row.on_hand, reserved=row.reserved, held=row.held)
        assert (row.on_hand, row.reserved, row.held) != (0, 0, 0)
    for sku, figures in now.stocks.items():
        for name in ("on_hand", "reserved", "held"):
            old = getattr(before.stocks[sku], name) if sku in before.stocks else 0
            assert getattr(figures, name) - old == moved[sku][name], f"{sku}: {name} changed without a movement"
    latest = {row.backorder_id: (row.state, row.reserved_quantity) for row in now.history}
    for number, order in now.orders.items():
        known = before.orders.get(number)
        had = (known.state, known.reserved_quantity) if known else None
        has = (order.state, order.reserved_quantity)
        assert latest.get(number, had) == has, f"order {number}: history does not end where the order stands"


def cards_hear_of_it(before: Sight, now: Sight) -> None:
    """Whatever its owner sees of an order changes with a revision of its product."""
    for number, order in before.orders.items():
        if before.revisions[order.sku] == now.revisions[order.sku]:
            found = _seen(now.orders[number], now.positions.get(number))
            assert found == _seen(order, before.positions.get(number)), f"order {number}: no card hears of it"


def _seen(order: Backorder, position: Position | None) -> tuple[object, ...]:
    units = (order.reserved_quantity, order.released_quantity)
    return order.state, units, order.promise_by, order.pickup, order.refund, position


def nobody_overtaken(before: Sight, now: Sight) -> None:
    """Strict: who got units stands before everyone who still misses some, who lost some behind all who kept theirs."""
    change = {number: _owns(order) - _owns(before.orders.get(number)) for number, order in now.orders.items()}
    for number, order in now.orders.items():
        mates = [other for other in now.orders.values() if other.sku == order.sku]
        if change[number] > 0 and number in before.orders:
            passed_over = [other.id for other in mates if other.state == "waiting" and _rank(other) < _rank(order)]
            assert not passed_over, f"{number} overtook {passed_over}"
        if change[number] < 0 and order.state in OPEN:
            spared = [other.id for other in mates if other.reserved_quantity and _rank(other) > _rank(order)]
            assert not spared, f"{number} lost units, {spared} behind it did not"


def _owns(order: Backorder | None) -> int:
    return order.reserved_quantity + order.released_quantity if order else 0


def _rank(order: Backorder) -> tuple[int, datetime, int]:
    return -order.priority, order.placed_at, order.id


def same_units(now: Sight, model: Model) -> None:
    for sku, ware in model.wares.items():
        queue = model.queue(sku)
        expected = (ware.on_hand, model.reserved(sku), model.held(sku), len(queue), sum(o.missing for o in queue))
        s = now.stocks[sku]
        found = (s.on_hand, s.reserved, s.held, s.waiting_orders, s.waiting_units)
        assert found == expected, f"{sku}: {found}, the model says {expected}"


def same_orders(now: Sight, model: Model) -> None:
    assert now.orders.keys() == model.orders.keys()
    for number, order in now.orders.items():
        found, wanted = _order(order, now.positions.get(number)), _expected(model, model.orders[number])
        assert found == wanted, f"order {number}: {[(key, found[key], wanted[key]) for key in found]}"


def _order(order: Backorder, position: Position | None) -> dict[str, object]:
    return {
        "state": order.state.value,
        "owns": (order.reserved_quantity, order.released_quantity, order.quantity),
        "rank": (order.priority, order.placed_at),
        "promise": (order.promise_by, order.supply_id) if order.promise_by else None,
        "position": (position.place, position.of, position.units_ahead) if position else None,
        "switched_to": order.switched_to,
    }


def _expected(model: Model, order: Order) -> dict[str, object]:
    return {
        "state": order.state,
        "owns": (order.reserved, order.released, order.quantity),
        "rank": (order.priority, order.placed_at),
        "promise": order.promised,
        "position": model.place_of(order),
        "switched_to": order.switched_to,
    }


def same_alerts(now: Sight, model: Model) -> None:
    found = {a.id: (a.state, a.quantity, a.told_at, a.held_until) for a in now.alerts.values()}
    expected = {a.id: (a.state, a.quantity, a.told_at, a.held_until) for a in model.alerts.values()}
    assert found == expected, f"{found}, the model says {expected}"


def same_supplies(now: Sight, model: Model) -> None:
    found = {s.id: (s.state, s.quantity, s.arrived, s.expected_on) for s in now.supplies.values()}
    expected = {s.id: (s.state, s.quantity, s.arrived, s.day) for s in model.supplies.values()}
    assert found == expected, f"{found}, the model says {expected}"


def same_news(now: Sight, model: Model) -> None:
    """Each piece is in exactly one letter, due when its reader may be disturbed; each date that moved is kept once."""
    pieces = [piece for letter in now.letters for piece in letter.pieces]
    assert Counter(pieces) == Counter(model.said.pieces), _odd(pieces, model.said.pieces)
    assert Counter(now.moved) == Counter(model.said.moved), _odd(now.moved, model.said.moved)
    for letter in now.letters:
        alerts_only = all(piece.kind in {"back_in_stock", "hold_lost"} for piece in letter.pieces)
        assert (letter.lane is Lane.ALERTS) == alerts_only
        zone = ZoneInfo(ZONES[letter.customer] or MERCHANT)
        assert letter.due_at == undisturbed(model.now, model.house.quiet if alerts_only else None, zone)


def _odd(said: Sequence[object], expected: Sequence[object]) -> str:
    told, should = Counter(said), Counter(expected)
    return f"only the shop: {list((told - should).elements())}; only the model: {list((should - told).elements())}"


def nobody_forgotten(now: Sight, model: Model) -> None:
    """Where no wave is open and nothing is held, no unit lies there while somebody wants to hear of it."""
    for sku, ware in model.wares.items():
        asked = [alert for alert in now.alerts.values() if alert.sku == sku]
        enough = now.stocks[sku].available >= model.house.alert_minimum
        if ware.active and enough and not any(alert.state in {"told", "held"} for alert in asked):
            wanting = [a for a in asked if a.state == "active" and a.quantity <= now.stocks[sku].available]
            assert not wanting, f"{sku}: alerts {[alert.id for alert in wanting]} are forgotten"


def all_of_it(before: Sight, now: Sight, model: Model) -> None:
    by_itself(now)
    one_letter_per_event(now)
    since(before, now)
    cards_hear_of_it(before, now)
    if not model.house.fill:
        nobody_overtaken(before, now)
    for check in (same_units, same_orders, same_alerts, same_supplies, same_news, nobody_forgotten):
        check(now, model)
