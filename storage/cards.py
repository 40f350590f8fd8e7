"""Cards that stand in chats: what each shows, and which of them should look different by now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    LargeBinary,
    Select,
    bindparam,
    delete,
    false,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.cards import Drawn
from storage.sets import among
from storage.tables import backorders, cards, customers, stock
from storage.types import Moment
from storage.upserts import insert

t = cards.c
NEVER = -1
"""No product's revision: such a card is looked at again whatever has changed."""
CHAT, MESSAGE, ORDER = (bindparam(name, type_=BigInteger()) for name in ("chat", "message", "order"))
AT = bindparam("moment", type_=Moment())
HERE = (t.chat_id == CHAT) & (t.message_id == MESSAGE)
# Built once, because every press on a page asks one of them.
FORGET = delete(cards).where(HERE)
OUTLIVE = update(cards).where(t.backorder_id == ORDER, ~HERE, ~t.outlived).values(outlived=true(), due_at=AT)
MINE = (t.id == bindparam("card", type_=BigInteger())) & (t.due_at == bindparam("claimed", type_=Moment()))
SETTLE = update(cards).where(MINE)
END = delete(cards).where(MINE)


@dataclass(frozen=True, slots=True)
class Claimed:
    """A card that may have to change; `until` guards what is written down afterwards.

    An `outlived` one has a newer one of the same order beside it.
    """

    id: int
    backorder_id: int
    customer_id: int
    chat_id: int
    message_id: int
    digest: bytes
    outlived: bool
    until: datetime


class Cards:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def note(self, drawn: Sequence[Drawn], at: datetime) -> None:
        """What these messages show now. Every other card of the same order is outlived."""
        # In one order for everybody, so that no two writers wait for each other.
        for one in sorted(drawn, key=lambda one: one.chat_id):
            here: dict[str, Any] = {"chat": one.chat_id, "message": one.message_id}
            if one.face is None or one.face.last:
                await self._connection.execute(FORGET, here)
            if one.face is None:
                continue
            here |= {"order": one.face.backorder_id, "moment": at}
            await self._connection.execute(OUTLIVE, here)
            if not one.face.last:
                shown = {"seen": one.face.revision, "looks": one.face.digest}
                await self._connection.execute(DRAW[self._connection.dialect.name], here | shown)

    async def any_due(self, now: datetime) -> bool:
        return (await self._connection.execute(due(now).limit(1))).first() is not None

    async def claim(self, now: datetime, until: datetime, most: int) -> list[Claimed]:
        """Whose product has changed since, longest untouched first; for whoever asks until `until`."""
        first = due(now).order_by(t.due_at, t.id).limit(most).with_for_update(skip_locked=True, of=cards)
        whose = select(backorders.c.customer_id).where(backorders.c.id == t.backorder_id).scalar_subquery()
        claimed = update(cards).where(t.id.in_(first)).values(due_at=until).returning(cards, whose.label("whose"))
        return [
            Claimed(
                row.id, row.backorder_id, row.whose, row.chat_id, row.message_id, row.digest, row.outlived, row.due_at
            )
            for row in await self._connection.execute(claimed)
        ]

    async def is_claimed(self, card: Claimed) -> bool:
        """False where it was drawn or given up meanwhile."""
        query = select(t.id).where(t.id == card.id, t.due_at == literal(card.until, Moment()))
        return (await self._connection.execute(query)).first() is not None

    async def seen(self, looked_at: Sequence[tuple[Claimed, int, bytes]], again_at: datetime) -> None:
        """They look as they should at these revisions of their products, and rest until `again_at`."""
        statement = SETTLE.values(
            revision=bindparam("seen", type_=Integer()), digest=bindparam("looks", type_=LargeBinary()), due_at=AT
        )
        rows = [_mine(card) | {"seen": seen, "looks": looks, "moment": again_at} for card, seen, looks in looked_at]
        if rows:
            await self._connection.execute(statement, rows)

    async def put_off(self, card: Claimed, again_at: datetime) -> None:
        await self._connection.execute(SETTLE.values(due_at=AT), _mine(card) | {"moment": again_at})

    async def end(self, ended: Iterable[Claimed]) -> None:
        """There is nothing left to change about them."""
        if rows := [_mine(card) for card in ended]:
            await self._connection.execute(END, rows)

    async def look_again(self, customer_id: int) -> None:
        """Something about their reader has changed: the language, the time zone."""
        theirs = select(backorders.c.id).where(backorders.c.customer_id == customer_id)
        await self._connection.execute(update(cards).where(t.backorder_id.in_(theirs)).values(revision=NEVER))

    async def outdated(self, before: datetime, most: int) -> list[int]:
        """Not asked for since, by somebody who has not written since."""
        writes = select(customers.c.id).where(customers.c.chat_id == t.chat_id, customers.c.active_at >= before)
        query = select(t.id).where(t.shown_at < before, ~writes.exists()).limit(most)
        return list((await self._connection.execute(query)).scalars())

    async def forget(self, ids: Sequence[int]) -> int:
        return (await self._connection.execute(delete(cards).where(among(self._connection, t.id, ids)))).rowcount


def due(now: datetime) -> Select[Any]:
    """Ids of cards whose reader can be reached in the chat where the card stands."""
    return (
        select(t.id)
        .join_from(cards, backorders, backorders.c.id == t.backorder_id)
        .join(stock, stock.c.sku == backorders.c.sku)
        .join(customers, (customers.c.id == backorders.c.customer_id) & (customers.c.chat_id == t.chat_id))
        .where(t.due_at <= now, or_(t.outlived, t.revision != stock.c.revision), ~customers.c.blocked)
    )


def _mine(card: Claimed) -> dict[str, Any]:
    return {"card": card.id, "claimed": card.until}


def _drawing(dialect: str) -> Any:
    """A row for a message, or what it shows now. Of an order that is gone nothing is kept."""
    seen, looks = bindparam("seen", type_=Integer()), bindparam("looks", type_=LargeBinary())
    row = select(ORDER, CHAT, MESSAGE, seen, looks, false(), AT, AT).where(backorders.c.id == ORDER)
    names = ["backorder_id", "chat_id", "message_id", "revision", "digest", "outlived", "shown_at", "due_at"]
    statement = insert(dialect, cards).from_select(names, row.select_from(backorders))
    rest = {name: statement.excluded[name] for name in names if name not in {"chat_id", "message_id"}}
    return statement.on_conflict_do_update(index_elements=["chat_id", "message_id"], set_=rest)


DRAW = {dialect: _drawing(dialect) for dialect in ("sqlite", "postgresql")}
