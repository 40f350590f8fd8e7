"""Who gets an announcement: everyone who has agreed, and whom the audience does not leave out."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, cast, false, func, literal, not_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.backorders import State
from domain.broadcasts import Audience, Draft, Reach
from domain.money import Money
from domain.notices import MessageState
from domain.subscriptions import LIVE
from domain.texts import LANGUAGES
from storage.customers import Due
from storage.tables import backorders, broadcasts, customer_tags, customers, outbox, subscriptions
from storage.types import Moment

c, o, s, m = customers.c, backorders.c, subscriptions.c, outbox.c
OPEN = (State.WAITING.value, State.RESERVED.value)
GONE = (State.CANCELLED.value, State.SWITCHED.value)


class Audiences:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def reach(
        self, draft: Draft, lacking: tuple[str, ...], due: Due, enough: tuple[int, datetime] | None
    ) -> Reach:
        """`lacking`: the languages that the text does not have. `enough`: so many announcements since then are."""
        unread = or_(*(reads(language) for language in lacking)) if lacking else false()
        blocked, unlinked = c.blocked, c.chat_id.is_(None)
        reachable = not_(blocked) & not_(unlinked)
        muted = _has_had(*enough) if enough else false()
        late = due.column() >= literal(draft.not_after, Moment()) if draft.not_after else false()
        counted = (blocked, unlinked & not_(blocked), unread, reachable & muted, reachable & not_(muted) & late)
        query = select(func.count(), *map(_how_many, counted)).where(*agreed(draft.audience))
        row: Sequence[int] = (await self._connection.execute(query)).one()
        return Reach(*row)

    async def page_end(self, audience: Audience, after: int, most: int) -> int | None:
        """The last customer of the next page, in the order of their ids; None when nobody is left."""
        page = select(c.id).where(*agreed(audience), c.id > after).order_by(c.id).limit(most).subquery()
        end: int | None = (await self._connection.execute(select(func.max(page.c.id)))).scalar_one()
        return end

    async def without_consent(self, external_id: str) -> bool:
        """Whether somebody has not agreed, or no longer does."""
        query = select(c.id).where(c.external_id == external_id, c.marketing_at.is_not(None))
        return (await self._connection.execute(query)).first() is None


def agreed(audience: Audience) -> Iterator[ColumnElement[bool]]:
    """Conditions on `customers`."""
    # As the index of those who agreed has it.
    yield c.marketing_at.is_not(None)
    if audience.language:
        yield reads(audience.language)
    about = list(_about_products(audience))
    if about:
        yield or_(*about)
    if audience.min_order_value:
        yield c.id.in_(_spent(audience.min_order_value))
    if audience.active_since:
        yield _active(audience.active_since)
    if audience.tags:
        yield c.id.in_(select(customer_tags.c.customer_id).where(customer_tags.c.tag.in_(audience.tags)))


def reads(language: str) -> ColumnElement[bool]:
    """`domain.texts.nearest_language` in SQL: whoever reads none of the other languages reads the first."""
    if language == LANGUAGES[0]:
        return not_(or_(*(_speaks(other) for other in LANGUAGES[1:])))
    return _speaks(language)


def _speaks(language: str) -> ColumnElement[bool]:
    tag = func.lower(func.replace(func.coalesce(c.locale, ""), "_", "-"))
    return or_(tag == language, tag.startswith(f"{language}-"))


def _about_products(audience: Audience) -> Iterator[ColumnElement[bool]]:
    if audience.owned:
        yield c.id.in_(_buyers(audience.owned).where(o.released_quantity > 0, o.state.not_in(GONE)))
    if audience.waiting:
        yield c.id.in_(_buyers(audience.waiting).where(o.state.in_(OPEN)))
    if audience.subscribed:
        live = s.state.in_([state.value for state in LIVE])
        yield c.id.in_(select(s.customer_id).where(s.sku.in_(audience.subscribed), live))


def _buyers(skus: Any) -> Select[Any]:
    return select(o.customer_id).where(o.sku.in_(skus))


def _spent(value: Money) -> Select[Any]:
    """People one of whose orders, with all its lines, came to as much."""
    priced = select(o.customer_id).where(o.currency == value.currency, o.state.not_in(GONE))
    return priced.group_by(o.customer_id, o.order_number).having(func.sum(o.unit_price * o.quantity) >= value.amount)


def _active(since: datetime) -> ColumnElement[bool]:
    """Has written to the bot, or ordered."""
    return or_(c.active_at >= since, c.id.in_(select(o.customer_id).where(o.placed_at >= since)))


def _has_had(most: int, since: datetime) -> ColumnElement[bool]:
    """So many announcements since then, or more, counting those that may have arrived; tests apart."""
    if most == 0:
        return true()
    lately = select(broadcasts.c.id).where(or_(broadcasts.c.finished_at.is_(None), broadcasts.c.finished_at > since))
    sent = and_(m.state == MessageState.SENT.value, m.sent_at > since)
    unsure = and_(m.state == MessageState.UNKNOWN.value, m.due_at > since)
    got = select(m.customer_id).where(m.broadcast_id.in_(lately), or_(sent, unsure))
    return c.id.in_(got.group_by(m.customer_id).having(func.count() >= most))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(case((condition, 1), else_=0)), 0), Integer)
