"""A broadcast becomes letters: page by page, each in a transaction of its own, so that it can be stopped in between.

The row says how far it is, so a process that dies leaves nothing half done, and whoever ticks next goes on there.
"""

from dataclasses import replace
from datetime import datetime

from domain.broadcasts import Broadcast, BroadcastState, Draft, Over
from domain.policy import zone_of
from services.bulletin import due_by_rhythm
from services.shop import Shop
from storage.customers import Due
from storage.store import Tx

PAGE = 5000
"""Letters written, or dropped, in one transaction: a twentieth of a second in which nobody else writes to SQLite."""


async def advance(shop: Shop) -> int:
    """Whatever is to be done about any broadcast now. Answers how many steps were taken."""
    async with shop.store.read() as tx:
        waiting = await tx.broadcasts.to_advance(shop.now())
    steps = 0
    for broadcast_id in waiting:
        due: Due | None = None
        more = True
        while more:
            more, due = await _step(shop, broadcast_id, due)
            steps += more
    return steps


async def keep_quiet(shop: Shop) -> int:
    """Letters that were due by day and have not left by night wait for their readers' morning.

    The courier looks at each one as well; many at once are moved here, so that they are not in its way.
    """
    async with shop.store.read() as tx:
        due = await due_by_rhythm(tx, shop.policy, shop.now())
    moved, page = 0, PAGE
    while page == PAGE:
        async with shop.store.begin() as tx:
            page = await tx.announcements.postpone(due, shop.now(), PAGE)
        moved += page
    return moved


async def begin(tx: Tx, shop: Shop, broadcast: Broadcast) -> Broadcast:
    """Under way, with the first page of its letters."""
    begun = replace(broadcast.moved_to(BroadcastState.SENDING), started_at=shop.now())
    return await _take_page(tx, shop, begun, await _due(tx, shop, broadcast), over=None)


async def _step(shop: Shop, broadcast_id: int, due: Due | None) -> tuple[bool, Due | None]:
    """One transaction's worth; False when there is nothing more to do for now, or somebody else does it."""
    async with shop.store.begin() as tx:
        broadcast = await tx.broadcasts.lock(broadcast_id, patiently=False)
        if broadcast is None or broadcast.finished_at is not None:
            return False, due
        if broadcast.state is BroadcastState.SCHEDULED:
            await tx.broadcasts.put(await begin(tx, shop, broadcast))
            return True, due
        over = broadcast.over(shop.now())
        if broadcast.state is BroadcastState.PAUSED and over is None:
            return False, due
        if broadcast.taken_at is None and broadcast.started_at is not None:
            due = due or await _due(tx, shop, broadcast)
            await tx.broadcasts.put(await _take_page(tx, shop, broadcast, due, over))
            return True, due
        return await _wound_up(tx, shop, broadcast, over), due


async def _take_page(tx: Tx, shop: Shop, broadcast: Broadcast, due: Due, over: Over | None) -> Broadcast:
    audience = broadcast.draft.audience
    upto = await tx.audiences.page_end(audience, broadcast.taken_to, PAGE)
    if upto is None:
        return replace(broadcast, taken_at=shop.now())
    await tx.announcements.add_page(broadcast, upto, due, over, shop.now())
    tx.outbox.wrote = True
    return replace(broadcast, taken_to=upto)


async def _wound_up(tx: Tx, shop: Shop, broadcast: Broadcast, over: Over | None) -> bool:
    """Drop what may not leave any more, and note the end; True while there is more to drop."""
    if over is not None and await tx.announcements.drop(broadcast.id, over, PAGE) == PAGE:
        return True
    if not await tx.announcements.any_open(broadcast.id):
        ended = broadcast if over is Over.CANCELLED else broadcast.moved_to(BroadcastState.SENT)
        await tx.broadcasts.put(replace(ended, finished_at=shop.now()))
    return False


async def _due(tx: Tx, shop: Shop, broadcast: Broadcast) -> Due:
    """When each reader may be written to: at the wanted hour, and not at night."""
    return await due_for(tx, shop, broadcast.draft, broadcast.starts_at or shop.now())


async def due_for(tx: Tx, shop: Shop, draft: Draft, starts_at: datetime) -> Due:
    """The same for one that starts then, or has: whose hour had passed by that time gets it a day later."""
    zone = shop.policy.zone
    return await due_by_rhythm(
        tx,
        shop.policy,
        shop.now(),
        lambda name: draft.moment_in(zone_of(name, zone), zone, starts_at),
    )
