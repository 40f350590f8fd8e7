"""The ledger: what went to whom, and why something did not."""

from typing import Any

from litestar import get, post
from litestar.di import NamedDependency as Given
from litestar.params import FromQuery

from api.params import After, Limit, MessageId, OfCustomer, StateOfMessage
from api.problems import FORBIDDEN, ProblemRaised
from api.shapes.messages import MessageDetail, MessagePage, detail, line
from domain.decisions import Decision
from domain.notices import Kind
from domain.refusals import BroadcastOver, MessageSettled, NotFound
from services import messages
from services.keys import Scope
from services.shop import Shop
from storage.messages import MessageQuery


@get("/v1/messages", summary="Messages", sees_part=(Scope.BROADCAST,))
async def page(
    shop: Given[Shop],
    scopes: Given[frozenset[str]],
    *,
    customer: OfCustomer = None,
    kind: FromQuery[Kind | None] = None,
    standing: StateOfMessage = None,
    limit: Limit = 50,
    after: After = None,
) -> MessagePage:
    """Oldest first. One event makes one message per person. A key for broadcasts alone sees announcements only."""
    seen = _seen(kind, scopes)
    found = await messages.page(shop, MessageQuery(customer, seen, standing, after, limit))
    return MessagePage([line(each, answer) for each, answer in found.items], found.next)


@get("/v1/messages/{message_id:int}", summary="One message", refuses=(NotFound,))
async def read(shop: Given[Shop], message_id: MessageId) -> MessageDetail:
    """With every attempt that failed, and what was decided about it."""
    return detail(await messages.read(shop, message_id))


@post(
    "/v1/messages/{message_id:int}/resend",
    status_code=200,
    summary="Send it after all",
    refuses=(NotFound, MessageSettled, BroadcastOver),
)
async def resend(shop: Given[Shop], message_id: MessageId) -> MessageDetail:
    """For what failed, and for announcements of which nobody knows whether they arrived. Twice is once.

    Refused once their broadcast was cancelled, or its `not_after` has passed.
    """
    return detail(await messages.decide(shop, message_id, Decision.RESEND))


@post(
    "/v1/messages/{message_id:int}/leave",
    status_code=200,
    summary="Leave it as it is",
    refuses=(NotFound, MessageSettled),
)
async def leave(shop: Given[Shop], message_id: MessageId) -> MessageDetail:
    """Nothing is sent; the message is `dropped`, with the reason `left`. Twice is once."""
    return detail(await messages.decide(shop, message_id, Decision.LEAVE))


def _seen(kind: Kind | None, scopes: frozenset[str]) -> Kind | None:
    if scopes & {Scope.READ.value, Scope.ADMIN.value} or kind is Kind.ANNOUNCEMENT:
        return kind
    if kind is None:
        return Kind.ANNOUNCEMENT
    raise ProblemRaised(FORBIDDEN, "A key for broadcasts sees announcements only; the rest needs the scope `read`.")


HANDLERS: list[Any] = [page, read, resend, leave]
