"""Customers and the shop's team talk: a conversation is opened, goes on, is ended and rated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.actors import MERCHANT, Who
from domain.backorders import Actor
from domain.conversations import Act, Conversation, Remark, Satisfaction, Side, Trouble, reads_along
from domain.notices import Letter
from domain.openings import COUNTED, open_until, opens_at, typical_answer, working_time
from domain.refusals import NotFound
from domain.talk import ConversationEnded
from services.relays import relay
from services.remarks import Spoken, found, keep
from services.shop import Shop
from storage.conversations import ConversationQuery
from storage.pages import Page
from storage.store import Tx


@dataclass(frozen=True, slots=True)
class Reception:
    """How somebody is received who asks for a person. `along`: whether the team reads what is written in the chat."""

    conversation: Conversation
    fresh: bool
    along: bool
    open_until: datetime | None
    opens_at: datetime | None
    answer_time: timedelta | None
    promised: bool


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation with everything that was said in it. `customer` is the shop's number."""

    conversation: Conversation
    customer: str
    remarks: Sequence[Remark] = ()


async def ask(shop: Shop, customer_id: int, said: Spoken | None = None) -> Reception:
    """Somebody would like to talk to a person; who does already goes on doing so."""
    async with shop.store.begin() as tx:
        conversation, fresh = await open_in(tx, shop, customer_id)
        if said is not None:
            await _hear(tx, shop, conversation, said)
        return await received(tx, shop, conversation, fresh=fresh)


async def open_in(
    tx: Tx, shop: Shop, customer_id: int, *, by: Actor = Actor.CUSTOMER, about: int | None = None
) -> tuple[Conversation, bool]:
    """The customer's open conversation, and whether it is new. About another order, the team sees the facts anew."""
    known = await tx.conversations.open_of(customer_id)
    if known is None:
        trouble = None if shop.policy.team_chat else Trouble.NO_TEAM
        wanted = Conversation(0, customer_id, shop.now(), by, about=about, trouble=trouble)
        opened = await tx.conversations.open(wanted)
        if opened is not None:
            await relay(tx, shop, opened, Act.OPENED)
            return opened, True
        known = await tx.conversations.open_of(customer_id)
    if known is None:
        raise NotFound("conversation", str(customer_id))
    if about is not None and about != known.about:
        known = replace(known, about=about)
        await tx.conversations.put(known)
        await relay(tx, shop, known, Act.OPENED)
    return known, False


async def received(tx: Tx, shop: Shop, conversation: Conversation, *, fresh: bool) -> Reception:
    """With the hours and the time an answer takes: the shop's own word, else what the record shows."""
    policy, now = shop.policy, shop.now()
    hours, zone = policy.opening_hours, policy.zone
    record = () if policy.answer_time else await tx.conversations.first_answers(COUNTED)
    typical = typical_answer([working_time(hours, asked, answered, zone) for asked, answered in record])
    return Reception(
        conversation,
        fresh,
        reads_along(conversation, policy.team_chat),
        open_until(hours, now, zone),
        opens_at(hours, now, zone),
        policy.answer_time or typical,
        promised=policy.answer_time is not None,
    )


async def hear(shop: Shop, customer_id: int, said: Spoken) -> tuple[Reception, bool]:
    """The customer says something, to whom it may concern; and whether these are the first words."""
    async with shop.store.begin() as tx:
        conversation, fresh = await open_in(tx, shop, customer_id)
        first = await tx.conversations.is_silent(conversation.id)
        await _hear(tx, shop, conversation, said)
        return await received(tx, shop, conversation, fresh=fresh), first


async def end(shop: Shop, conversation_id: int, who: Who) -> Conversation:
    """Raises ConversationClosed the second time. Whoever did not end it is told, and a customer asked how it was."""
    async with shop.store.begin() as tx:
        return await end_in(tx, shop, conversation_id, who)


async def end_in(tx: Tx, shop: Shop, conversation_id: int, who: Who) -> Conversation:
    await found(tx, conversation_id, who)
    conversation = await tx.conversations.lock(conversation_id)
    if conversation is None:
        raise NotFound("conversation", str(conversation_id))
    closed = conversation.closed(who.role, shop.now())
    await tx.conversations.put(closed)
    await relay(tx, shop, closed, Act.CLOSED)
    if who.role is not Actor.CUSTOMER:
        news = ConversationEnded(conversation_id=closed.id)
        letter = Letter(f"conversation-closed:{closed.id}", closed.customer_id, (news,))
        await tx.outbox.add([(letter, shop.now())], shop.now())
    return closed


async def rate(shop: Shop, conversation_id: int, stars: int, who: Who) -> Conversation:
    """How satisfied the customer was; said again, the last word counts."""
    async with shop.store.begin() as tx:
        conversation = await found(tx, conversation_id, who)
        rated = conversation.rated(stars)
        if rated != conversation:
            await tx.conversations.put(rated)
            await relay(tx, shop, rated, Act.RATED)
        return rated


async def page(shop: Shop, query: ConversationQuery) -> tuple[Page[Talk], Satisfaction]:
    async with shop.store.read() as tx:
        listed = await tx.conversations.page(query)
        names = await tx.customers.external_ids(each.customer_id for each in listed.items)
        talks = [Talk(each, names[each.customer_id]) for each in listed.items]
        return Page(talks, listed.next), await tx.conversations.satisfaction(query.customer)


async def read(shop: Shop, conversation_id: int) -> Talk:
    async with shop.store.read() as tx:
        return await talk(tx, await found(tx, conversation_id, MERCHANT))


async def talk(tx: Tx, conversation: Conversation) -> Talk:
    names = await tx.customers.external_ids([conversation.customer_id])
    remarks = await tx.conversations.remarks(conversation.id)
    return Talk(conversation, names[conversation.customer_id], remarks)


async def _hear(tx: Tx, shop: Shop, conversation: Conversation, said: Spoken) -> None:
    remark = await keep(tx, shop, conversation, Side.CUSTOMER, said)
    if remark is not None:
        await relay(tx, shop, conversation, Act.REMARK, remark.id)
