"""The post's ledger: one row per message and person, written by the transaction that caused it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Row,
    String,
    and_,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.allocation import Place
from domain.notices import CLASSES, BackInStock, Kind, Lane, Letter, MessageState, News, SharedNews, kind_of
from storage.broadcasts import going
from storage.circulars import Circulars
from storage.customers import Due
from storage.sets import add_rows, as_table
from storage.tables import broadcasts, outbox
from storage.types import Document, Moment
from storage.upserts import adding

t = outbox.c
COLUMNS = {
    "key": String(200),
    "kind": String(40),
    "lane": Integer(),
    "customer_id": BigInteger(),
    "news": Document,
    "due_at": Moment(),
    "state": String(10),
    "attempt": Integer(),
    "created_at": Moment(),
}
"""A letter as it is written."""
PAGE = 5000
"""Letters written at once."""
_encode = msgspec.json.Encoder().encode
DUE = t.state == literal_column("'due'")
"""A literal, so that the partial index of due letters is used."""
ORDER_BY_INDEX = text("SET LOCAL enable_sort = off")
LEAVING = "leaving"
"""The reason of a letter that goes once only and is on its way: to readers it is still due."""
INTERRUPTED = "interrupted"
"""The reason where the courier died on the way."""
UNDECIDED = t.state.in_([literal_column("'failed'"), literal_column("'unknown'")])
"""Literals, so that the short index of these letters is used."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter that a courier has claimed. `attempt` counts from 1 and guards the settling.

    Where this program cannot read what another version of it has written, there is no kind and no news.
    """

    id: int
    customer_id: int
    kind: Kind | None
    lane: Lane
    news: tuple[News, ...]
    attempt: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of a claimed letter; `due_at` where it is tried again."""

    id: int
    attempt: int
    state: MessageState
    reason: str | None = None
    message_id: int | None = None
    due_at: datetime | None = None
    spend_attempt: bool = True
    renews: bool = False
    """Only the courier's hands are still on it: that says nothing about a letter that has left."""


class Outbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._circulars = Circulars(connection)
        self.wrote = False

    async def add(self, letters: Sequence[tuple[Letter, datetime]], at: datetime) -> int:
        """Put letters in, each with the moment from which it may be sent. One whose key exists is left as it was.

        Answers how many are new.
        """
        if len(letters) == 1:
            # The usual case, with a statement that is built once.
            [(letter, due_at)] = letters
            row = dict(zip(COLUMNS, _row(letter, due_at, at), strict=True)) | {"news": dump(letter.news)}
            added = (await self._connection.execute(adding(self._connection.dialect.name, outbox), row)).rowcount
        else:
            added = 0
            for start in range(0, len(letters), PAGE):
                rows = [_row(letter, due_at, at) for letter, due_at in letters[start : start + PAGE]]
                added += await add_rows(self._connection, outbox, COLUMNS, rows)
        self._note(added)
        return added

    async def add_wave(
        self, event: str, news: BackInStock, told: Sequence[int], due: Due, *, held: Due | None, at: datetime
    ) -> None:
        """The same alert for a page of people; the sign-up and its quantity are each letter's own.

        `held` is until when units lie ready; `news` says it for those who sleep when most do.
        """
        self._note(await self._circulars.to_sign_ups(event, news, told, due, held=held, at=at))

    async def add_circular(
        self, event: str, news: SharedNews, places: Sequence[Place], due_at: datetime, at: datetime
    ) -> None:
        """The same piece of order news for many; the order itself is each letter's own."""
        self._note(await self._circulars.to_orders(event, news, places, due_at, at))

    def _note(self, added: int) -> None:
        self.wrote = self.wrote or added > 0

    async def claim(self, *, now: datetime, lease_until: datetime, most: int) -> list[Posted]:
        """Take the next due letters, first lanes first. Moving `due_at` is the lock, the retry and the recovery.

        A person's letters leave in the order in which they were written: one waits for every elder that was taken
        on already, because it is on its way or is tried again. Of broadcasts only
        those that are being sent are looked at: what waits behind a paused one costs nothing.
        """
        letters = await self._taken(t.broadcast_id.is_(None), now, lease_until, most)
        for broadcast_id in await self._going(now) if len(letters) < most else ():
            of_it = t.broadcast_id == broadcast_id
            letters += await self._taken(of_it, now, lease_until, most - len(letters))
        return sorted(letters, key=lambda letter: (letter.lane, letter.id))

    async def _going(self, now: datetime) -> Sequence[int]:
        query = select(broadcasts.c.id).where(*going(now)).order_by(broadcasts.c.id)
        return (await self._connection.execute(query)).scalars().all()

    async def _taken(self, which: ColumnElement[bool], now: datetime, lease_until: datetime, most: int) -> list[Posted]:
        if self._connection.dialect.name == "postgresql":
            # Statistics are taken when hardly anything is due, and then make it sort all that is due for each page.
            await self._connection.execute(ORDER_BY_INDEX)
        e = outbox.alias("elder").c
        elder = (
            select(e.id)
            .where(e.customer_id == t.customer_id, e.state == literal_column("'due'"), e.id < t.id, e.attempt > 0)
            .limit(1)
            # Not as EXISTS: joined, every due letter would be held against every other by the same statistics.
            .scalar_subquery()
        )
        picked = (
            select(t.id)
            .where(DUE, which, t.due_at <= now, elder.is_(None))
            .order_by(t.lane, t.due_at, t.id)
            .limit(most)
            .with_for_update(skip_locked=True)
            .cte("picked")
            # As a plain subquery PostgreSQL may run it once per row, and LIMIT then limits nothing.
            .prefix_with("MATERIALIZED", dialect="postgresql")
        )
        statement = (
            update(outbox)
            .where(t.id.in_(select(picked.c.id)))  # they are locked: nobody makes anything else of them
            .values(due_at=lease_until, attempt=t.attempt + 1)
            .returning(t.id, t.customer_id, t.kind, t.lane, t.news, t.attempt, t.created_at)
        )
        rows = (await self._connection.execute(statement)).all()
        return [posted(row) for row in rows]

    async def mark_leaving(self, letters: Sequence[Posted], now: datetime) -> set[int]:
        """Of claimed letters, those that may leave now: from here on their fate is unknown until it is settled.

        Whatever happens meanwhile, nobody claims them again. A broadcast that was stopped since stays here.
        """
        if not letters:
            return set()
        columns = {"id": BigInteger(), "attempt": Integer()}
        given = as_table(self._connection, columns, [(letter.id, letter.attempt) for letter in letters]).c
        statement = (
            update(outbox)
            .where(t.id == given.id, t.attempt == given.attempt, DUE)
            .where(
                or_(
                    t.broadcast_id.is_(None),
                    select(broadcasts.c.id).where(broadcasts.c.id == t.broadcast_id, *going(now)).exists(),
                )
            )
            .values(state=MessageState.UNKNOWN.value, reason=LEAVING)
            .returning(t.id)
        )
        return set((await self._connection.execute(statement)).scalars())

    async def mark_interrupted(self) -> int:
        """Whoever set out with these letters is gone: nobody will settle them any more. Answers how many there are."""
        left = update(outbox).where(UNDECIDED, t.state == MessageState.UNKNOWN.value, t.reason == LEAVING)
        return (await self._connection.execute(left.values(reason=INTERRUPTED))).rowcount

    async def free_strays(self, now: datetime, longest: timedelta) -> int:
        """Claimed letters that come up later than anybody puts one off, because a clock has jumped, are due now."""
        stray = update(outbox).where(DUE, t.attempt > 0, t.due_at > now + longest)
        return (await self._connection.execute(stray.values(due_at=now))).rowcount

    async def settle(self, results: Sequence[Settled], now: datetime) -> None:
        """Write what became of claimed letters. A late courier's word about an older attempt changes nothing."""
        if not results:
            return
        columns = {
            "id": BigInteger(), "attempt": Integer(), "state": String(10), "reason": String(200),
            "message_id": BigInteger(), "due_at": Moment(), "next_attempt": Integer(), "renews": Boolean(),
        }  # fmt: skip
        rows = [
            (
                r.id,
                r.attempt,
                r.state.value,
                r.reason,
                r.message_id,
                r.due_at,
                r.attempt - (not r.spend_attempt),
                r.renews,
            )
            for r in results
        ]
        given = as_table(self._connection, columns, rows).c
        await self._connection.execute(
            update(outbox)
            .where(t.id == given.id, t.attempt == given.attempt)
            .where(or_(DUE, and_(t.state == MessageState.UNKNOWN.value, ~given.renews)))
            .values(
                state=given.state,
                reason=given.reason,
                message_id=given.message_id,
                attempt=given.next_attempt,
                due_at=func.coalesce(given.due_at, t.due_at),
                sent_at=case((given.state == MessageState.SENT.value, literal(now, Moment())), else_=None),
            )
        )


def dump(news: Sequence[News]) -> list[dict[str, Any]]:
    """News as a JSON value, each piece under its kind."""
    return [{"kind": kind_of(piece).value, "facts": msgspec.to_builtins(piece)} for piece in news]


def load(pieces: Sequence[dict[str, Any]]) -> tuple[News, ...]:
    return tuple(msgspec.convert(piece["facts"], CLASSES[Kind(piece["kind"])]) for piece in pieces)


def _row(letter: Letter, due_at: datetime, at: datetime) -> tuple[object, ...]:
    """In the order of COLUMNS."""
    kind, lane = letter.kind.value, letter.lane.value
    return letter.key, kind, lane, letter.customer_id, as_text(letter.news), due_at, MessageState.DUE.value, 0, at


def as_text(news: Sequence[News]) -> str:
    """`dump` as JSON text, in one go."""
    return _encode([{"kind": kind_of(piece), "facts": piece} for piece in news]).decode()


def posted(row: Row[Any]) -> Posted:
    kind: Kind | None
    news: tuple[News, ...]
    try:
        kind, news = Kind(row.kind), load(row.news)
    except (KeyError, TypeError, ValueError, msgspec.MsgspecError):
        kind, news = None, ()
    return Posted(row.id, row.customer_id, kind, Lane(row.lane), news, row.attempt, row.created_at)
