"""The bare equivalents: a Litestar handler each, with the statements written out and nothing around them."""

import json
from datetime import UTC, datetime
from typing import Any

from litestar import Litestar, get, post
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

READ = (
    """SELECT p.*, s.*, b.*, c.external_id, k.waiting_orders
         FROM backorders b
         JOIN customers c ON c.id = b.customer_id
         JOIN products p ON p.sku = b.sku
         JOIN stock k ON k.sku = b.sku
         LEFT JOIN supplies s ON s.id = b.supply_id
        WHERE b.id = :id""",
    """SELECT count(*), coalesce(sum(quantity - reserved_quantity - released_quantity), 0) FROM backorders
        WHERE sku = :sku AND state = 'waiting' AND (priority > :priority OR (priority = :priority AND
          (placed_at < :placed_at OR (placed_at = :placed_at AND id < :id))))""",
    "SELECT * FROM history WHERE backorder_id = :id ORDER BY id",
    'SELECT old, "new", cause, at, told, reason FROM promise_changes WHERE backorder_id = :id ORDER BY id',
)
"""What reading one order asks of the database, in the same order."""


def build(engine: AsyncEngine, news: list[dict[str, Any]]) -> Litestar:
    """`news` is what a letter about an order holds; the same bytes go in."""

    @get("/bare/{backorder_id:int}")
    async def read(backorder_id: int) -> dict[str, Any]:
        async with engine.connect() as connection:
            await connection.execution_options(**_reading(engine))
            order = dict((await connection.execute(text(READ[0]), {"id": backorder_id})).mappings().one())
            answers = [
                [dict(row) for row in (await connection.execute(text(query), order)).mappings()] for query in READ[1:]
            ]
        return {"order": order, "more": answers}

    @post("/bare")
    async def write(data: dict[str, Any]) -> dict[str, Any]:
        moment: Any = datetime.now(UTC)
        if engine.dialect.name == "sqlite":
            moment = moment.strftime("%Y-%m-%d %H:%M:%S.%f")
        async with engine.begin() as connection:
            return await _insert(connection, data, moment, json.dumps(news))

    return Litestar([read, write], openapi_config=None, logging_config=None)


async def _insert(connection: Any, data: dict[str, Any], at: Any, news: str) -> dict[str, Any]:
    """The four rows that an order on a product without stock and supply leaves."""
    postgres = connection.dialect.name == "postgresql"
    lock = " FOR UPDATE" if postgres else ""
    find = text("SELECT id FROM customers WHERE external_id = :customer")
    customer_id = (await connection.execute(find, data)).scalar_one()
    await connection.execute(text("SELECT * FROM stock WHERE sku = :sku" + lock), data)
    values = {**data, "customer_id": customer_id, "at": at, "news": news}
    order_id = (await connection.execute(text(ORDER), values)).scalar_one()
    values |= {"id": order_id, "key": f"bare:{order_id}"}
    await connection.execute(text(HISTORY), values)
    await connection.execute(text(STOCK), values)
    await connection.execute(text(LETTER.replace(":news", "CAST(:news AS jsonb)") if postgres else LETTER), values)
    return {"id": order_id, **data}


ORDER = """INSERT INTO backorders (order_number, customer_id, sku, quantity, reserved_quantity, released_quantity,
    state, ship, priority, unit_price, paid, currency, placed_at)
  VALUES (:order_number, :customer_id, :sku, :quantity, 0, 0, 'waiting', 'together', 0, 1290, 0, 'EUR', :at)
  RETURNING id"""
HISTORY = """INSERT INTO history (backorder_id, state, by, reserved_quantity, at)
  VALUES (:id, 'waiting', 'merchant', 0, :at)"""
STOCK = """UPDATE stock SET waiting_orders = waiting_orders + 1, waiting_units = waiting_units + :quantity
  WHERE sku = :sku"""
LETTER = """INSERT INTO outbox (key, kind, lane, customer_id, news, state, attempt, due_at, created_at)
  VALUES (:key, 'order_placed', 1, :customer_id, :news, 'due', 0, :at, :at)"""


def _reading(engine: AsyncEngine) -> dict[str, Any]:
    if engine.dialect.name == "sqlite":
        return {"nachschub_read_only": True}
    return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
