"""An update comes in: whether it has come before, from whom, and what stood between them and the bot."""

from dataclasses import dataclass

from domain.conversations import reads_along
from domain.customers import Customer
from domain.dialogues import Dialogue
from services import customers
from services.said import Before, before
from services.shop import Shop
from storage.arrivals import Arrival


@dataclass(frozen=True, slots=True)
class Visit:
    """Who writes, what the bot waits for from them, whether the team reads along, and what the bot said last."""

    person: Customer
    asked: Dialogue | None
    with_team: bool
    before: Before


async def look(shop: Shop, chat_id: int, bot_id: int, update_id: int) -> Arrival:
    """One question for each update: most of what a reply needs is known afterwards."""
    async with shop.store.glance() as tx:
        return await tx.arrivals.at(chat_id, bot_id, update_id)


async def meet(shop: Shop, arrival: Arrival, locale: str | None) -> Visit:
    """The person of a private chat. What the bot waited for from them is over with whatever they do next."""
    person, now = arrival.customer, shop.now()
    if person is None or person.blocked or not person.seen_lately(now):
        person = await customers.in_chat(shop, arrival.chat_id, locale)
    if arrival.asked is not None:
        async with shop.store.begin() as tx:
            await tx.dialogues.end(person.id)
    asked = arrival.asked if arrival.asked is not None and arrival.asked.waits_at(now) else None
    talk = arrival.conversation
    with_team = talk is not None and reads_along(talk, shop.policy.team_chat)
    return Visit(person, asked, with_team, before(arrival, now))
