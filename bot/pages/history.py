"""What became of an order, day by day: its date and every change of it, its units, its moves."""

from collections.abc import Iterator
from datetime import datetime

from bot.callbacks import ShowOrder
from bot.pages.backorders import head
from bot.pages.menu import onwards
from domain.backorders import Backorder, Entry, State
from services.pickups import DELIVERY, PICKUP
from services.views import BackorderView
from storage.promises import PromiseChange
from wording.pages import Button, Page
from wording.words import Words

MOST_SHOWN = 20  # lines; what is older is left out and said to be


def history(view: BackorderView, t: Words) -> Page:
    """Oldest first, as far back as a phone's screen is worth."""
    told = sorted((*entries(view, t), *dates(view, t)), key=lambda line: line[0])
    lines = [t.say("{day}: {event}", day=t.day(t.local(at)), event=event) for at, event in told]
    older = [t.say("Older entries are not shown here.")] if len(lines) > MOST_SHOWN else []
    number = t.say("Order {order_number}", order_number=view.order.order_number)
    back = Button(t.plain("‹ Back to the order"), act=ShowOrder(backorder_id=view.order.id).pack())
    return Page("\n".join([head(view, t), number, "", *older, *lines[-MOST_SHOWN:]]), ((back,), onwards(t)))


def entries(view: BackorderView, t: Words) -> Iterator[tuple[datetime, str]]:
    """What happened to the order itself; a line where nothing changed for its owner is left out."""
    yield view.order.placed_at, t.plain("You ordered it.")
    before: Entry | None = None
    for entry in view.history:
        if event := moved(entry, before, view.order, t):
            yield entry.at, event
        before = entry


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


def dates(view: BackorderView, t: Words) -> Iterator[tuple[datetime, str]]:
    for change in view.promise_history:
        yield change.at, dated(change, t)


def dated(change: PromiseChange, t: Words) -> str:
    if change.new is None:
        return t.plain("There was no date any more.")
    if change.old is None:
        return t.plain("The date: by {day} at the latest.", day=t.day(change.new))
    old, new = t.day(change.old), t.day(change.new)
    if change.new > change.old:
        return t.plain("The date moved back: by {new} at the latest, before by {old}.", new=new, old=old)
    return t.plain("The date moved forward: by {new} at the latest, before by {old}.", new=new, old=old)
