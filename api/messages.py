"""The ledger: what went to whom, and why something did not."""

from typing import Any

from litestar import get
from litestar.di import NamedDependency as Given
from litestar.params import FromQuery

from api.params import After, Limit, OfCustomer, StateOfMessage
from api.shapes.messages import MessagePage, message
from domain.notices import Kind
from services import messages
from services.shop import Shop
from storage.outbox import MessageQuery


@get("/v1/messages", summary="Messages")
async def page(
    shop: Given[Shop],
    *,
    customer: OfCustomer = None,
    kind: FromQuery[Kind | None] = None,
    standing: StateOfMessage = None,
    limit: Limit = 50,
    after: After = None,
) -> MessagePage:
    """Oldest first. One event makes one message per person."""
    found = await messages.page(shop, MessageQuery(customer, kind, standing, after, limit))
    return MessagePage([message(each) for each in found.items], found.next)


HANDLERS: list[Any] = [page]
