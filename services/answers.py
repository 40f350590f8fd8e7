"""What customers want when it takes longer: asked, asked again, answered, and passed on to a person of the shop."""

from datetime import date

import structlog

from domain.actors import Who
from domain.backorders import Actor, Backorder, State
from domain.notices import LongWait
from domain.promises import slipped
from domain.slips import Answer, Attention, Choice, accepted_until, beyond_wait
from services.bulletin import Bulletin
from services.conversations import open_in
from services.shop import Shop
from services.views import BackorderView, owned, view
from storage.store import Tx

log = structlog.get_logger()


async def answer(shop: Shop, backorder_id: int, choice: Choice, who: Who) -> BackorderView:
    """Keep the answer of somebody who goes on waiting, or who wants to talk to a person.

    Raises MoveRefused where the order is beyond both.
    """
    async with shop.store.begin() as tx:
        sku = (await owned(tx, backorder_id, who)).sku
        await tx.stock.lock(sku)
        order = await owned(tx, backorder_id, who)
        order.moved_to(State.SWITCHED)  # open for a change, that is
        await _keep(tx, shop, order, choice)
        if choice is Choice.ASK:
            await open_in(tx, shop, order.customer_id, about=order.id)
            log.warning("customer_asks_for_a_person", backorder=order.id)
        return await view(tx, shop, backorder_id, who)


async def note_leaving(tx: Tx, shop: Shop, order: Backorder, state: State, who: Who) -> None:
    """A customer who cancels or switches after a date slipped has answered with that."""
    if who.role is not Actor.CUSTOMER:
        return
    dates = await tx.promises.of(order.id)
    if order.asked_at is not None or any(change.told and slipped(change.old, change.new) for change in dates):
        await _keep(tx, shop, order, Choice.CANCEL if state is State.CANCELLED else Choice.SWITCH)


async def attend(shop: Shop, backorder_id: int, who: Who) -> BackorderView:
    """A person of the shop has seen to it."""
    async with shop.store.begin() as tx:
        order = await owned(tx, backorder_id, who)
        await tx.stock.lock(order.sku)
        await tx.slips.attend(order.id, None)
        return await view(tx, shop, backorder_id, who)


async def guard(shop: Shop) -> int:
    """Ask whoever waits longer than agreed; call a person to whoever gave no answer. Answers how many of both."""
    async with shop.store.read() as tx:
        maybe = await tx.slips.maybe_beyond_wait(shop.today())
        silent = await tx.slips.unanswered(shop.now() - shop.policy.answer_within)
    waiting = [(order, days) for order, days in maybe if _too_long(shop, order, days)]
    for order, days in waiting:
        await _ask(shop, order, days)
    for order in silent:
        await _call_a_person(shop, order)
    return len(waiting) + len(silent)


async def _ask(shop: Shop, seen: Backorder, days: int) -> None:
    async with shop.store.begin() as tx:
        await tx.stock.lock(seen.sku)
        order = await tx.backorders.get(seen.id)
        if order is None or order.state is not State.WAITING or order.asked_at or not _too_long(shop, order, days):
            return
        await tx.slips.ask([order.id], shop.now())
        await _write_to(tx, shop, order, days, again=False)


async def _call_a_person(shop: Shop, seen: Backorder) -> None:
    async with shop.store.begin() as tx:
        await tx.stock.lock(seen.sku)
        order = await tx.backorders.get(seen.id)
        product = await tx.products.get(seen.sku)
        if order is None or product is None or order.state is not State.WAITING or order.asked_at != seen.asked_at:
            return
        await tx.slips.attend(order.id, Attention.NO_ANSWER)
        await _write_to(tx, shop, order, product.backorder.max_wait_days or 0, again=True)
        log.warning("customer_gives_no_answer", backorder=order.id)


async def _write_to(tx: Tx, shop: Shop, order: Backorder, days: int, *, again: bool) -> None:
    product = await tx.products.get(order.sku)
    bulletin = Bulletin(f"long-wait:{order.id}:{shop.now():%Y%m%d%H%M%S}")
    news = LongWait(
        backorder_id=order.id,
        order_number=order.order_number,
        product=product.names() if product else {},
        quantity=order.quantity,
        days=days,
        promise_by=order.promise_by,
        again=again,
        pickup=order.pickup,
    )
    bulletin.tell(order.customer_id, news)
    await bulletin.post(tx, shop)


def _too_long(shop: Shop, order: Backorder, days: int) -> bool:
    placed_on = order.placed_at.astimezone(shop.policy.zone).date()
    expected = order.promise_by or shop.today()
    return beyond_wait(placed_on, days, expected=expected, accepted_by=order.accepted_by)


async def _keep(tx: Tx, shop: Shop, order: Backorder, choice: Choice) -> None:
    given = Answer(choice, order.promise_by, shop.now())
    await tx.slips.answer(order, given, accepted_by=await _accepted(tx, shop, order))


async def _accepted(tx: Tx, shop: Shop, order: Backorder) -> date:
    product = await tx.products.get(order.sku)
    longest = product.backorder.max_wait_days if product else None
    return accepted_until(order.promise_by, shop.today(), longest)
