"""Cancelling: asked first, done, and then, once, why."""

from dataclasses import replace

from bot.callbacks import ConfirmCancel, GiveReason, ShowOrder
from bot.pages.backorders import card, name_of, refund
from bot.pages.menu import menu_button
from domain.backorders import Actor, LeavingReason, Refund, State
from services.views import BackorderView
from wording.pages import Button, Page
from wording.words import Words


def ask_cancel(view: BackorderView, owed: Refund | None, t: Words) -> Page:
    """What is lost and what comes back, before the second tap."""
    order = view.order
    lines = [
        t.say("<b>Cancel order {order_number}?</b>", order_number=order.order_number),
        t.say("{quantity} × {product}", quantity=order.quantity, product=name_of(view, t)),
        *lost(view, t),
        *refund(owed, t),
    ]
    yes = Button(t.plain("Yes, cancel it"), act=ConfirmCancel(backorder_id=order.id).pack())
    no = Button(t.plain("No, keep it"), act=ShowOrder(backorder_id=order.id).pack())
    return Page("\n".join(lines), ((yes,), (no, menu_button(t))))


def lost(view: BackorderView, t: Words) -> list[str]:
    found = []
    if view.position is not None:
        place, of = view.position.place, view.position.of
        found.append(t.say("You lose your place in line: number {place} of {of}.", place=place, of=of))
    if view.order.reserved_quantity:
        found.append(
            t.count(
                "The unit that is set aside for you goes to the next person in line.",
                "The {n} units that are set aside for you go to the next people in line.",
                view.order.reserved_quantity,
            )
        )
    return found


def cancelled(view: BackorderView, t: Words) -> Page:
    """The order as it is now, and a question that nobody has to answer."""
    found = card(view, t)
    asked = t.say("Would you tell us why? It helps us, and you need not.")
    rows = tuple((Button(label, act=because(view, reason)),) for reason, label in reasons(t).items())
    return replace(found, text=f"{found.text}\n\n{asked}", buttons=(*rows, *found.buttons))


def now(view: BackorderView, t: Words) -> Page:
    """After a tap too many: a question that nobody has answered yet stays where it stands."""
    last = view.history[-1] if view.history else None
    silent = last is not None and last.state is State.CANCELLED and last.by is Actor.CUSTOMER and last.reason is None
    return cancelled(view, t) if silent else card(view, t)


def thanks(view: BackorderView, t: Words) -> Page:
    found = card(view, t)
    said = t.say("Thank you for telling us.")
    return replace(found, text=f"{found.text}\n\n{said}")


def reasons(t: Words) -> dict[LeavingReason, str]:
    return {
        LeavingReason.TOO_LONG: t.plain("It takes too long"),
        LeavingReason.FOUND_ELSEWHERE: t.plain("I found it elsewhere"),
        LeavingReason.NOT_NEEDED: t.plain("I no longer need it"),
        LeavingReason.OTHER: t.plain("Something else"),
    }


def because(view: BackorderView, reason: LeavingReason) -> str:
    return GiveReason(backorder_id=view.order.id, reason=reason).pack()
