"""What the team's group must still hear: written down by whoever causes it, worked off one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from math import inf

from domain.actors import MERCHANT
from domain.consents import Consent
from domain.conversations import Act, Conversation, Remark, Side, Trouble
from domain.customers import Customer
from domain.notices import Letter, MessageState
from domain.talk import TeamOutOfReach
from services.shop import Shop
from services.views import BackorderView, view, views_of
from storage.leases import Watch
from storage.relays import Relay, Sent
from storage.store import Tx

LEASE = "team"
"""What one process at a time may do: speak in the team's group."""
LEASE_FOR = timedelta(seconds=30)
MOST_AT_ONCE = 20
SHOWN_ORDERS = 10
"""Orders on the facts' card; more would not fit one message."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the team should know before it answers. `about` is the order the customer asks about, with its history."""

    orders: Sequence[BackorderView]
    more: bool
    about: BackorderView | None
    alerts: int
    consent: Consent | None


@dataclass(frozen=True, slots=True)
class Job:
    """A relay with all that is needed to do it. `thread_id` is the customer's topic, None while there is none.

    `letter` is what became of a remark of the team; `replied` the remark that this one replies to.
    """

    relay: Relay
    customer: Customer
    conversation: Conversation
    remark: Remark | None
    thread_id: int | None
    facts: Facts | None
    letter: Sent | None
    replied: Remark | None


async def relay(tx: Tx, shop: Shop, conversation: Conversation, act: Act, remark: int | None = None) -> None:
    """The team's group must hear of it, where there is one."""
    if shop.policy.team_chat is not None:
        await tx.relays.add(conversation.customer_id, conversation.id, act, shop.now(), remark)


def watch(owner: str) -> Watch:
    return Watch(LEASE, owner, LEASE_FOR)


async def take_lease(shop: Shop, watch: Watch) -> bool:
    """Whether this process is the one that speaks, for the next half minute."""
    async with shop.store.begin() as tx:
        return await watch.take(tx.leases, shop.now() + watch.span) > -inf


async def give_lease_back(shop: Shop, watch: Watch) -> None:
    async with shop.store.begin() as tx:
        await tx.leases.give_back(watch.name, watch.owner)


async def next_jobs(shop: Shop) -> list[Job]:
    """What is due now, at most one for each customer: theirs follow each other."""
    async with shop.store.read() as tx:
        found = [await _job(tx, shop, each) for each in await tx.relays.due(shop.now(), MOST_AT_ONCE)]
    return [job for job in found if job is not None]


async def keep_topic(shop: Shop, job: Job, thread_id: int) -> None:
    async with shop.store.begin() as tx:
        await tx.relays.keep_topic(job.customer.id, shop.policy.team_chat or 0, thread_id)


async def lose_topic(shop: Shop, job: Job) -> None:
    """Somebody has deleted it: the next try makes another, with the facts on top."""
    async with shop.store.begin() as tx:
        await tx.relays.lose_topic(job.customer.id, shop.policy.team_chat or 0)


async def done(shop: Shop, job: Job, copy_id: int | None = None) -> None:
    """The team has seen it, under that number."""
    async with shop.store.begin() as tx:
        await tx.relays.done(job.relay.id)
        if copy_id is not None and job.remark is not None:
            await tx.conversations.note_copy(job.remark.id, copy_id)
        if job.conversation.trouble is not None:
            await _note_trouble(tx, job, None)


async def later(shop: Shop, job: Job, pause: timedelta) -> None:
    async with shop.store.begin() as tx:
        await tx.relays.later(job.relay.id, shop.now() + pause)


async def refused(shop: Shop, job: Job, pause: timedelta) -> None:
    """Telegram does not let us into the group: staff sees it, the customer is told once, and it is tried again."""
    async with shop.store.begin() as tx:
        await tx.relays.later(job.relay.id, shop.now() + pause)
        await _note_trouble(tx, job, Trouble.NO_TOPIC)
        news = TeamOutOfReach(conversation_id=job.conversation.id, contact=shop.policy.contact)
        letter = Letter(f"team-out-of-reach:{job.conversation.id}", job.customer.id, (news,))
        await tx.outbox.add([(letter, shop.now())], shop.now())


async def doomed(shop: Shop) -> list[int]:
    """A topic of somebody who is forgotten: it is to be deleted with everything in it."""
    async with shop.store.read() as tx:
        return await tx.relays.doomed(shop.policy.team_chat or 0, shop.now())


async def bury(shop: Shop, thread_id: int, pause: timedelta | None) -> None:
    """It is gone, or tried again after a pause."""
    async with shop.store.begin() as tx:
        again_at = shop.now() + pause if pause else None
        await tx.relays.bury(shop.policy.team_chat or 0, thread_id, again_at)


async def hurry(shop: Shop) -> None:
    """The group has changed its mind about us, perhaps: what waits is tried at once."""
    async with shop.store.begin() as tx:
        await tx.relays.hurry(shop.now())


async def withdrawn(shop: Shop, remark: Remark) -> bool:
    """Whether a letter with this remark could be taken back before any courier had it."""
    async with shop.store.begin() as tx:
        return await tx.relays.withdraw(remark.id, "withdrawn")


def on_its_way(job: Job) -> bool:
    """Whether the letter with the remark may still arrive."""
    return job.letter is not None and job.letter.state == MessageState.DUE


async def _note_trouble(tx: Tx, job: Job, trouble: Trouble | None) -> None:
    conversation = await tx.conversations.lock(job.conversation.id)
    if conversation is not None and conversation.trouble != trouble:
        await tx.conversations.put(replace(conversation, trouble=trouble))


async def _job(tx: Tx, shop: Shop, each: Relay) -> Job | None:
    customer = await tx.customers.by_id(each.customer_id)
    conversation = await tx.conversations.get(each.conversation_id)
    if customer is None or conversation is None:
        return None
    remark = await tx.conversations.remark(each.remark_id) if each.remark_id else None
    thread = await tx.relays.topic_of(customer.id, shop.policy.team_chat or 0)
    wants_facts = each.act is Act.OPENED or thread is None
    return Job(
        each,
        customer,
        conversation,
        remark,
        thread,
        await _facts(tx, shop, customer, conversation) if wants_facts else None,
        await tx.relays.letter_with(remark.id) if remark and remark.side is Side.TEAM else None,
        await tx.conversations.remark(remark.reply_to) if remark and remark.reply_to else None,
    )


async def _facts(tx: Tx, shop: Shop, customer: Customer, conversation: Conversation) -> Facts:
    orders = await views_of(tx, shop, customer.id)
    about = await view(tx, shop, conversation.about, MERCHANT) if conversation.about else None
    alerts = await tx.subscriptions.of_customer(customer.id)
    consent = await tx.consents.latest(customer.id)
    return Facts(orders[:SHOWN_ORDERS], len(orders) > SHOWN_ORDERS, about, len(alerts), consent)
