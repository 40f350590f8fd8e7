"""People who have agreed to announcements, and a courier who carries them without a wire."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from delivery.fates import released
from domain.broadcasts import BroadcastState, Content, Draft
from domain.customers import Customer
from domain.notices import MessageState
from services import announcing, broadcasts, consents
from services.shop import Shop
from storage.messages import MessageQuery
from storage.outbox import Posted, Settled

TEXT = {"en": "The blue mug is back.", "de": "Der blaue Becher ist wieder da."}
SPRING = Draft("Spring", Content(TEXT))
KEY, OTHER_KEY = "first-key", "second-key"
LEASE = timedelta(seconds=8)


@dataclass
class Readers:
    shop: Shop
    chats: int = 5000

    async def agrees(self, name: str, **facts: object) -> int:
        self.chats += 1
        known = replace(Customer(0, name, locale="en", chat_id=self.chats), **facts)  # type: ignore[arg-type]
        async with self.shop.store.begin() as tx:
            person = await tx.customers.add(known, self.shop.now())
        await self.says(person.id, given=True)
        return person.id

    async def says(self, customer_id: int, *, given: bool) -> None:
        await consents.say(self.shop, customer_id, given=given, wording="May we?", language="en")

    async def writes(self, draft: Draft = SPRING) -> int:
        return (await broadcasts.write(self.shop, draft, KEY)).broadcast.id

    async def sends(self, draft: Draft = SPRING) -> int:
        number = await self.writes(draft)
        await broadcasts.send(self.shop, number, KEY)
        await announcing.advance(self.shop)
        return number

    async def heard(self, number: int) -> dict[str, str]:
        """Each recipient's state, or the reason why nothing came."""
        found = await broadcasts.recipients(self.shop, number, state=None, after=None, limit=200)
        return {one.customer: one.reason or one.state for one in found.items}

    async def state(self, number: int) -> BroadcastState:
        return (await broadcasts.read(self.shop, number)).broadcast.state

    async def due_at(self) -> dict[str, datetime]:
        """When each announcement may leave."""
        async with self.shop.store.read() as tx:
            lines = (await tx.messages.page(MessageQuery(kind="announcement", limit=200))).items
        return {line.customer: line.due_at for line in lines}

    async def sets_out(self, most: int = 100) -> list[Posted]:
        """What a courier takes along now."""
        async with self.shop.store.begin() as tx:
            return await tx.outbox.claim(now=self.shop.now(), lease_until=self.shop.now() + LEASE, most=most)

    async def delivers(self, letters: list[Posted]) -> int:
        """Of those, what may still leave, arrives."""
        async with self.shop.store.begin() as tx:
            leaving = await tx.outbox.mark_leaving(letters, self.shop.now())
            arrived = [x for x in letters if x.id in leaving]
            sent = [Settled(x.id, x.attempt, MessageState.SENT, message_id=1) for x in arrived]
            await tx.outbox.settle(
                [*sent, *(released(x).settled for x in letters if x not in arrived)], self.shop.now()
            )
        await announcing.advance(self.shop)
        return len(arrived)
