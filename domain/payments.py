"""What an order line costs, what was paid of it, and what is still due. Nothing here moves money."""

from dataclasses import replace

from domain.backorders import Backorder, State
from domain.money import Money
from domain.refusals import CurrencyMismatch, MoveRefused, TooMuchMoney

MOST_MONEY = 10**15
"""Minor units of one figure: exact in every JSON reader, which have 53 bits."""
GIVEN_UP = frozenset({State.CANCELLED, State.SWITCHED})
"""States in which nothing is to be paid any more."""


def total(order: Backorder) -> Money | None:
    """What the whole line costs; None while nobody has named a price."""
    return order.unit_price.times(order.quantity) if order.unit_price else None


def balance_due(order: Backorder) -> Money | None:
    """What is still to be paid of the total; None without a price."""
    return _due(order, total(order))


def deposit_due(order: Backorder) -> Money | None:
    """What is still to be paid of the deposit; None where none was agreed."""
    return _due(order, order.deposit)


def agreed(order: Backorder) -> Backorder:
    """The same order, if its money fits together. Raises CurrencyMismatch, and TooMuchMoney for the deposit."""
    price, deposit = order.unit_price, order.deposit
    for name, money in (("paid", order.paid), ("deposit", deposit)):
        first = price or order.paid
        if first and money and first.currency != money.currency:
            raise CurrencyMismatch(first.currency, money.currency, name)
    whole = total(order)
    if whole and deposit and deposit.amount > whole.amount:
        raise TooMuchMoney("deposit", deposit.amount, whole.amount, whole.currency)
    return order


def pay(order: Backorder, money: Money) -> Backorder:
    """The same order with so much more paid.

    Raises MoveRefused where it was given up, CurrencyMismatch, and TooMuchMoney for more than is still to be paid.
    """
    if order.state in GIVEN_UP:
        raise MoveRefused(order.state, "paid")
    known = order.unit_price or order.paid or order.deposit or money
    if known.currency != money.currency:
        raise CurrencyMismatch(known.currency, money.currency)
    before = order.paid.amount if order.paid else 0
    whole = total(order)
    most = max(0, min(whole.amount if whole else MOST_MONEY, MOST_MONEY) - before)
    if money.amount > most:
        raise TooMuchMoney("paid", money.amount, most, money.currency)
    return replace(order, paid=Money(before + money.amount, money.currency))


def at_most(money: Money | None, whole: Money | None) -> Money | None:
    """What of that money fits into a total; all of it where there is none."""
    return money if money is None or whole is None else Money(min(money.amount, whole.amount), money.currency)


def surplus(order: Backorder, successor: Backorder) -> Money | None:
    """What was paid of an order and did not go on to the one that takes its place; None for nothing."""
    if order.paid is None or successor.paid is None or order.paid.amount <= successor.paid.amount:
        return None
    return Money(order.paid.amount - successor.paid.amount, order.paid.currency)


def _due(order: Backorder, wanted: Money | None) -> Money | None:
    if wanted is None:
        return None
    paid = order.paid.amount if order.paid else 0
    return Money(0 if order.state in GIVEN_UP else max(0, wanted.amount - paid), wanted.currency)
