"""Orders, one row each, and the history of each."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    Executable,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.backorders import OPEN, Actor, Backorder, Entry, Refund, Ship, State
from domain.money import Money
from domain.slips import Attention
from storage.sets import as_table
from storage.tables import backorders, history
from storage.upserts import insert

t = backorders.c
# Built once: every order that is placed or read needs them.
ENTRIES = select(history).where(history.c.backorder_id == bindparam("wanted")).order_by(history.c.id)
ADD_ENTRY = history.insert()
STILL_OPEN = t.state.in_([state.value for state in sorted(OPEN)])


class Backorders:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, order: Backorder, entry: Entry) -> Backorder | None:
        """A new order with the first line of its history; the answer carries its id, what comes in is ignored.

        None where an order with this number and sku is neither cancelled nor switched: the index decides.
        """
        if self._connection.dialect.name == "postgresql":
            # One way there and back instead of two; SQLite, which is no way off, cannot insert within a query.
            first = {f"entry_{name}": value for name, value in _entry(entry).items()}
            row = (await self._connection.execute(ADD_WITH_ENTRY, _columns(order) | first)).first()
            return None if row is None else replace(order, id=row.backorder_id)
        row = (await self._connection.execute(ADD, _columns(order))).first()
        if row is None:
            return None
        await self.add_entry(row.id, entry)
        return replace(order, id=row.id)

    async def get(self, backorder_id: int) -> Backorder | None:
        row = (await self._connection.execute(select(backorders).where(t.id == backorder_id))).first()
        return None if row is None else order_of(row)

    async def units_ordered(self, customer_id: int, sku: str) -> int:
        """What a customer has in open orders of a product, units that lie ready included."""
        query = select(func.coalesce(func.sum(t.quantity), 0)).where(
            t.customer_id == customer_id, t.sku == sku, STILL_OPEN
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def fulfilled(self, customer_id: int) -> int:
        """How many orders of a customer have arrived; one of several lines counts once."""
        query = select(func.count(t.order_number.distinct())).where(
            t.customer_id == customer_id, t.state == State.FULFILLED.value
        )
        return int((await self._connection.execute(query)).scalar_one())

    async def switched_from(self, order: Backorder) -> Backorder | None:
        """The order whose place this one has taken."""
        query = select(backorders).where(t.customer_id == order.customer_id, t.switched_to == order.id)
        row = (await self._connection.execute(query)).first()
        return None if row is None else order_of(row)

    async def put(self, order: Backorder) -> None:
        await self._connection.execute(update(backorders).where(t.id == order.id).values(_columns(order)))

    async def of_customer(self, customer_id: int, limit: int = 50) -> list[Backorder]:
        """Newest first."""
        query = select(backorders).where(t.customer_id == customer_id).order_by(t.id.desc()).limit(limit)
        return [order_of(row) for row in await self._connection.execute(query)]

    async def of_ids(self, ids: Collection[int], customer_id: int) -> list[Backorder]:
        """Those of them that are this customer's."""
        if not ids:
            return []
        given = as_table(self._connection, {"id": BigInteger()}, [(each,) for each in ids])
        query = select(backorders).where(t.id.in_(select(given.c.id)), t.customer_id == customer_id)
        return [order_of(row) for row in await self._connection.execute(query)]

    async def add_entry(self, backorder_id: int, entry: Entry) -> None:
        await self._connection.execute(ADD_ENTRY, {"backorder_id": backorder_id} | _entry(entry))

    async def explain(self, backorder_id: int, reason: str) -> bool:
        """Put a reason beside a customer's cancellation that has none yet. Answers whether it was put there."""
        h = history.c
        silent = h.backorder_id == backorder_id, h.state == State.CANCELLED.value, h.by == Actor.CUSTOMER.value
        statement = update(history).where(*silent, h.reason.is_(None)).values(reason=reason)
        return (await self._connection.execute(statement)).rowcount > 0

    async def entries(self, backorder_id: int) -> list[Entry]:
        rows = await self._connection.execute(ENTRIES, {"wanted": backorder_id})
        return [Entry(State(row.state), Actor(row.by), row.at, row.reason, row.reserved_quantity) for row in rows]


def order_of(row: Any) -> Backorder:
    def money(amount: int | None) -> Money | None:
        return None if amount is None else Money(amount, row.currency)

    refund = money(row.refund)
    return Backorder(
        id=row.id,
        order_number=row.order_number,
        customer_id=row.customer_id,
        sku=row.sku,
        quantity=row.quantity,
        placed_at=row.placed_at,
        state=State(row.state),
        reserved_quantity=row.reserved_quantity,
        released_quantity=row.released_quantity,
        ship=Ship(row.ship),
        priority=row.priority,
        unit_price=money(row.unit_price),
        paid=money(row.paid),
        promise_by=row.promise_by,
        supply_id=row.supply_id,
        told_by=row.told_by,
        switched_to=row.switched_to,
        refund=Refund(refund, row.refund_due_on) if refund else None,
        deposit=money(row.deposit),
        asked_at=row.asked_at,
        accepted_by=row.accepted_by,
        attention=Attention(row.attention) if row.attention else None,
        pickup=row.pickup,
    )


def _columns(order: Backorder) -> dict[str, Any]:
    money = order.unit_price or order.paid or order.deposit
    return {
        "order_number": order.order_number,
        "customer_id": order.customer_id,
        "sku": order.sku,
        "quantity": order.quantity,
        "reserved_quantity": order.reserved_quantity,
        "released_quantity": order.released_quantity,
        "state": order.state.value,
        "ship": order.ship.value,
        "priority": order.priority,
        "unit_price": order.unit_price.amount if order.unit_price else None,
        "paid": order.paid.amount if order.paid else None,
        "deposit": order.deposit.amount if order.deposit else None,
        "currency": money.currency if money else None,
        "placed_at": order.placed_at,
        "promise_by": order.promise_by,
        "supply_id": order.supply_id,
        "told_by": order.told_by,
        "switched_to": order.switched_to,
        "refund": order.refund.money.amount if order.refund else None,
        "refund_due_on": order.refund.due_on if order.refund else None,
        "asked_at": order.asked_at,
        "accepted_by": order.accepted_by,
        "attention": order.attention.value if order.attention else None,
        "pickup": order.pickup,
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "state": entry.state.value,
        "by": entry.by.value,
        "reason": entry.reason,
        "reserved_quantity": entry.reserved_quantity,
        "at": entry.at,
    }


def _adding_with_entry() -> Executable:
    """PostgreSQL only."""
    # A new order has no id yet, and nobody has told its customer of another date.
    columns = [c for c in backorders.c if c not in {t.id, t.date_told_at}]
    order = insert("postgresql", backorders).values({c: bindparam(c.name, type_=c.type) for c in columns})
    added = order.on_conflict_do_nothing().returning(t.id).cte("added")
    names = ("state", "by", "reason", "reserved_quantity", "at")
    first = (bindparam(f"entry_{name}", type_=history.c[name].type) for name in names)
    entry = history.insert().from_select(["backorder_id", *names], select(added.c.id, *first))
    return entry.returning(history.c.backorder_id)


ADD_WITH_ENTRY = _adding_with_entry()
ADD = insert("sqlite", backorders).on_conflict_do_nothing().returning(t.id)
