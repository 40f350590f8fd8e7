"""Many rows at once, made by the database itself: people, orders that wait, sign-ups."""

from datetime import UTC, datetime

from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncEngine

from domain.products import BackorderRules, Policy, Product
from storage.tables import outbox

PEOPLE = 100_000
NOW = datetime(2027, 1, 11, 11, 0, tzinfo=UTC)
"""A Monday noon in Berlin: nobody's quiet hours."""
EACH = 2
"""Units that an order asks for."""
MUG = Product("MUG", {"en": "Blue mug", "de": "Blaue Tasse"}, backorder=BackorderRules(Policy.ALLOW))

_NUMBERS = """WITH RECURSIVE n(i) AS
  (SELECT CAST(:first AS integer) UNION ALL SELECT i + 1 FROM n WHERE i < CAST(:last AS integer))"""
_PEOPLE = f"""INSERT INTO customers (external_id, chat_id, blocked, created_at)
  {_NUMBERS} SELECT 'p' || i, i, false, {{at}} FROM n"""
_ORDERS = f"""INSERT INTO backorders (order_number, customer_id, sku, quantity, reserved_quantity, released_quantity,
    state, ship, priority, unit_price, paid, currency, placed_at)
  {_NUMBERS} SELECT 'N' || i, (SELECT min(id) FROM customers) + (i - 1) % CAST(:people AS integer),
    CAST(:sku AS text), CAST(:each AS integer), 0, 0, 'waiting',
    'together', 0, 1290, 0, 'EUR', {{at}} FROM n"""
_COUNTED = """UPDATE stock SET waiting_orders = waiting_orders + :orders, waiting_units = waiting_units + :units
  WHERE sku = :sku"""
_SIGN_UPS = f"""INSERT INTO subscriptions (customer_id, sku, quantity, state, created_at)
  {_NUMBERS} SELECT (SELECT min(id) FROM customers) + i - 1, CAST(:sku AS text), 1, 'active', {{at}} FROM n"""


class Filling:
    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def people(self) -> None:
        await self._run(_PEOPLE, first=1, last=PEOPLE)

    async def orders(self, sku: str, first: int, last: int) -> None:
        """Orders `first` to `last` of a product, at the end of its queue; neighbours are of different people."""
        await self._run(_ORDERS, first=first, last=last, sku=sku, each=EACH, people=PEOPLE)
        count = last - first + 1
        await self._run(_COUNTED, sku=sku, orders=count, units=count * EACH)

    async def sign_ups(self, sku: str, count: int) -> None:
        """Of the first `count` people."""
        await self._run(_SIGN_UPS, first=1, last=count, sku=sku)

    async def settle(self) -> None:
        """Send the post away, and let the database do what it does by itself in a quiet minute."""
        async with self._engine.begin() as connection:
            await connection.execute(delete(outbox))
        if self._engine.dialect.name == "sqlite":
            return
        async with self._engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text("VACUUM ANALYZE"))

    async def _run(self, statement: str, **values: object) -> None:
        """`{at}` becomes another second for each row, so that rows have an order."""
        start = "2026-01-01"
        at = (
            f"strftime('%Y-%m-%d %H:%M:%f000', '{start}', '+' || i || ' seconds')"
            if self._engine.dialect.name == "sqlite"
            else f"timestamptz '{start} 00:00+00' + i * interval '1 second'"
        )
        async with self._engine.begin() as connection:
            await connection.execute(text(statement.format(at=at)), values)
