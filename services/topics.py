"""What the team does in a customer's topic of its group."""

from domain.actors import MERCHANT
from domain.backorders import Actor
from domain.conversations import Act, Conversation, Remark, Side
from domain.refusals import NotFound
from services.conversations import end_in, open_in
from services.relays import relay
from services.remarks import Spoken, answer_in, keep
from services.shop import Shop
from storage.store import Tx


async def customer_in(shop: Shop, chat_id: int, thread_id: int) -> int | None:
    """Whose topic it is; None for one that is not ours."""
    async with shop.store.read() as tx:
        return await tx.relays.customer_in(chat_id, thread_id)


async def say(shop: Shop, customer_id: int, said: Spoken) -> Remark:
    """Goes to the customer. Where the conversation has ended, another begins. Raises OutOfReach."""
    async with shop.store.begin() as tx:
        conversation, _ = await open_in(tx, shop, customer_id, by=Actor.MERCHANT)
        return await answer_in(tx, shop, conversation, said)


async def note(shop: Shop, customer_id: int, said: Spoken) -> None:
    """Kept with the conversation, the last one where none is open."""
    async with shop.store.begin() as tx:
        await keep(tx, shop, await _latest(tx, customer_id), Side.NOTE, said)


async def take_back(shop: Shop, customer_id: int, chat_id: int, message_id: int) -> bool:
    """What the team wrote goes from the customer's chat. False where that message is nothing the customer was sent."""
    async with shop.store.begin() as tx:
        remark = await tx.conversations.written(chat_id, message_id)
        remark = remark or await tx.conversations.copied(customer_id, message_id)
        if remark is None or remark.side is not Side.TEAM or remark.deleted_at is not None:
            return False
        conversation = await tx.conversations.get(remark.conversation_id)
        if conversation is None or conversation.customer_id != customer_id:
            return False
        await tx.conversations.take_back(remark.id, shop.now())
        await relay(tx, shop, conversation, Act.DELETE, remark.id)
        return True


async def close(shop: Shop, customer_id: int) -> Conversation:
    """Raises ConversationClosed where none is open."""
    async with shop.store.begin() as tx:
        latest = await _latest(tx, customer_id)
        return await end_in(tx, shop, latest.id, MERCHANT)


async def _latest(tx: Tx, customer_id: int) -> Conversation:
    """The open one, or the last."""
    for conversation in await tx.conversations.of_customer(customer_id):
        return conversation
    raise NotFound("conversation", str(customer_id))
