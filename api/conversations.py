"""Customers who talk to the shop's team."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency as Given
from litestar.params import JSONBody

from api.params import After, ConversationId, Limit, OfCustomer, StateOfConversation
from api.shapes.conversations import (
    ConversationDetail,
    ConversationPage,
    RemarkOut,
    TextIn,
    conversation,
    detail,
    remark_out,
    satisfaction,
)
from domain.actors import MERCHANT
from domain.refusals import ConversationClosed, NotFound, OutOfReach
from services import conversations, remarks
from services.shop import Shop
from storage.conversations import ConversationQuery

HELLO = {"text": "Your mug left our house this morning."}


@get("/v1/conversations", summary="Conversations")
async def page(
    shop: Given[Shop],
    *,
    customer: OfCustomer = None,
    standing: StateOfConversation = None,
    limit: Limit = 50,
    after: After = None,
) -> ConversationPage:
    """Newest first, with how satisfied customers were."""
    found, stars = await conversations.page(shop, ConversationQuery(customer, standing, after, limit))
    return ConversationPage([conversation(each) for each in found.items], found.next, satisfaction(stars))


@get("/v1/conversations/{conversation_id:int}", summary="One conversation", refuses=(NotFound,))
async def read(shop: Given[Shop], conversation_id: ConversationId) -> ConversationDetail:
    """With everything that was said in it."""
    return detail(await conversations.read(shop, conversation_id))


@post(
    "/v1/conversations/{conversation_id:int}/messages",
    summary="Answer a customer",
    refuses=(NotFound, ConversationClosed, OutOfReach),
    example=HELLO,
)
async def answer(shop: Given[Shop], conversation_id: ConversationId, data: JSONBody[TextIn]) -> RemarkOut:
    """Goes to the customer's chat by the post, and is shown in the team's group."""
    return remark_out(await remarks.answer(shop, conversation_id, data.html()))


@post("/v1/conversations/{conversation_id:int}/notes", summary="Keep a note", refuses=(NotFound,), example=HELLO)
async def note(shop: Given[Shop], conversation_id: ConversationId, data: JSONBody[TextIn]) -> RemarkOut:
    """For the team alone."""
    return remark_out(await remarks.note(shop, conversation_id, data.html()))


@post(
    "/v1/conversations/{conversation_id:int}/close",
    status_code=200,
    summary="End a conversation",
    refuses=(NotFound, ConversationClosed),
)
async def close(shop: Given[Shop], conversation_id: ConversationId) -> ConversationDetail:
    """The customer is told, and asked how satisfied they are."""
    await conversations.end(shop, conversation_id, MERCHANT)
    return detail(await conversations.read(shop, conversation_id))


HANDLERS: list[Any] = [page, read, answer, note, close]
