"""What a waiting person could take instead."""

from collections.abc import Sequence
from datetime import date

from bot.callbacks import AllAlternatives, ConfirmSwitch, PickAlternative, ShowAlternatives, ShowOrder
from bot.pages.backorders import name_of, refund
from bot.pages.menu import menu_button
from bot.pages.products import LONGEST_LABEL, web_address
from bot.pages.products import name_of as product_name
from domain.money import Money
from services.switching import Alternative
from services.views import BackorderView
from wording.pages import Button, Page, Rows, shortened
from wording.words import Words

AT_FIRST = 3  # alternatives; the rest is one tap away


def alternatives(view: BackorderView, offers: Sequence[Alternative], t: Words, *, most: int = AT_FIRST) -> Page:
    """A line for each of the first ones; what exactly would change is said before the switch."""
    back = Button(t.plain("‹ Back"), act=ShowOrder(backorder_id=view.order.id).pack())
    if not offers:
        text = t.say("Nothing similar is available sooner at the moment. You keep your place in line.")
        return Page(text, ((back, menu_button(t)),))
    shown = offers[:most]
    lines = [t.say("<b>Instead of {product} you can take:</b>", product=name_of(view, t))]
    if view.order.promise_by is not None:
        lines.insert(0, t.say("Until now we said: by {day} at the latest.", day=t.day(view.order.promise_by)))
    lines += (line(offer, t) for offer in shown)
    if any(offer.dearer for offer in shown):
        lines += ["", t.say("What costs more is ordered in the shop; this order stays until you cancel it.")]
    more = Button(t.plain("More ›"), act=AllAlternatives(backorder_id=view.order.id).pack())
    ending = (back, more, menu_button(t)) if len(shown) < len(offers) else (back, menu_button(t))
    return Page("\n".join(lines), (*ways(view, shown, t), ending))


def line(offer: Alternative, t: Words) -> str:
    name = shortened(product_name(offer.product, t), LONGEST_LABEL)
    costs = t.money(offer.product.price) if offer.product.price is not None else None
    day = t.day(offer.promise.by) if offer.promise is not None else None
    if costs and day:
        return t.say("• {product} – {price}, ships by {day} at the latest", product=name, price=costs, day=day)
    if costs:
        return t.say("• {product} – {price}, in stock", product=name, price=costs)
    if day:
        return t.say("• {product} – ships by {day} at the latest", product=name, day=day)
    return t.say("• {product} – in stock", product=name)


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
    if offer.promise is None and current is not None:
        return t.say("In stock, instead of by {day} at the latest.", day=t.day(current))
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
        *refund(offer.refund, t),
        when(view.order.promise_by, offer, t),
        t.say("Your order keeps its number and the day on which you placed it."),
    ]
    confirm = ConfirmSwitch(backorder_id=view.order.id, product_id=offer.product_id).pack()
    yes = Button(t.plain("Yes, switch"), act=confirm)
    back = Button(t.plain("‹ Back"), act=ShowAlternatives(backorder_id=view.order.id).pack())
    return Page("\n".join(lines), ((yes,), (back, menu_button(t))))
