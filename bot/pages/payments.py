"""Money about orders as their owners see it: what was paid, what comes back, what is still to be paid."""

from collections.abc import Sequence

from bot.callbacks import OpenOrder
from bot.pages.backorders import label, name_of, refund
from bot.pages.menu import onwards, person_button
from bot.pages.turning import sheet, turning
from bot.turning import ShowPayments
from domain.backorders import State
from domain.payments import balance_due
from services.views import BackorderView
from wording.pages import LONGEST_TEXT, Button, Page, visible_length
from wording.words import Words

MOST = 6  # orders; with more, text and buttons would not stand on a phone's screen together


def owed(views: Sequence[BackorderView], t: Words, page: int = 0, product_id: int = 0) -> Page:
    """Refunds first: whoever asks about money mostly waits for some. `product_id`: what all the orders are for."""
    counted = [view for view in views if counts(view)] or views
    on = sheet(sorted(counted, key=lambda view: view.order.refund is None), page, MOST)
    ranked = on.shown
    paragraphs = [t.say("<b>Payments</b>"), *("\n".join(_about(view, t)) for view in ranked)]
    while visible_length("\n\n".join(paragraphs)) > LONGEST_TEXT:
        paragraphs.pop()
    rows = tuple((Button(label(view, t), act=OpenOrder(backorder_id=view.order.id).pack()),) for view in ranked)
    turn = turning(on, lambda to: ShowPayments(page=to, product_id=product_id), t)
    return Page("\n\n".join(paragraphs), (*rows, *turn, (person_button(t),), onwards(t)))


def counts(view: BackorderView) -> bool:
    """What was paid for an order that was switched stands with its successor; here is only what comes back."""
    return view.order.state is not State.SWITCHED or view.order.refund is not None


def _about(view: BackorderView, t: Words) -> list[str]:
    order = view.order
    number = t.say("<b>{order_number}</b> · {product}", order_number=order.order_number, product=name_of(view, t))
    if order.state is State.CANCELLED and order.refund is None:
        return [number, t.say("Cancelled; nothing was paid, so nothing comes back.")]
    if order.refund is not None:
        return [number, *refund(order.refund, t)]
    if order.state is State.SWITCHED:
        return [number, t.say("What you paid now stands with the order that took its place.")]
    return [number, *_paid(view, t)]


def _paid(view: BackorderView, t: Words) -> list[str]:
    order, due = view.order, balance_due(view.order)
    lines = []
    if order.paid is not None and order.paid.amount:
        lines.append(t.say("You have paid {money}.", money=t.money(order.paid)))
    if due is not None and due.amount:
        lines.append(t.say("{money} is still to be paid.", money=t.money(due)))
    return lines or [t.say("Nothing is to be paid or paid back.")]
