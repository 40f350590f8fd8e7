"""The receipt of a cancellation as a small text file: what a customer may want to keep."""

import re

from domain.notices import OrderCancelled
from wording.pages import TextFile
from wording.words import Words

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def receipt(news: OrderCancelled, product: str, t: Words) -> TextFile:
    """`product` is its name as the reader calls it."""
    lines = [
        t.plain("Receipt for a cancellation"),
        "",
        t.plain("Order: {order_number}", order_number=news.order_number),
        t.plain("Product: {product}", product=product),
        t.plain("Quantity: {quantity}", quantity=news.quantity),
        t.plain("Cancelled: {moment}", moment=t.moment(news.at)),
    ]
    if news.refund is not None and news.refund_due_on is not None:
        money, day = t.money(news.refund), t.day(news.refund_due_on)
        lines.append(t.plain("Refund: {money}, by {day} at the latest", money=money, day=day))
    name = t.plain("receipt-{order_number}.txt", order_number=_UNSAFE.sub("-", news.order_number))
    return TextFile(name, "\n".join(lines) + "\n")
