"""People. Personal fields are sealed on the way in and opened on the way out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, case, delete, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.customers import CHAT_ONLY, Customer
from domain.subscriptions import LIVE as LIVE_STATES
from domain.subscriptions import SubscriptionState
from storage.belongings import ORDERS, Belongings
from storage.sets import among
from storage.tables import backorders, customers, history, subscriptions
from storage.tables.people import OWN_HOURS
from storage.types import Moment
from storage.upserts import insert as upserting
from storage.vault import Vault

LIVE = subscriptions.c.state.in_([state.value for state in LIVE_STATES])


@dataclass(frozen=True, slots=True)
class Reader:
    """What the post needs to know of a person, and nothing more."""

    customer_id: int
    chat_id: int | None
    locale: str | None
    timezone: str | None
    blocked: bool
    quiet_hours: str | None = None
    agreed: bool = False
    """To announcements."""


class Rhythm(NamedTuple):
    """When somebody sleeps: their zone and their own quiet hours, None where they have said neither."""

    timezone: str | None
    quiet_hours: str | None

    @property
    def key(self) -> str:
        return f"{self.timezone or ''}|{self.quiet_hours or ''}"


RHYTHM = func.coalesce(customers.c.timezone, "").concat("|").concat(func.coalesce(customers.c.quiet_hours, ""))


@dataclass(frozen=True, slots=True)
class Due:
    """From when a letter may be sent, by the reader's rhythm where it is not `otherwise`."""

    otherwise: datetime
    by_rhythm: Mapping[Rhythm, datetime]

    def mapped(self, change: Callable[[datetime], datetime]) -> "Due":
        """Other moments that follow from these."""
        return Due(change(self.otherwise), {rhythm: change(at) for rhythm, at in self.by_rhythm.items()})

    @property
    def first(self) -> datetime:
        return min((self.otherwise, *self.by_rhythm.values()))

    def at(self, rhythm: Rhythm | None) -> datetime:
        return self.by_rhythm.get(rhythm, self.otherwise) if rhythm else self.otherwise

    def column(self) -> ColumnElement[datetime]:
        """To be selected beside `customers`, unless everybody may be written to at the same moment."""
        moment = literal(self.otherwise, Moment())
        whens = {rhythm.key: literal(at, Moment()) for rhythm, at in self.by_rhythm.items()}
        return case(whens, value=RHYTHM, else_=moment) if whens else moment


class Customers:
    def __init__(self, connection: AsyncConnection, vault: Vault) -> None:
        self._connection = connection
        self._vault = vault

    async def get(self, external_id: str) -> Customer | None:
        query = select(customers).where(customers.c.external_id == external_id)
        return self._maybe((await self._connection.execute(query)).first())

    async def by_id(self, customer_id: int) -> Customer | None:
        query = select(customers).where(customers.c.id == customer_id)
        return self._maybe((await self._connection.execute(query)).first())

    async def by_chat(self, chat_id: int) -> Customer | None:
        query = select(customers).where(customers.c.chat_id == chat_id)
        return self._maybe((await self._connection.execute(query)).first())

    async def lock(self, customer_id: int) -> Customer | None:
        # Not its key: a letter to the person may be written meanwhile, by somebody whom the next statement waits for.
        query = select(customers).where(customers.c.id == customer_id).with_for_update(key_share=True)
        return self._maybe((await self._connection.execute(query)).first())

    async def external_ids(self, ids: Iterable[int]) -> dict[int, str]:
        query = select(customers.c.id, customers.c.external_id).where(self._among(ids))
        return {row.id: row.external_id for row in await self._connection.execute(query)}

    async def readers(self, ids: Iterable[int]) -> dict[int, Reader]:
        t = customers.c
        agreed = t.marketing_at.is_not(None)
        facts = (t.id, t.chat_id, t.locale, t.timezone, t.blocked, t.quiet_hours, agreed)
        query = select(*facts).where(self._among(ids))
        return {row.id: Reader(*row) for row in await self._connection.execute(query)}

    async def names(self, ids: Iterable[int]) -> dict[int, str | None]:
        query = select(customers.c.id, customers.c.name).where(self._among(ids))
        return {row.id: self._vault.open(row.name) for row in await self._connection.execute(query)}

    async def rhythms(self, *, own_hours_only: bool) -> list[Rhythm]:
        """Everybody's, each once; `own_hours_only`: of those who have chosen their own hours, who are few."""
        t = customers.c
        some = OWN_HOURS if own_hours_only else or_(t.timezone.is_not(None), t.quiet_hours.is_not(None))
        query = select(t.timezone, t.quiet_hours).where(some).distinct()
        return [Rhythm(*row) for row in await self._connection.execute(query)]

    async def add(self, customer: Customer, at: datetime) -> Customer:
        """The id of what comes in is ignored; the answer carries the real one."""
        statement = insert(customers).values(self._columns(customer) | {"created_at": at}).returning(customers)
        return self.opened((await self._connection.execute(statement)).one())

    async def add_from_chat(self, chat_id: int, locale: str | None, at: datetime) -> Customer:
        """A person whom only the chat knows; met twice at once, by two processes, they are still one."""
        blank = Customer(0, f"{CHAT_ONLY}{chat_id}", locale=locale, chat_id=chat_id)
        values = self._columns(blank) | {"created_at": at, "active_at": at}
        statement = upserting(self._connection.dialect.name, customers).values(values)
        again = statement.on_conflict_do_update(index_elements=["external_id"], set_={"chat_id": chat_id})
        return self.opened((await self._connection.execute(again.returning(customers))).one())

    async def put(self, customer: Customer) -> None:
        statement = update(customers).where(customers.c.id == customer.id)
        await self._connection.execute(statement.values(self._columns(customer)))

    async def note_active(self, customer_id: int, at: datetime) -> None:
        await self._connection.execute(update(customers).where(customers.c.id == customer_id).values(active_at=at))

    async def set_blocked(self, chat_id: int, *, blocked: bool) -> None:
        """Whether the person keeps the bot out of this chat."""
        await self._connection.execute(update(customers).where(customers.c.chat_id == chat_id).values(blocked=blocked))

    async def move_chat(self, old: int, new: int) -> None:
        """Telegram gave the chat another id; where somebody already writes from that one, nothing changes."""
        others = customers.alias()
        taken = select(others.c.id).where(others.c.chat_id == new).exists()
        await self._connection.execute(update(customers).where(customers.c.chat_id == old, ~taken).values(chat_id=new))

    async def forget(self, customer: Customer, at: datetime) -> None:
        """Take away whatever hangs on the person.

        Orders stay, without anybody's words, under a row that says the shop's number and no more; that row goes as well
        where there are none.
        """
        theirs = Belongings(self._connection, self._vault)
        # Nobody may hang anything new on the person meanwhile: who tries waits, and finds them gone.
        await self._connection.execute(select(customers.c.id).where(customers.c.id == customer.id).with_for_update())
        if customer.chat_id is not None:
            await theirs.forget_chat(customer.chat_id)
        mine = select(backorders.c.id).where(backorders.c.customer_id == customer.id)
        if (await self._connection.execute(mine.limit(1))).first() is None:
            await theirs.erase(customer.id)
            await self._connection.execute(delete(customers).where(customers.c.id == customer.id))
            return
        await theirs.erase(customer.id, but=ORDERS)
        await self._connection.execute(
            update(history).where(history.c.backorder_id.in_(mine), history.c.reason.is_not(None)).values(reason=None)
        )
        number = customer.external_id if customer.known_by_shop else f"{CHAT_ONLY}forgotten-{customer.id}"
        blank: dict[str, Any] = {column.name: None for column in customers.c if column.nullable}
        blank |= {"external_id": number, "blocked": False, "forgotten_at": at}
        await self._connection.execute(update(customers).where(customers.c.id == customer.id).values(blank))

    async def move_belongings(self, giver: int, taker: int) -> None:
        """All that points at one person points at the other; the giver's row goes.

        Where both wait for an alert about the same product, the taker's stays and the giver's ends.
        """
        mine = select(subscriptions.c.sku).where(subscriptions.c.customer_id == taker, LIVE)
        await self._connection.execute(
            update(subscriptions)
            .where(subscriptions.c.customer_id == giver, subscriptions.c.sku.in_(mine), LIVE)
            .values(state=SubscriptionState.ENDED.value)
        )
        await Belongings(self._connection, self._vault).move(giver, taker)
        await self._connection.execute(delete(customers).where(customers.c.id == giver))

    def _among(self, ids: Iterable[int]) -> ColumnElement[bool]:
        return among(self._connection, customers.c.id, set(ids))

    def _columns(self, customer: Customer) -> dict[str, Any]:
        seal = self._vault.seal
        return {
            "external_id": customer.external_id,
            "name": seal(customer.name),
            "email": seal(customer.email),
            "email_digest": self._vault.email_digest(customer.email),
            "phone": seal(customer.phone),
            "phone_digest": self._vault.phone_digest(customer.phone),
            "locale": customer.locale,
            "timezone": customer.timezone,
            "chat_id": customer.chat_id,
            "blocked": customer.blocked,
            "quiet_hours": customer.quiet_hours,
        }

    def _maybe(self, row: Row[Any] | None) -> Customer | None:
        return None if row is None else self.opened(row)

    def opened(self, row: Any) -> Customer:
        """A row of the table as the person it stands for."""
        return Customer(
            row.id,
            row.external_id,
            self._vault.open(row.name),
            self._vault.open(row.email),
            self._vault.open(row.phone),
            row.locale,
            row.timezone,
            row.chat_id,
            row.blocked,
            row.quiet_hours,
            row.active_at,
        )
