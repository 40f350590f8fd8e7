"""What is said in a conversation: kept, corrected, and, where the team says it, sent to the customer by letter."""

from dataclasses import dataclass

from domain.actors import MERCHANT, Who
from domain.backorders import Actor
from domain.conversations import CAPTIONED, Act, Conversation, Remark, Side
from domain.customers import Customer
from domain.notices import Letter
from domain.refusals import NotFound, OutOfReach
from domain.talk import TeamMessage
from services.relays import relay
from services.shop import Shop
from storage.relays import TEAM_LETTER
from storage.store import Tx

TEXT = "text"
"""The kind of a remark that is nothing but text."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message as it was written in Telegram, or, without numbers, over the API."""

    kind: str
    html: str | None
    chat_id: int | None = None
    message_id: int | None = None
    reply_to: int | None = None


async def answer(shop: Shop, conversation_id: int, html: str) -> Remark:
    """Staff answers over the API. Raises ConversationClosed, and OutOfReach where nothing can be sent."""
    async with shop.store.begin() as tx:
        conversation = await found(tx, conversation_id, MERCHANT)
        conversation.must_be_open()
        return await answer_in(tx, shop, conversation, Spoken(TEXT, html))


async def note(shop: Shop, conversation_id: int, html: str) -> Remark:
    """For the team's own memory; nobody else ever reads it."""
    async with shop.store.begin() as tx:
        conversation = await found(tx, conversation_id, MERCHANT)
        kept = await keep(tx, shop, conversation, Side.NOTE, Spoken(TEXT, html))
        if kept is None:
            raise AssertionError("a remark without a number is always new")
        await relay(tx, shop, conversation, Act.REMARK, kept.id)
        return kept


async def answer_in(tx: Tx, shop: Shop, conversation: Conversation, said: Spoken) -> Remark:
    """The team speaks: kept, and into the post. What was not written in its group is shown there."""
    customer = await reachable(tx, conversation.customer_id)
    remark = await keep(tx, shop, conversation, Side.TEAM, said)
    if remark is None:
        kept = await tx.conversations.written(said.chat_id or 0, said.message_id or 0)
        if kept is None:
            raise NotFound("remark", str(said.message_id))
        return kept
    await _attended(tx, conversation)
    await tx.conversations.put(conversation.answered(shop.now()))
    letter = Letter(f"{TEAM_LETTER}{remark.id}", customer.id, (await _message(tx, shop, remark),))
    await tx.outbox.add([(letter, shop.now())], shop.now())
    if remark.message_id is None:
        await relay(tx, shop, conversation, Act.REMARK, remark.id)
    return remark


async def keep(tx: Tx, shop: Shop, conversation: Conversation, side: Side, said: Spoken) -> Remark | None:
    """None for what was kept before."""
    reply_to = await _replied(tx, conversation, side, said)
    fresh = Remark(
        0, conversation.id, side, said.kind, shop.now(), said.html, said.chat_id, said.message_id, reply_to=reply_to
    )
    return await tx.conversations.say(fresh)


async def reachable(tx: Tx, customer_id: int) -> Customer:
    """Raises OutOfReach: what the team says must not vanish silently."""
    customer = await tx.customers.by_id(customer_id)
    if customer is None or customer.chat_id is None:
        raise OutOfReach(customer.external_id if customer else str(customer_id), "not_linked")
    if customer.blocked:
        raise OutOfReach(customer.external_id, "blocked")
    return customer


async def correct(shop: Shop, chat_id: int, message_id: int, html: str | None) -> bool:
    """Somebody has edited what they wrote; the copy follows. False where it belongs to no conversation."""
    async with shop.store.begin() as tx:
        remark = await tx.conversations.written(chat_id, message_id)
        if remark is None or remark.deleted_at is not None:
            return False
        conversation = await found(tx, remark.conversation_id, MERCHANT)
        if remark.html != html:
            await tx.conversations.correct(remark.id, html, shop.now())
            await relay(tx, shop, conversation, Act.EDIT, remark.id)
        return True


async def found(tx: Tx, conversation_id: int, who: Who) -> Conversation:
    """Raises NotFound, also for somebody else's."""
    conversation = await tx.conversations.get(conversation_id)
    if conversation is None or (who.role is Actor.CUSTOMER and conversation.customer_id != who.customer_id):
        raise NotFound("conversation", str(conversation_id))
    return conversation


async def _replied(tx: Tx, conversation: Conversation, side: Side, said: Spoken) -> int | None:
    """The remark that is replied to: one's own, or the other side's as it is shown here."""
    if said.reply_to is None or said.chat_id is None:
        return None
    own = await tx.conversations.written(said.chat_id, said.reply_to)
    if own is not None:
        return own.id
    if side is Side.CUSTOMER:
        return await tx.relays.remark_in_letter(conversation.customer_id, said.reply_to)
    theirs = await tx.conversations.copied(conversation.customer_id, said.reply_to)
    return theirs.id if theirs else None


async def _message(tx: Tx, shop: Shop, remark: Remark) -> TeamMessage:
    """Sealed: letters lie in the post as they are."""
    replied = await tx.conversations.remark(remark.reply_to) if remark.reply_to else None
    copied = remark.kind != TEXT
    return TeamMessage(
        remark_id=remark.id,
        html=shop.store.vault.seal(remark.html),
        copied_from=remark.chat_id if copied else None,
        copied=remark.message_id if copied else None,
        captioned=copied and remark.kind in CAPTIONED,
        reply_to=replied.message_id if replied and replied.side is Side.CUSTOMER else None,
    )


async def _attended(tx: Tx, conversation: Conversation) -> None:
    """With the first answer, a person of the shop has seen to the order it is about."""
    order = await tx.backorders.get(conversation.about) if conversation.about else None
    if order is not None and conversation.first_answer_at is None:
        await tx.stock.lock(order.sku)
        await tx.slips.attend(order.id, None)
