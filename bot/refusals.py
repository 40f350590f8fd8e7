"""The only file with the bot's *no*: every refusal of the rules in the words of a kind person."""

from typing import Any, assert_never

from bot.callbacks import ConfirmCancel, OnOrder
from bot.pages import cancelling
from bot.pages.backorders import card
from bot.pages.menu import menu
from bot.replies import Reply
from domain.backorders import State
from domain.refusals import (
    BackorderDenied,
    CapReached,
    ConversationClosed,
    Discontinued,
    LimitReached,
    LinkUnusable,
    MoveRefused,
    NoPickup,
    NotAnAlternative,
    NotEnoughUnits,
    NotFound,
    NothingHeld,
    OrderTaken,
    Refusal,
    TooMany,
    WaitTooLong,
)
from services import backorders
from wording.pages import Page
from wording.words import Words


def page(no: Refusal, t: Words) -> Page:
    """The no as a message, with the way to everything else below it."""
    return Page(t.escape(words(no, t)), menu(t))


async def reply(no: Refusal, data: dict[str, Any]) -> Reply:
    """The no to a press, over the card as it is now: what the button showed was the past."""
    t: Words = data["t"]
    match data.get("callback_data"):
        case OnOrder() as pressed if data["here"] and not isinstance(no, NotFound):
            order = await backorders.read(data["shop"], pressed.backorder_id, data["who"])
            current = cancelling.now(order, t) if isinstance(pressed, ConfirmCancel) else card(order, t)
            return Reply(current, words(no, t), alert=True)
        case _:
            return Reply(toast=words(no, t), alert=True)


def words(no: Refusal, t: Words) -> str:
    """Plain text of at most 200 characters: it must fit an alert."""
    match no:
        case NotFound():
            said = not_found(no, t)
        case MoveRefused():
            said = move_refused(no, t)
        case NotAnAlternative():
            said = not_an_alternative(no, t)
        case LinkUnusable() | NoPickup() | Discontinued() | NothingHeld() | ConversationClosed():
            said = over(no, t)
        case BackorderDenied() | NotEnoughUnits() | LimitReached() | CapReached() | WaitTooLong():
            said = too_few(no, t)
        case OrderTaken():
            said = t.plain("Your order {order_number} contains this product already.", order_number=no.order_number)
        case TooMany():
            said = t.plain("You can choose {most} at most. Please take one back first.", most=no.most)
        case _:
            # A refusal for the shop's software: nothing that a person can tap leads to it.
            said = t.plain("This is not possible. The shop will gladly help you.")
    return said


def over(no: LinkUnusable | NoPickup | Discontinued | NothingHeld | ConversationClosed, t: Words) -> str:
    """What could be done once, and no longer can."""
    match no:
        case LinkUnusable():
            return t.plain(
                "This link does not work (any more): each one works once and for a limited time. "
                "Please ask the shop for a new one."
            )
        case NoPickup():
            return t.plain("Orders cannot be picked up any more; we send yours to you.")
        case Discontinued():
            return t.plain("This product is no longer sold.")
        case NothingHeld():
            return t.plain("Nothing is held for you any more: the time is over, or you have passed it on already.")
        case ConversationClosed():
            return t.plain("This conversation has ended already. You can talk to a person again at any time.")


def too_few(no: BackorderDenied | NotEnoughUnits | LimitReached | CapReached | WaitTooLong, t: Words) -> str:
    match no:
        case BackorderDenied() | NotEnoughUnits():
            return t.plain_count(
                "Not enough units are there: {n} unit is free right now.",
                "Not enough units are there: {n} units are free right now.",
                no.available,
            )
        case LimitReached():
            return t.plain_count(
                "So many people are waiting for this product that only {n} more unit can be ordered.",
                "So many people are waiting for this product that only {n} more units can be ordered.",
                no.limit_left,
            )
        case CapReached():
            return t.plain_count(
                "Each person may order at most {cap} of this product at a time. You can order {n} more unit.",
                "Each person may order at most {cap} of this product at a time. You can order {n} more units.",
                no.left,
                cap=t.number(no.per_customer),
            )
        case WaitTooLong():
            return t.plain("The wait for this product would be longer than the shop allows.")


def not_found(no: NotFound, t: Words) -> str:
    match no.noun:
        case "backorder":
            return t.plain("This order is not among yours. Your orders are under “My orders”.")
        case "subscription":
            return t.plain("This alert is not among yours. Your alerts are under “My alerts”.")
        case "conversation":
            return t.plain("We cannot find this conversation any more. You can talk to a person again at any time.")
        case "product":
            return t.plain("We cannot find this product any more. You can search for another one at any time.")
        case _:
            return t.plain("We cannot find this any more.")


def move_refused(no: MoveRefused, t: Words) -> str:
    match State(no.state):
        case State.CANCELLED:
            return t.plain("This order is already cancelled.")
        case State.SWITCHED:
            return t.plain("This order has already been switched to another product.")
        case State.RELEASED:
            return t.plain("This order is already on its way to you.")
        case State.FULFILLED:
            return t.plain("This order has already been delivered.")
        case State.WAITING | State.RESERVED:
            return t.plain("This is not possible with this order at the moment.")
        case other:
            assert_never(other)


def not_an_alternative(no: NotAnAlternative, t: Words) -> str:
    match no.why:
        case "dearer" | "no_price":
            return t.plain("This product costs more. You can order it in the shop, not here in the chat.")
        case "discontinued":
            return t.plain("This product is no longer sold.")
        case "partly_released":
            return t.plain("Part of this order is already on its way, so it can no longer be switched.")
        case "same":
            return t.plain("That is the product you are waiting for already.")
        case _:
            return t.plain("Somebody was faster: this product no longer comes sooner than yours.")
