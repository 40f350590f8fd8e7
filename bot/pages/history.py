"""What became of an order, day by day: its date and every change of it, its units, its moves."""

from collections.abc import Iterator
from datetime import datetime

from bot.callbacks import ShowOrder
from bot.pages.backorders import head
from bot.pages.menu import onwards
from domain.backorders import Backorder, Entry, State
from domain.products import Product
from services.backorders import Past
from services.pickups import DELIVERY, PICKUP
from storage.promises import PromiseChange
from wording.delays import in_words
from wording.goods import LONGEST_NAME
from wording.pages import LONGEST_TEXT, Button, Page, shortened, visible_length
from wording.words import Words

MOST_SHOWN = 20  # lines; what is older is left out and said to be
LONGEST_REASON = 200  # UTF-16 units of a merchant's own reason


def history(past: Past, t: Words) -> Page:
    """Oldest first, as far back as a phone's screen is worth."""
    view = past.view
    told = sorted((*entries(past, t), *dates(past, t)), key=lambda line: line[0])
    lines = [t.say("{day}: {event}", day=t.day(t.local(at)), event=event) for at, event in told]
    shown = lines[-MOST_SHOWN:]
    while visible_length("\n".join(shown)) > LONGEST_TEXT * 3 // 4:
        shown.pop(0)
    older = [t.say("Older entries are not shown here.")] if len(shown) < len(lines) else []
    number = t.say("Order {order_number}", order_number=view.order.order_number)
    back = Button(t.plain("‹ Back to the order"), act=ShowOrder(backorder_id=view.order.id).pack())
    return Page("\n".join([head(view, t), number, "", *older, *shown]), ((back,), onwards(t)))


def entries(past: Past, t: Words) -> Iterator[tuple[datetime, str]]:
    """What happened to the order itself; a line where nothing changed for its owner is left out."""
    order, found = past.view.order, past.view.history
    yield order.placed_at, t.plain("You ordered it.")
    if past.before is not None and found:
        yield found[0].at, t.plain("It took the place of {product}.", product=called(past.before, t))
    before: Entry | None = None
    for entry in found:
        if entry.state is State.SWITCHED and past.after is not None:
            yield entry.at, t.plain("It was switched to {product}.", product=called(past.after, t))
        elif event := moved(entry, before, order, t):
            yield entry.at, event
        before = entry


def called(product: Product, t: Words) -> str:
    return shortened(product.called(t.language), LONGEST_NAME)


def moved(entry: Entry, before: Entry | None, order: Backorder, t: Words) -> str | None:
    """None where nothing changed that its owner would notice."""
    had = before.reserved_quantity if before else 0
    if before is not None and entry.state is before.state and entry.reserved_quantity == had:
        return chosen(entry.reason, t)
    if entry.state is State.WAITING:
        return set_aside(entry.reserved_quantity, had, order.quantity, t)
    return {
        State.RESERVED: t.plain("Everything was there and was set aside for you."),
        State.RELEASED: t.plain("It was ready for you to pick up.") if order.pickup else t.plain("It left our house."),
        State.FULFILLED: t.plain("You picked it up.") if order.pickup else t.plain("It was delivered."),
        State.CANCELLED: t.plain("The order was cancelled."),
        State.SWITCHED: t.plain("You switched to another product."),
    }[entry.state]


def chosen(reason: str | None, t: Words) -> str | None:
    """The only thing that a customer changes about an order that stays as it is."""
    return {PICKUP: t.plain("You chose to pick it up."), DELIVERY: t.plain("You chose to have it delivered.")}.get(
        reason or ""
    )


def set_aside(units: int, had: int, quantity: int, t: Words) -> str | None:
    if units < had:
        return t.plain("Units that were set aside for you turned out to be missing.")
    if not units:
        return None
    return t.plain_count(
        "{n} of {quantity} was set aside for you.",
        "{n} of {quantity} were set aside for you.",
        units,
        quantity=quantity,
    )


def dates(past: Past, t: Words) -> Iterator[tuple[datetime, str]]:
    for change in past.view.promise_history:
        event, why = dated(change, t), cause(change, t)
        yield change.at, t.plain("{event} The reason: {reason}", event=event, reason=why) if why else event


def cause(change: PromiseChange, t: Words) -> str | None:
    """In the merchant's words where there are some, else what moved the date; None for a first date."""
    if change.reason:
        return in_words(change.reason, LONGEST_REASON, t)
    if change.old is None:
        return None
    what, earlier = change.cause.partition(":")[0], change.new is not None and change.new < change.old
    left = t.plain("An order before yours was dropped.")
    joined = t.plain("An order that goes before yours was added.")
    return {
        "supply": t.plain("The delivery that we expect has changed."),
        "review": t.plain("The delivery that we expect is overdue."),
        "receipt": t.plain("A delivery has come in."),
        "count": t.plain("We counted our stock anew."),
        "product": t.plain("The shop has changed what it says about the product."),
        "discontinued": t.plain("The product was discontinued."),
        "cancelled": left,
        "switched": left if earlier else joined,
        "placed": joined,
    }.get(what)


def dated(change: PromiseChange, t: Words) -> str:
    if change.new is None:
        return t.plain("There was no date any more.")
    if change.old is None:
        return t.plain("The date: by {day} at the latest.", day=t.day(change.new))
    old, new = t.day(change.old), t.day(change.new)
    if change.new > change.old:
        return t.plain("The date moved back: by {new} at the latest, before by {old}.", new=new, old=old)
    return t.plain("The date moved forward: by {new} at the latest, before by {old}.", new=new, old=old)
