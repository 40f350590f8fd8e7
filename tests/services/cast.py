"""A small cast: a mug, three people, and what they do, with everything that a story does not mention filled in."""

from dataclasses import dataclass, replace
from datetime import date

from domain.actors import MERCHANT, Who
from domain.backorders import Actor
from domain.customers import Customer
from domain.money import Money
from domain.notices import MessageState
from domain.products import BackorderRules, Policy, Product
from domain.supplies import Supply
from services import backorders, customers, housekeeping, placing, products, stock, subscriptions, supplies
from services.placing import Wish
from services.queue import Split
from services.shop import Shop
from services.stock import Delivery
from services.views import BackorderView
from storage.messages import Message, MessageQuery
from storage.outbox import Settled

MUG = Product(
    "MUG",
    {"en": "Blue mug", "de": "Blaue Tasse"},
    category="Kitchen",
    group="mugs",
    price=Money(1290, "EUR"),
    backorder=BackorderRules(Policy.ALLOW),
)
RED = replace(MUG, sku="RED", name={"en": "Red mug", "de": "Rote Tasse"})


@dataclass
class Cast:
    shop: Shop
    numbers: int = 1000
    chats: int = 9000

    async def sells(self, *wares: Product) -> None:
        for product in wares or (MUG,):
            await products.put(self.shop, product)
        for name in ("ada", "ben", "cem"):
            await self.knows(name, locale="de" if name == "ben" else "en")

    async def knows(self, name: str, **more: str) -> None:
        """Somebody with a chat, as whoever is to be told of anything must have one."""
        self.chats += 1
        await customers.put(self.shop, Customer(0, name, chat_id=self.chats, **more))  # type: ignore[arg-type]

    async def orders(self, customer: str, quantity: int = 1, **wish: object) -> BackorderView:
        self.numbers += 1
        filled: dict[str, object] = {"order_number": str(self.numbers), "sku": "MUG", **wish}
        return await placing.place(self.shop, Wish(customer=customer, quantity=quantity, **filled), MERCHANT)  # type: ignore[arg-type]

    async def delivers(self, quantity: int, sku: str = "MUG", supply_id: int | None = None) -> Split:
        return await stock.receive(self.shop, Delivery(sku, quantity, supply_id))

    async def expects(self, quantity: int, day: date, *, sku: str = "MUG", supplier: str | None = None) -> Supply:
        return await supplies.order(self.shop, Supply(0, sku, quantity, day, supplier))

    async def releases(self, view: BackorderView) -> None:
        await backorders.release(self.shop, view.order.id, MERCHANT)

    async def signs_up(self, customer: str, sku: str = "MUG", quantity: int = 1) -> None:
        await subscriptions.sign_up(self.shop, customer, sku, quantity)

    async def heard(self, customer: str) -> list[str]:
        return [message.kind for message in await self.ledger() if message.customer == customer]

    async def ledger(self) -> list[Message]:
        async with self.shop.store.read() as tx:
            return list((await tx.messages.page(MessageQuery(limit=1000))).items)

    async def post(self, state: MessageState, reason: str | None = None) -> None:
        """What the courier makes of letters that are due."""
        now = self.shop.now()
        async with self.shop.store.begin() as tx:
            letters = await tx.outbox.claim(now=now, lease_until=now, most=100)
            await tx.outbox.settle([Settled(x.id, x.attempt, state, reason) for x in letters], now)
            await tx.withdrawals.of_unread([letter.id for letter in letters])

    async def all_agrees(self) -> None:
        """The invariants of `nachschub verify`."""
        assert await housekeeping.verify(self.shop) == []


def customer(view: BackorderView) -> Who:
    return Who(Actor.CUSTOMER, view.order.customer_id)
