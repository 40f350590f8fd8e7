"""Broadcasts: written, looked at, sent, stopped. The letters themselves are written in services/announcing.py."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from itertools import chain

from domain.broadcasts import (
    LETTERS_A_MINUTE,
    PAID_A_MINUTE,
    Announcement,
    Broadcast,
    BroadcastState,
    Draft,
    Over,
    Progress,
    Reach,
    Recipient,
)
from domain.digest import WEEK
from domain.mistakes import Mistake, MistakeKind
from domain.notices import Letter, MessageState
from domain.proofreading import bad_addresses, languages_of, mistakes, mistakes_in, strangers, warnings
from domain.refusals import BroadcastFaulty, BroadcastPaused, NoConsent, NotFound
from services.announcing import PAGE, begin, due_for
from services.shop import Shop
from storage.pages import Page
from storage.store import Tx

S = BroadcastState


@dataclass(frozen=True, slots=True)
class Standing:
    """A broadcast and how far it is; `opted_out` took their yes back under it."""

    broadcast: Broadcast
    progress: Progress
    opted_out: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Whom it would reach now, what would have to be mended before, and what keeps people from hearing it."""

    reach: Reach
    mistakes: list[Mistake]


async def write(shop: Shop, draft: Draft, by: str) -> Standing:
    """A draft; nothing is sent. Hours without a zone are the shop's."""
    async with shop.store.begin() as tx:
        return await _standing(tx, shop, await tx.broadcasts.add(_dated(draft, shop.policy.zone), by, shop.now()))


async def rewrite(shop: Shop, broadcast_id: int, draft: Draft, by: str) -> Standing:
    """Raises BroadcastMoveRefused once it was sent. One that waits for approval is a draft again."""

    async def rewritten(_: Tx, broadcast: Broadcast) -> Broadcast:
        return broadcast.rewritten(_dated(draft, shop.policy.zone), by)

    return await _change(shop, broadcast_id, rewritten)


async def read(shop: Shop, broadcast_id: int) -> Standing:
    async with shop.store.read() as tx:
        return await _standing(tx, shop, await _found(tx, broadcast_id))


async def page(shop: Shop, *, state: BroadcastState | None, after: str | None, limit: int) -> Page[Broadcast]:
    async with shop.store.read() as tx:
        return await tx.broadcasts.page(state, after, limit)


async def recipients(
    shop: Shop, broadcast_id: int, *, state: MessageState | None, after: str | None, limit: int
) -> Page[Recipient]:
    async with shop.store.read() as tx:
        await _found(tx, broadcast_id)
        return await tx.announcements.recipients(broadcast_id, state, after, limit)


async def preview(shop: Shop, broadcast_id: int) -> Preview:
    """Counted now; whoever agrees or leaves until it is sent is counted then."""
    async with shop.store.read() as tx:
        draft = (await _found(tx, broadcast_id)).draft
        found = await _mistakes(tx, shop, draft)
        lacking = {each.field for each in found if each.kind is MistakeKind.MISSING_TRANSLATION}
        unread = tuple(language for language in languages_of(draft) if f"text.{language}" in lacking)
        due = await due_for(tx, shop, draft, draft.starts_at(shop.now(), shop.policy.zone))
        reach = await tx.audiences.reach(draft, unread, due, _enough(shop, draft))
        paced = replace(reach, a_minute=_a_minute(shop))
        return Preview(paced, [*found, *warnings(draft, paced, due.first)])


async def test(shop: Shop, broadcast_id: int, external_id: str) -> None:
    """One letter, at once, to somebody who has agreed. Raises BroadcastFaulty for what this reader would get."""
    async with shop.store.begin() as tx:
        content = (await _found(tx, broadcast_id)).draft.content
        reader = await tx.customers.get(external_id)
        if reader is None:
            raise NotFound("customer", external_id)
        if await tx.audiences.without_consent(external_id):
            raise NoConsent(external_id)
        if found := [*mistakes_in(content, reader.language), *bad_addresses(content)]:
            raise BroadcastFaulty(found)
        news = Announcement(broadcast_id=broadcast_id, test=True)
        key = f"broadcast-test:{broadcast_id}:{secrets.token_hex(8)}"
        await tx.outbox.add([(Letter(key, reader.id, (news,)), shop.now())], shop.now())


async def send(shop: Shop, broadcast_id: int, by: str) -> Standing:
    """At its hour, or at once. Where the shop wants a second person, it waits for `approve` first."""

    async def sent(tx: Tx, broadcast: Broadcast) -> Broadcast:
        if broadcast.state is S.PAUSED:
            raise BroadcastPaused(broadcast.id)
        scheduled = broadcast.moved_to(S.AWAITING_APPROVAL if shop.policy.approve_broadcasts else S.SCHEDULED)
        if found := await _mistakes(tx, shop, broadcast.draft):
            raise BroadcastFaulty(found)
        return await _under_way(tx, shop, replace(scheduled, sent_by=by))

    return await _change(shop, broadcast_id, sent)


async def approve(shop: Shop, broadcast_id: int, by: str) -> Standing:
    """Raises SecondPersonNeeded for whoever wrote, rewrote, or asked for it to be sent."""

    async def approved(tx: Tx, broadcast: Broadcast) -> Broadcast:
        if broadcast.state is not S.AWAITING_APPROVAL:
            broadcast.refuse(S.SCHEDULED)
        broadcast.must_be_approved_by(by)
        if found := await _mistakes(tx, shop, broadcast.draft):
            raise BroadcastFaulty(found)
        return await _under_way(tx, shop, replace(broadcast.moved_to(S.SCHEDULED), approved_by=by))

    return await _change(shop, broadcast_id, approved)


async def pause(shop: Shop, broadcast_id: int) -> Standing:
    """Nothing leaves from now on, but what is on the wire already. Twice is once."""

    async def paused(_: Tx, broadcast: Broadcast) -> Broadcast:
        return broadcast if broadcast.state is S.PAUSED else broadcast.moved_to(S.PAUSED)

    return await _change(shop, broadcast_id, paused)


async def resume(shop: Shop, broadcast_id: int) -> Standing:
    """Goes on where it stopped."""

    async def resumed(tx: Tx, broadcast: Broadcast) -> Broadcast:
        if broadcast.state is not S.PAUSED:
            broadcast.refuse(S.SENDING)
        if broadcast.started_at:
            return broadcast.moved_to(S.SENDING)
        # An hour that has passed meanwhile somewhere on earth comes again there.
        return await _under_way(tx, shop, broadcast.moved_to(S.SCHEDULED))

    return await _change(shop, broadcast_id, resumed)


async def cancel(shop: Shop, broadcast_id: int) -> Standing:
    """What has not left never does. Twice is once."""

    async def cancelled(tx: Tx, broadcast: Broadcast) -> Broadcast:
        if broadcast.state is S.CANCELLED:
            return broadcast
        stopped = broadcast.moved_to(S.CANCELLED)
        if broadcast.started_at is None:
            return replace(stopped, finished_at=shop.now())
        await tx.announcements.drop(broadcast_id, Over.CANCELLED, PAGE)
        return stopped

    return await _change(shop, broadcast_id, cancelled)


async def _under_way(tx: Tx, shop: Shop, broadcast: Broadcast) -> Broadcast:
    """Scheduled, and begun where its moment has come."""
    if broadcast.state is not S.SCHEDULED:
        return broadcast
    starts_at = broadcast.draft.starts_at(shop.now(), shop.policy.zone)
    scheduled = replace(broadcast, starts_at=starts_at)
    return scheduled if starts_at > shop.now() else await begin(tx, shop, scheduled)


async def _change(shop: Shop, broadcast_id: int, change: Callable[[Tx, Broadcast], Awaitable[Broadcast]]) -> Standing:
    async with shop.store.begin() as tx:
        broadcast = await tx.broadcasts.lock(broadcast_id)
        if broadcast is None:
            raise NotFound("broadcast", str(broadcast_id))
        changed = await change(tx, broadcast)
        await tx.broadcasts.put(changed)
        # The courier is to look at once.
        tx.outbox.wrote = True
        return await _standing(tx, shop, changed)


def _dated(draft: Draft, zone: tzinfo) -> Draft:
    def at(moment: datetime | None) -> datetime | None:
        return moment.replace(tzinfo=zone) if moment is not None and moment.tzinfo is None else moment

    return replace(draft, send_at=at(draft.send_at), not_after=at(draft.not_after))


async def _found(tx: Tx, broadcast_id: int) -> Broadcast:
    broadcast = await tx.broadcasts.get(broadcast_id)
    if broadcast is None:
        raise NotFound("broadcast", str(broadcast_id))
    return broadcast


async def _mistakes(tx: Tx, shop: Shop, draft: Draft) -> list[Mistake]:
    """Whatever has to be mended before it can be sent."""
    known = await tx.products.many(set(chain(*draft.audience.skus.values())))
    return [*mistakes(draft, shop.now()), *strangers(draft, known)]


def _enough(shop: Shop, draft: Draft) -> tuple[int, datetime] | None:
    """How many announcements since when are a week's, by the time it is sent; None where nobody counts."""
    most = shop.policy.marketing_per_week
    return None if most is None else (most, max(shop.now(), draft.send_at or shop.now()) - WEEK)


def _a_minute(shop: Shop) -> int:
    return PAID_A_MINUTE if shop.policy.paid_broadcast else LETTERS_A_MINUTE


async def _standing(tx: Tx, shop: Shop, broadcast: Broadcast) -> Standing:
    progress = replace(await tx.announcements.progress(broadcast.id), a_minute=_a_minute(shop))
    return Standing(broadcast, progress, await tx.announcements.opted_out(broadcast.id))
