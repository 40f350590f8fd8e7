"""Own order numbers in free text."""

import re
from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message

from domain.customers import Customer
from services import backorders
from services.shop import Shop


class OwnOrders(Filter):
    """Passes where the text names orders of the writer's own; whether others exist is never looked at."""

    async def __call__(self, message: Message, shop: Shop, person: Customer) -> bool | dict[str, Any]:
        orders = await backorders.of_customer(shop, person.id)
        found = [view for view in orders if mentions(message.text or "", view.order.order_number)]
        return {"own_orders": found} if found else False


def mentions(text: str, order_number: str) -> bool:
    """As a word of its own, in any case: `1001` is not mentioned in `10012`."""
    return re.search(rf"(?<!\w){re.escape(order_number)}(?!\w)", text, re.IGNORECASE) is not None
