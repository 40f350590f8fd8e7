"""What was paid, what is still due, and what goes back."""

import asyncio
from dataclasses import replace
from datetime import date

import pytest

from domain.actors import MERCHANT
from domain.backorders import Refund, Ship
from domain.money import Money
from domain.payments import MOST_MONEY, balance_due, deposit_due, total
from domain.refusals import CurrencyMismatch, MoveRefused, NotFound, TooMuchMoney
from services import backorders, payments, switching
from services.views import BackorderView
from tests.services.cast import MUG, RED, Cast, customer


def euros(cents: int) -> Money:
    return Money(cents, "EUR")


async def pays(cast: Cast, view: BackorderView, cents: int) -> BackorderView:
    return await payments.note(cast.shop, view.order.id, euros(cents), MERCHANT)


async def test_a_deposit_first_and_the_rest_later(cast: Cast) -> None:
    await cast.sells()
    placed = await cast.orders("ada", 2, deposit=euros(500))

    first = await pays(cast, placed, 300)
    second = await pays(cast, placed, 700)
    last = await pays(cast, placed, 1580)

    due = [(balance_due(v.order), deposit_due(v.order)) for v in (placed, first, second, last)]
    assert total(placed.order) == euros(2580)
    assert due == [
        (euros(2580), euros(500)),
        (euros(2280), euros(200)),
        (euros(1580), euros(0)),
        (euros(0), euros(0)),
    ]
    assert last == await backorders.read(cast.shop, placed.order.id, MERCHANT)
    assert [entry.reason for entry in last.history[1:]] == ["payment:300 EUR", "payment:700 EUR", "payment:1580 EUR"]
    await cast.all_agrees()


async def test_more_than_is_due_is_refused_with_what_is(cast: Cast) -> None:
    await cast.sells()
    order = await cast.orders("ada", 1, paid=euros(1000))

    with pytest.raises(TooMuchMoney) as refused:
        await pays(cast, order, 291)
    with pytest.raises(CurrencyMismatch):
        await payments.note(cast.shop, order.order.id, Money(1, "USD"), MERCHANT)

    assert refused.value == TooMuchMoney("paid", 291, 290, "EUR")
    assert (await backorders.read(cast.shop, order.order.id, MERCHANT)) == order


async def test_two_payments_at_once_cannot_pass_the_total_together(cast: Cast) -> None:
    await cast.sells()
    order = await cast.orders("ada", 1)

    ended = await asyncio.gather(*(pays(cast, order, 1000) for _ in range(4)), return_exceptions=True)

    assert [type(one) for one in ended if isinstance(one, Exception)] == [TooMuchMoney] * 3
    assert (await backorders.read(cast.shop, order.order.id, MERCHANT)).order.paid == euros(1000)


async def test_a_delivery_in_between_is_not_overwritten(cast: Cast) -> None:
    await cast.sells()
    order = await cast.orders("ada", 2)

    await asyncio.gather(cast.delivers(1), pays(cast, order, 1000), cast.delivers(1), pays(cast, order, 1000))

    seen = (await backorders.read(cast.shop, order.order.id, MERCHANT)).order
    assert (seen.reserved_quantity, seen.paid) == (2, euros(2000))
    await cast.all_agrees()


async def test_without_a_price_there_is_no_balance_and_the_first_money_names_the_currency(cast: Cast) -> None:
    await cast.sells(replace(MUG, price=None))
    order = await cast.orders("ada", 1)

    paid = await payments.note(cast.shop, order.order.id, Money(MOST_MONEY, "CHF"), MERCHANT)

    assert (paid.order.paid, total(paid.order), balance_due(paid.order)) == (Money(MOST_MONEY, "CHF"), None, None)
    with pytest.raises(CurrencyMismatch):
        await pays(cast, order, 1)
    with pytest.raises(TooMuchMoney):
        await payments.note(cast.shop, order.order.id, Money(1, "CHF"), MERCHANT)


async def test_an_invoice_is_paid_after_the_parcel_came_and_nothing_after_the_order_was_given_up(cast: Cast) -> None:
    await cast.sells()
    await cast.delivers(1)
    sent, dropped = await cast.orders("ada", 1), await cast.orders("ada", 1)
    await backorders.release(cast.shop, sent.order.id, MERCHANT)
    assert (await pays(cast, sent, 290)).order.paid == euros(290)
    await backorders.fulfil(cast.shop, sent.order.id, MERCHANT)
    assert (await pays(cast, sent, 1000)).order.paid == euros(1290)

    gone = await backorders.cancel(cast.shop, dropped.order.id, MERCHANT)
    with pytest.raises(MoveRefused) as refused:
        await pays(cast, dropped, 1)

    assert (refused.value.state, refused.value.wanted) == ("cancelled", "paid")
    assert balance_due(gone.order) == euros(0)
    with pytest.raises(NotFound):
        await payments.note(cast.shop, 4711, euros(1), MERCHANT)


async def test_a_cancellation_owes_everything_that_was_paid(cast: Cast) -> None:
    await cast.sells()
    order = await cast.orders("ada", 2, paid=euros(500))
    await pays(cast, order, 1000)

    gone = await backorders.cancel(cast.shop, order.order.id, customer(order))

    assert gone.order.refund == Refund(euros(1500), date(2027, 1, 25))


@pytest.mark.parametrize(("paid", "owed"), [(3870, 2580), (1500, 210), (1000, None)])
async def test_what_has_left_is_kept_and_paid_for(cast: Cast, paid: int, owed: int | None) -> None:
    await cast.sells()
    await cast.delivers(1)
    order = await cast.orders("ada", 3, ship=Ship.PARTIAL, paid=euros(paid))
    await backorders.release(cast.shop, order.order.id, MERCHANT)

    gone = await backorders.cancel(cast.shop, order.order.id, customer(order))

    assert (gone.order.refund and gone.order.refund.money) == (euros(owed) if owed else None)


async def test_a_switch_takes_the_money_along_and_owes_what_is_over(cast: Cast) -> None:
    await cast.sells(MUG, replace(RED, price=euros(990)))
    await cast.delivers(2, sku="RED")
    order = await cast.orders("ada", 2, deposit=euros(2200))
    await pays(cast, order, 2580)

    old = (await switching.switch(cast.shop, order.order.id, "RED", customer(order))).order
    new = await backorders.read(cast.shop, old.switched_to or 0, MERCHANT)

    assert (new.order.paid, new.order.deposit, balance_due(new.order)) == (euros(1980), euros(1980), euros(0))
    assert old.refund == Refund(euros(600), date(2027, 1, 25))
    gone = await backorders.cancel(cast.shop, new.order.id, customer(order))
    assert gone.order.refund is not None
    assert gone.order.refund.money == euros(1980)


async def test_a_switch_owes_nothing_where_nothing_is_over(cast: Cast) -> None:
    await cast.sells(MUG, replace(RED, price=euros(990)))
    await cast.delivers(2, sku="RED")
    order = await cast.orders("ada", 2, paid=euros(1000))

    old = (await switching.switch(cast.shop, order.order.id, "RED", customer(order))).order
    new = await backorders.read(cast.shop, old.switched_to or 0, MERCHANT)

    assert old.refund is None
    assert (new.order.paid, balance_due(new.order)) == (euros(1000), euros(980))


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"paid": Money(1, "USD")}, "paid"),
        ({"deposit": Money(1, "USD")}, "deposit"),
        ({"unit_price": Money(1, "CHF"), "deposit": Money(1, "EUR")}, "deposit"),
    ],
)
async def test_one_order_line_has_one_currency(cast: Cast, wish: dict[str, Money], field: str) -> None:
    await cast.sells()

    with pytest.raises(CurrencyMismatch) as refused:
        await cast.orders("ada", 1, **wish)

    assert refused.value.field == field


async def test_a_deposit_is_at_most_the_total(cast: Cast) -> None:
    await cast.sells()

    assert deposit_due((await cast.orders("ada", 2, deposit=euros(2580))).order) == euros(2580)
    with pytest.raises(TooMuchMoney) as refused:
        await cast.orders("ada", 2, deposit=euros(2581))
    assert refused.value == TooMuchMoney("deposit", 2581, 2580, "EUR")
