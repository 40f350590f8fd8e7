"""Where each chat ends: whether anything stands below the message whose button was pressed."""

from datetime import datetime

from aiogram.types import CallbackQuery

from domain.customers import Customer
from services import messages
from services.shop import Shop

MOST_CHATS = 10_000  # remembered at once; whoever was silent longest is forgotten first


class Newest:
    """The last message that this process has seen in each chat: written down nowhere, gone with a restart.

    Numbers rise within a chat. What the courier brought leaves from another wire, and often from another process: of
    that, the ledger of letters knows. A chat that nobody remembers counts as one where something stands below: sending
    anew is never wrong.
    """

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._seen: dict[int, tuple[int, datetime]] = {}

    def note(self, chat_id: int, message_id: int) -> None:
        """This message came, or was sent, just now."""
        seen = self._seen.pop(chat_id, None)
        found = (message_id, self._shop.now())
        self._seen[chat_id] = max(seen, found) if seen else found
        if len(self._seen) > MOST_CHATS:
            del self._seen[next(iter(self._seen))]

    async def is_last(self, press: CallbackQuery, person: Customer) -> bool:
        """Whether the pressed message still ends its chat, as far as anybody can know."""
        seen = self._seen.get(press.from_user.id)
        if seen is None or press.message is None or press.message.message_id < seen[0]:
            return False
        # A letter that is only due counts as well: it comes any moment.
        return not await messages.any_since(self._shop, person.id, seen[1])
