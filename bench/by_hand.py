"""The shortest SQL, written by hand, for what a receipt and a wave of alerts write. Both databases, one text each."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

PRODUCT = '{"en": "Blue mug", "de": "Blaue Tasse"}'

RECEIPT = (
    "SELECT on_hand FROM stock WHERE sku = {sku} {lock}",
    # Whom the units reach; there are no more orders than units.
    """CREATE TEMPORARY TABLE given AS SELECT * FROM
      (SELECT id, customer_id, order_number, quantity, quantity - reserved_quantity AS units,
         sum(quantity - reserved_quantity) OVER (ORDER BY priority DESC, placed_at, id) AS upto
       FROM (SELECT * FROM backorders WHERE sku = {sku} AND state = 'waiting'
             ORDER BY priority DESC, placed_at, id LIMIT {units}) AS head) AS ranked
      WHERE upto <= {units}""",
    """UPDATE backorders SET reserved_quantity = reserved_quantity + given.units, state = 'reserved', promise_by = NULL,
      supply_id = NULL, told_by = NULL FROM given WHERE backorders.id = given.id""",
    """INSERT INTO history (backorder_id, state, by, reason, reserved_quantity, at)
      SELECT id, 'reserved', 'system', 'receipt', quantity, {at} FROM given""",
    """INSERT INTO outbox (key, kind, lane, customer_id, news, state, attempt, due_at, created_at)
      SELECT {event} || ':' || customer_id || ':0', 'order_complete', 1, customer_id, CAST(
        '[{{"kind": "order_complete", "facts": {{"backorder_id": ' || id || ', "order_number": "' || order_number ||
        '", "product": ' || {product} || ', "quantity": ' || quantity || '}}}}]' AS {json}), 'due', 0, {at}, {at}
      FROM given""",
    # Whom the supply on its way reaches now.
    """CREATE TEMPORARY TABLE moved AS SELECT * FROM
      (SELECT id, customer_id, order_number, quantity, promise_by,
         sum(quantity - reserved_quantity) OVER (ORDER BY priority DESC, placed_at, id) AS upto
       FROM (SELECT * FROM backorders WHERE sku = {sku} AND state = 'waiting'
             ORDER BY priority DESC, placed_at, id LIMIT {open}) AS head) AS ranked
      WHERE upto <= {open} AND promise_by IS NULL""",
    """UPDATE backorders SET promise_by = {by}, supply_id = {supply}, told_by = {by}
      FROM moved WHERE backorders.id = moved.id""",
    """INSERT INTO promise_changes (backorder_id, old, new, cause, told, at)
      SELECT id, NULL, {by}, {event}, true, {at} FROM moved""",
    """INSERT INTO outbox (key, kind, lane, customer_id, news, state, attempt, due_at, created_at)
      SELECT {event} || ':' || customer_id || ':0', 'date_changed', 1, customer_id, CAST(
        '[{{"kind": "date_changed", "facts": {{"backorder_id": ' || id || ', "order_number": "' || order_number ||
        '", "product": ' || {product} || ', "quantity": ' || quantity || ', "old": null, "new": "' || {day} ||
        '", "reason": null}}}}]' AS {json}), 'due', 0, {at}, {at}
      FROM moved""",
    """INSERT INTO movements (sku, kind, on_hand, reserved, held, cause, at)
      VALUES ({sku}, 'receipt', {units}, 0, 0, 'receipt', {at}), ({sku}, 'reserve', 0, {units}, 0, 'receipt', {at})""",
    """UPDATE stock SET on_hand = on_hand + {units}, reserved = reserved + {units},
      waiting_orders = waiting_orders - (SELECT count(*) FROM given), waiting_units = waiting_units - {units}
      WHERE sku = {sku}""",
    "DROP TABLE given",
    "DROP TABLE moved",
)
WAVE = (
    "SELECT on_hand FROM stock WHERE sku = {sku} {lock}",
    """INSERT INTO outbox (key, kind, lane, customer_id, news, state, attempt, due_at, created_at)
      SELECT {event} || ':' || customer_id || ':0', 'back_in_stock', 2, customer_id, CAST(
        '[{{"kind": "back_in_stock", "facts": {{"subscription_id": ' || id || ', "sku": "' || sku || '", "product": ' ||
        {product} || ', "quantity": ' || quantity || ', "url": null, "held_until": null}}}}]' AS {json}),
        'due', 0, {at}, {at}
      FROM subscriptions WHERE sku = {sku} AND state = 'active'""",
    "UPDATE subscriptions SET state = 'told', told_at = {at} WHERE sku = {sku} AND state = 'active'",
    """INSERT INTO movements (sku, kind, on_hand, reserved, held, cause, at)
      VALUES ({sku}, 'receipt', {units}, 0, 0, 'receipt', {at})""",
    "UPDATE stock SET on_hand = on_hand + {units} WHERE sku = {sku}",
)


async def write(engine: AsyncEngine, statements: tuple[str, ...], given: dict[str, Any]) -> None:
    """`given`: sku, units, event, at; for a receipt also by, supply and open of the one supply on its way."""
    async with engine.begin() as connection:
        for statement in statements:
            await _run(connection, statement, {**given, "product": PRODUCT, "day": str(given.get("by"))})


async def _run(connection: AsyncConnection, statement: str, given: dict[str, Any]) -> None:
    # Values stand in the text: each of these statements runs once, and a table made from a query takes no parameters.
    words = {name: _literal(value) for name, value in given.items()}
    postgres = connection.dialect.name == "postgresql"
    lock, json = ("FOR UPDATE", "jsonb") if postgres else ("", "text")
    await connection.exec_driver_sql(statement.format(json=json, lock=lock, **words))


def _literal(value: Any) -> str:
    if value is None or isinstance(value, int):
        return "NULL" if value is None else str(value)
    if isinstance(value, datetime):
        value = value.strftime("%Y-%m-%d %H:%M:%S.%f")
    return f"'{value}'"
