"""What a waiting person could take instead."""

from collections.abc import Sequence
from datetime import date

from bot.callbacks import ConfirmSwitch, PickAlternative, ShowAlternatives, ShowOrder
from bot.pages.backorders import name_of
from bot.pages.products import LONGEST_LABEL, web_address
from bot.pages.products import name_of as product_name
from domain.money import Money
from services.switching import Alternative
from services.views import BackorderView
from wording.pages import Button, Page, Rows, shortened
from wording.words import Words


def alternatives(view: BackorderView, offers: Sequence[Alternative], t: Words) -> Page:
    back = ((Button(t.plain("‹ Back"), act=ShowOrder(backorder_id=view.order.id).pack()),),)
    if not offers:
        return Page(t.say("Nothing similar is available sooner at the moment. You keep your place in line."), back)
    head = t.say("<b>Instead of {product} you can take:</b>", product=name_of(view, t))
    paragraphs = [head, *("\n".join(offered(view, offer, t)) for offer in offers)]
    return Page("\n\n".join(paragraphs), (*ways(view, offers, t), *back))


def offered(view: BackorderView, offer: Alternative, t: Words) -> list[str]:
    lines = [t.say("<b>{product}</b>", product=product_name(offer.product, t))]
    lines += price(view.order.unit_price, offer.product.price, t)
    lines.append(when(view.order.promise_by, offer, t))
    if offer.dearer:
        lines.append(t.say("It costs more, so you order it in the shop."))
    return lines


def price(old: Money | None, new: Money | None, t: Words) -> list[str]:
    if new is None:
        return []
    if old is None or old.currency != new.currency:
        return [t.escape(t.money(new))]
    if new.amount == old.amount:
        return [t.say("{price}, the same price", price=t.money(new))]
    difference = t.money(Money(abs(new.amount - old.amount), new.currency))
    if new.amount < old.amount:
        return [t.say("{price}, {difference} less each", price=t.money(new), difference=difference)]
    return [t.say("{price}, {difference} more each", price=t.money(new), difference=difference)]


def when(current: date | None, offer: Alternative, t: Words) -> str:
    if offer.promise is None:
        return t.say("In stock.")
    day = t.day(offer.promise.by)
    if current is None:
        return t.say("We ship it by {day} at the latest.", day=day)
    return t.count(
        "We ship it by {day} at the latest, {n} day earlier.",
        "We ship it by {day} at the latest, {n} days earlier.",
        (current - offer.promise.by).days,
        day=day,
    )


def ways(view: BackorderView, offers: Sequence[Alternative], t: Words) -> Rows:
    """In the chat what costs no more; for the rest a link, where the shop gave one."""
    rows: list[tuple[Button, ...]] = []
    for offer in offers:
        name = shortened(product_name(offer.product, t), LONGEST_LABEL)
        if not offer.dearer:
            act = PickAlternative(backorder_id=view.order.id, product_id=offer.product_id).pack()
            rows.append((Button(name, act=act),))
        elif url := web_address(offer.product.url):
            rows.append((Button(t.plain("In the shop: {product}", product=name), url=url),))
    return tuple(rows)


def ask_switch(view: BackorderView, offer: Alternative, t: Words) -> Page:
    lines = [
        t.say("<b>Switch order {order_number}?</b>", order_number=view.order.order_number),
        t.say("Before: {product}", product=name_of(view, t)),
        t.say("Now: {quantity} × {product}", quantity=view.order.quantity, product=product_name(offer.product, t)),
        *price(view.order.unit_price, offer.product.price, t),
        when(view.order.promise_by, offer, t),
        t.say("Your order keeps its number and the day on which you placed it."),
    ]
    confirm = ConfirmSwitch(backorder_id=view.order.id, product_id=offer.product_id).pack()
    return Page(
        "\n".join(lines),
        (
            (Button(t.plain("Yes, switch"), act=confirm),),
            (Button(t.plain("‹ Back"), act=ShowAlternatives(backorder_id=view.order.id).pack()),),
        ),
    )
