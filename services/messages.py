"""The ledger of messages, to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from domain.decisions import Decision, decided
from domain.notices import Lane, MessageState
from domain.refusals import BroadcastOver, NotFound
from domain.whereabouts import Answer
from services import whereabouts
from services.shop import Shop
from storage.attempts import Attempt
from storage.messages import Message, MessageQuery
from storage.pages import Page
from storage.store import Tx

log = structlog.get_logger()
LEFT = "left"
"""The reason of a letter that a person of the shop has left as it was."""


@dataclass(frozen=True, slots=True)
class Traced:
    """A line of the ledger with everything that was tried."""

    message: Message
    attempts: Sequence[Attempt]
    answer: Answer


async def page(shop: Shop, query: MessageQuery) -> Page[tuple[Message, Answer]]:
    """Each with where it is now; what has arrived or was given up needs no further question."""
    async with shop.store.read() as tx:
        found = await tx.messages.page(query)
        answers = await whereabouts.of_messages(tx, shop, found.items)
        return Page(list(zip(found.items, answers, strict=True)), found.next)


async def read(shop: Shop, message_id: int) -> Traced:
    """Raises NotFound."""
    async with shop.store.read() as tx:
        return await _traced(tx, shop, message_id)


async def decide(shop: Shop, message_id: int, wanted: Decision) -> Traced:
    """Send again what failed or may not have arrived, or leave it. Raises NotFound, MessageSettled, BroadcastOver.

    The same decision twice is one; what was decided stays in the list of attempts.
    """
    async with shop.store.begin() as tx:
        message = await tx.messages.lock(message_id)
        if message is None:
            raise NotFound("message", str(message_id))
        before = _last_decision(await tx.attempts.of(message_id))
        state = decided(message_id, message.state, before, wanted)
        if state is MessageState.DUE:
            await _must_go_on(tx, shop, message_id)
        if state is not None:
            await tx.messages.decide(message_id, state, LEFT if state is MessageState.DROPPED else None, shop.now())
            if state is MessageState.DUE:
                await tx.broadcasts.reopen(message_id)
            await tx.attempts.add([Attempt(message_id, shop.now(), wanted.value, message.reason)])
            tx.outbox.wrote = True
        return await _traced(tx, shop, message_id)


async def any_since(shop: Shop, customer_id: int, moment: datetime) -> bool:
    """Whether a letter for this person was written or sent after that moment."""
    async with shop.store.read() as tx:
        return await tx.messages.any_since(customer_id, moment)


async def watch(shop: Shop) -> int:
    """Log an alarm for each lane with a letter that is late; answers how many lanes there are."""
    late = {lane: span for lane, span in (await lateness(shop)).items() if span > shop.policy.alarm_after}
    for lane, span in late.items():
        log.error("alarm", alarm="queue_old", lane=lane.label, seconds=round(span.total_seconds()))
    return len(late)


async def lateness(shop: Shop) -> dict[Lane, timedelta]:
    """By how much the latest letter of each lane is late; hours that somebody set are not counted."""
    async with shop.store.read() as tx:
        halt = await tx.facts.halt(shop.now())
        found = await tx.messages.late_by_lane(shop.now(), halt.since if halt else None)
    return {lane: shop.now() - moment for lane, moment in found.items()}


async def undecided(shop: Shop) -> dict[MessageState, int]:
    """How many have failed, and how many may not have arrived."""
    async with shop.store.read() as tx:
        return await tx.messages.undecided()


async def waiting(shop: Shop) -> dict[Lane, tuple[int, timedelta]]:
    """Due letters by lane: how many, and how long the oldest has been there."""
    async with shop.store.read() as tx:
        found = await tx.messages.waiting_by_lane()
    return {lane: (count, shop.now() - oldest) for lane, (count, oldest) in found.items()}


async def _must_go_on(tx: Tx, shop: Shop, message_id: int) -> None:
    broadcast = await tx.broadcasts.of_message(message_id)
    over = broadcast.over(shop.now()) if broadcast else None
    if over is not None:
        raise BroadcastOver(message_id, over.value)


async def _traced(tx: Tx, shop: Shop, message_id: int) -> Traced:
    message = await tx.messages.get(message_id)
    if message is None:
        raise NotFound("message", str(message_id))
    attempts = await tx.attempts.of(message_id)
    return Traced(message, attempts, await whereabouts.of_message(tx, shop, message, attempts))


def _last_decision(attempts: Sequence[Attempt]) -> Decision | None:
    made = [Decision(one.verdict) for one in attempts if one.verdict in set(Decision)]
    return made[-1] if made else None
