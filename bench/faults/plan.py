"""What is sent: letters of every kind, each with a word of its own by which it is found again in the chat."""

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime

from domain.customers import Customer
from domain.money import Money
from domain.notices import (
    AlertEnding,
    BackInStock,
    Lane,
    Letter,
    News,
    OrderCancelled,
    OrderComplete,
    OrderPartly,
    OrderPlaced,
    OrderReleased,
)
from domain.products import Product
from services import products, stock
from services.shop import Shop
from services.stock import Delivery

SKU = "FAULTS"
PLENTY = 1_000_000
"""Units that are there: alerts are never past."""
ANNOUNCEMENT = "announcement"


@dataclass(frozen=True, slots=True)
class Announced(Letter):
    """Whatever it says, it travels as an announcement: at most once."""

    @property
    def lane(self) -> Lane:
        return Lane.ANNOUNCEMENTS


@dataclass(frozen=True, slots=True)
class Planned:
    """`person` by number from 1; `mark` stands in the text and in no other."""

    number: int
    person: int
    kind: str
    mark: str
    news: News

    def letter(self, customer_id: int) -> Letter:
        made = Announced if self.kind == ANNOUNCEMENT else Letter
        return made(f"faults:{self.number}", customer_id, (self.news,))

    @property
    def lane(self) -> Lane:
        return self.letter(0).lane


def plan(messages: int, people: int, dice: random.Random) -> list[Planned]:
    """In the order of writing."""
    kinds = list(SHARES)
    drawn = dice.choices(kinds, weights=list(SHARES.values()), k=messages)
    return [_planned(number, dice.randint(1, people), kind) for number, kind in enumerate(drawn)]


SHARES = {
    "order_placed": 12,
    "order_complete": 12,
    "order_partly": 8,
    "order_released": 8,
    "order_cancelled": 10,
    "back_in_stock": 20,
    "alert_ending": 5,
    ANNOUNCEMENT: 25,
}


def _planned(number: int, person: int, kind: str) -> Planned:
    mark = f"F{number:06}X"
    return Planned(number, person, kind, mark, _news(kind, number + 1, mark))


def _news(kind: str, number: int, mark: str) -> News:
    order = {"backorder_id": number, "order_number": mark, "product": {"en": "Blue mug"}, "quantity": 2}
    now = datetime.now(UTC)
    match kind:
        case "order_placed":
            news: News = OrderPlaced(**order, reserved=0, place=1, of=3, promise_by=date(2030, 3, 12))  # type: ignore[arg-type]
        case "order_complete":
            news = OrderComplete(**order)  # type: ignore[arg-type]
        case "order_partly":
            news = OrderPartly(**order, reserved=1, promise_by=None)  # type: ignore[arg-type]
        case "order_released":
            news = OrderReleased(**order, rest=0)  # type: ignore[arg-type]
        case "order_cancelled":
            news = OrderCancelled(
                **order, at=now, by_customer=True, refund=Money(1290, "EUR"), refund_due_on=now.date()
            )  # type: ignore[arg-type]
        case "back_in_stock":
            news = BackInStock(
                subscription_id=number, sku=SKU, product={"en": f"Mug {mark}"}, quantity=1, url=None, held_until=None
            )
        case "alert_ending":
            news = AlertEnding(subscription_id=number, product={"en": f"Mug {mark}"}, ends_at=now)
        case _:
            news = OrderComplete(**order)  # type: ignore[arg-type]
    return news


async def prepare(shop: Shop, people: int) -> dict[int, int]:
    """The people and a product with plenty of units; answers the customers' ids by number."""
    await products.put(shop, Product(SKU, {"en": "Mug"}))
    await stock.receive(shop, Delivery(SKU, PLENTY))
    async with shop.store.begin() as tx:
        now = datetime.now(UTC)
        added = [
            await tx.customers.add(Customer(0, f"p{n}", chat_id=n, locale="en"), now) for n in range(1, people + 1)
        ]
    return {number: customer.id for number, customer in enumerate(added, 1)}
