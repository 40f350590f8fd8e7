"""The main job, told through the use cases: orders wait, a delivery comes, everyone hears once."""

from datetime import date

import pytest

from domain.actors import MERCHANT, Who
from domain.backorders import Actor, State
from domain.customers import Customer
from domain.money import Money
from domain.products import BackorderRules, Policy, Product
from domain.refusals import MoveRefused
from domain.supplies import Supply
from services import backorders, customers, placing, products, stock, subscriptions, supplies
from services.placing import Wish
from services.shop import Shop
from services.stock import Delivery
from storage.messages import MessageQuery

MUG = Product(
    "MUG-BLUE",
    {"en": "Blue mug", "de": "Blaue Tasse"},
    price=Money(1290, "EUR"),
    backorder=BackorderRules(Policy.ALLOW),
)


async def test_a_delivery_goes_to_the_queue_and_then_to_the_alert_list(shop: Shop) -> None:
    await products.put(shop, MUG)
    for chat_id, name in enumerate(("ada", "ben", "cem"), 1):
        await customers.put(shop, Customer(0, name, chat_id=chat_id))
    await supplies.order(shop, Supply(0, "MUG-BLUE", 3, date(2027, 2, 1)))

    first = await placing.place(shop, Wish("1001", "ada", "MUG-BLUE", 2), MERCHANT)
    second = await placing.place(shop, Wish("1002", "ben", "MUG-BLUE", 2), MERCHANT)
    await subscriptions.sign_up(shop, "cem", "MUG-BLUE", 1)

    assert first.position is not None
    assert second.position is not None
    assert (first.position.place, second.position.place, second.position.units_ahead) == (1, 2, 2)
    assert first.order.promise_by == date(2027, 2, 4)
    assert second.order.promise_by is None

    split = await stock.receive(shop, Delivery("MUG-BLUE", 5))

    assert (split.to_backorders, split.orders_completed, split.people_told, split.left) == (4, 2, 1, 1)
    again = await backorders.read(shop, second.order.id, MERCHANT)
    assert again.order.state is State.RESERVED
    assert [entry.state for entry in again.history] == [State.WAITING, State.RESERVED]
    async with shop.store.read() as tx:
        ledger = (await tx.messages.page(MessageQuery())).items
    assert [(m.customer, m.kind) for m in ledger] == [
        ("ada", "order_placed"),
        ("ben", "order_placed"),
        ("ada", "order_complete"),
        ("ben", "order_complete"),
        ("cem", "back_in_stock"),
    ]


async def test_a_cancelled_order_hands_its_units_on(shop: Shop) -> None:
    await products.put(shop, MUG)
    for name in ("ada", "ben"):
        await customers.put(shop, Customer(0, name))
    first = await placing.place(shop, Wish("1001", "ada", "MUG-BLUE", 1, paid=Money(1290, "EUR")), MERCHANT)
    second = await placing.place(shop, Wish("1002", "ben", "MUG-BLUE", 1), MERCHANT)
    await stock.receive(shop, Delivery("MUG-BLUE", 1))
    ada = Who(Actor.CUSTOMER, first.order.customer_id)

    cancelled = await backorders.cancel(shop, first.order.id, ada)

    assert cancelled.order.refund is not None
    assert cancelled.order.refund.due_on == date(2027, 1, 25)
    assert (await backorders.read(shop, second.order.id, MERCHANT)).order.state is State.RESERVED
    with pytest.raises(MoveRefused):
        await backorders.cancel(shop, first.order.id, ada)
    history = (await backorders.read(shop, first.order.id, ada)).history
    assert [entry.state for entry in history] == [State.WAITING, State.RESERVED, State.CANCELLED]
