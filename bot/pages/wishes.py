"""What is said to a text that was not understood for sure."""

from collections.abc import Sequence
from dataclasses import replace

from bot.callbacks import Meant
from bot.pages.menu import menu, menu_button, person_button
from understanding.intents import Intent
from wording.pages import Button, Page, shortened
from wording.words import Words

LONGEST_NAME = 32  # UTF-16 units of a product's name or an order's number on a button
LONGEST_LABEL = 60


def did_you_mean(meant: Sequence[tuple[Meant, str | None]], t: Words) -> Page:
    """Up to three wishes, each with the name of what it is about, and a person."""
    rows = tuple((Button(_label(act.intent, thing, t), act=act.pack()),) for act, thing in meant)
    if len(rows) == 1:
        text = t.say("I am not sure that I understand you. Did you mean this?")
    else:
        text = t.say("I am not sure that I understand you. Did you mean one of these?")
    among_them = any(act.intent is Intent.HUMAN_AGENT for act, _ in meant)
    person = () if among_them else ((person_button(t),),)
    return Page(text, (*rows, *person, (menu_button(t),)))


def lost(t: Words) -> Page:
    lines = (
        t.say("I am sorry, I did not understand that."),
        t.say("I know about your orders and our products. Choose what you need, or talk to a person:"),
    )
    return Page("\n".join(lines), menu(t))


def tap_wanted(page: Page, t: Words) -> Page:
    """The same question once more: words alone confirm nothing."""
    return replace(page, text=f"{page.text}\n\n{_tap(t)}")


def _tap(t: Words) -> str:
    return t.say("Please tap a button: only a tap counts here, so that nothing happens by mistake.")


def _label(intent: Intent, thing: str | None, t: Words) -> str:
    if thing and (about := _about(intent, shortened(thing, LONGEST_NAME), t)):
        return shortened(about, LONGEST_LABEL)
    return labels(t)[intent]


def _about(intent: Intent, thing: str, t: Words) -> str | None:
    return {
        Intent.ORDER_STATUS: t.plain("When does {thing} come?", thing=thing),
        Intent.CANCEL_BACKORDER: t.plain("Cancel {thing}", thing=thing),
        Intent.SWITCH_ALTERNATIVE: t.plain("Switch from {thing}", thing=thing),
        Intent.SUBSCRIBE_RESTOCK: t.plain("Tell me when {thing} is back", thing=thing),
        Intent.UNSUBSCRIBE: t.plain("Stop the alert for {thing}", thing=thing),
        Intent.PRODUCT_SEARCH: t.plain("Show {thing}", thing=thing),
    }.get(intent)


def labels(t: Words) -> dict[Intent, str]:
    """A button's few words for each wish that can be opened."""
    return {
        Intent.ORDER_STATUS: t.plain("See my orders"),
        Intent.CANCEL_BACKORDER: t.plain("Cancel an order"),
        Intent.SWITCH_ALTERNATIVE: t.plain("Take another product instead"),
        Intent.KEEP_WAITING: t.plain("Keep waiting"),
        Intent.REFUND_PAYMENT: t.plain("Payments and refunds"),
        Intent.CHANGE_DELIVERY: t.plain("Change the delivery"),
        Intent.PRODUCT_SEARCH: t.plain("Find a product"),
        Intent.SUBSCRIBE_RESTOCK: t.plain("Be told when something is back"),
        Intent.UNSUBSCRIBE: t.plain("Stop an alert"),
        Intent.LIST_SUBSCRIPTIONS: t.plain("My alerts"),
        Intent.HUMAN_AGENT: t.plain("Talk to a person"),
        Intent.CHANGE_LANGUAGE: t.plain("Another language"),
        Intent.LINK_ORDER: t.plain("Connect an order"),
        Intent.PRIVACY: t.plain("My data"),
        Intent.ANNOUNCEMENTS: t.plain("Announcements"),
        Intent.DISCOUNT_REQUEST: t.plain("Prices and discounts"),
        Intent.SMALLTALK: t.plain("What can you do?"),
    }
