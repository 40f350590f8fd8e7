"""What was ordered from suppliers, and how late their deliveries came."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, literal_column, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.promises import HISTORY
from domain.supplies import Supply, SupplyState
from storage.pages import Page, decode_id, encode
from storage.tables import arrivals, supplies

OPEN = supplies.c.state == literal_column("'open'")
"""A literal, so that the partial index is used."""
OPEN_FOR = (
    select(supplies).where(supplies.c.sku == bindparam("wanted"), OPEN).order_by(supplies.c.expected_on, supplies.c.id)
)
"""Built once: every order that is placed needs it."""


class Supplies:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, supply: Supply, at: datetime) -> Supply:
        """The id of what comes in is ignored; the answer carries the real one."""
        statement = insert(supplies).values(_columns(supply) | {"created_at": at}).returning(supplies)
        return supply_of((await self._connection.execute(statement)).one())

    async def get(self, supply_id: int) -> Supply | None:
        row = (await self._connection.execute(select(supplies).where(supplies.c.id == supply_id))).first()
        return None if row is None else supply_of(row)

    async def put(self, supply: Supply) -> None:
        await self._connection.execute(update(supplies).where(supplies.c.id == supply.id).values(_columns(supply)))

    async def open_for(self, sku: str) -> list[Supply]:
        """Open supplies of one product, in the order in which promises count them."""
        return [supply_of(row) for row in await self._connection.execute(OPEN_FOR, {"wanted": sku})]

    async def open_of(self, skus: Iterable[str]) -> dict[str, list[Supply]]:
        """Open supplies by sku, in the order in which promises count them."""
        wanted = list(skus)
        query = select(supplies).where(supplies.c.sku.in_(wanted), OPEN)
        found: dict[str, list[Supply]] = {sku: [] for sku in wanted}
        for row in await self._connection.execute(query.order_by(supplies.c.expected_on, supplies.c.id)):
            found[row.sku].append(supply_of(row))
        return found

    async def skus_waiting_on(self, supplier: str) -> list[str]:
        """Products whose promises depend on this supplier's punctuality."""
        query = select(supplies.c.sku).distinct().where(supplies.c.supplier == supplier, OPEN).order_by(supplies.c.sku)
        return list((await self._connection.execute(query)).scalars())

    async def overdue_skus(self, today: date) -> list[str]:
        query = select(supplies.c.sku).distinct().where(OPEN, supplies.c.expected_on < today).order_by(supplies.c.sku)
        return list((await self._connection.execute(query)).scalars())

    async def page(self, *, sku: str | None, state: str | None, after: str | None, limit: int) -> Page[Supply]:
        query = select(supplies).order_by(supplies.c.id).limit(limit + 1)
        if sku is not None:
            query = query.where(supplies.c.sku == sku)
        if state is not None:
            query = query.where(supplies.c.state == state)
        if after is not None:
            query = query.where(supplies.c.id > decode_id(after))
        found = [supply_of(row) for row in await self._connection.execute(query)]
        return Page(found[:limit], encode(found[limit - 1].id) if len(found) > limit else None)

    async def note_arrival(self, supply: Supply, quantity: int, delay_days: int, at: datetime) -> None:
        await self._connection.execute(
            insert(arrivals).values(
                supply_id=supply.id, supplier=supply.supplier, quantity=quantity, delay_days=delay_days, at=at
            )
        )

    async def delays(self, supplier: str) -> list[int]:
        """Days late of the supplier's last arrivals, oldest first; negative means early."""
        query = (
            select(arrivals.c.delay_days)
            .where(arrivals.c.supplier == supplier)
            .order_by(arrivals.c.id.desc())
            .limit(HISTORY)
        )
        return list((await self._connection.execute(query)).scalars())[::-1]

    async def set_buffer(self, supplier: str | None, sku: str, days: int) -> None:
        await self._connection.execute(
            update(supplies)
            .where(supplies.c.sku == sku, supplies.c.supplier == supplier, OPEN)
            .values(buffer_days=days)
        )


def _columns(supply: Supply) -> dict[str, Any]:
    return {
        "sku": supply.sku,
        "quantity": supply.quantity,
        "arrived": supply.arrived,
        "expected_on": supply.expected_on,
        "supplier": supply.supplier,
        "reference": supply.reference,
        "state": supply.state.value,
        "reason": supply.reason,
        "buffer_days": supply.buffer_days,
    }


def supply_of(row: Any) -> Supply:
    return Supply(
        row.id,
        row.sku,
        row.quantity,
        row.expected_on,
        row.supplier,
        row.reference,
        row.arrived,
        SupplyState(row.state),
        row.reason,
        row.buffer_days,
    )
