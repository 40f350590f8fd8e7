"""What a person reads about their data: what is kept, for what, how long, who sees it, and what they agreed to."""

from datetime import date, datetime

from bot.callbacks import AskForget, ConfirmForget, SendExport, ShowImprint, ShowPrivacy
from bot.pages.menu import menu_button
from domain.consents import Consent
from domain.policy import ShopPolicy
from domain.retention import Remainder
from services.privacy import Overview
from wording.pages import Button, Page, shortened
from wording.words import Words

LONGEST_WORDING = 600  # UTF-16 units of what was read before a yes


def privacy(found: Overview, policy: ShopPolicy, t: Words) -> Page:
    paragraphs = (
        t.say("<b>Your data</b>"),
        *kept(policy, t),
        seen(policy, t),
        t.say("<b>What you agreed to</b>"),
        t.say("News about your orders: always while an order is open, because it is part of the order."),
        t.count(
            "Alerts: {n} product, until you stop it or are no longer interested.",
            "Alerts: {n} products, each until you stop it or are no longer interested.",
            found.alerts,
        ),
        announcements(found.marketing, t),
    )
    export, forget = ways(t)
    who = Button(t.plain("Who is the shop?"), act=ShowImprint().pack())
    return Page("\n\n".join(paragraphs), ((export,), (forget,), (who, menu_button(t))))


def ways(t: Words) -> tuple[Button, Button]:
    """To get one's data, and to have them erased."""
    export = Button(t.plain("Send me my data"), act=SendExport().pack())
    return export, Button(t.plain("Forget me"), act=AskForget().pack())


def kept(policy: ShopPolicy, t: Words) -> tuple[str, ...]:
    return (
        t.say(
            "• Name, e-mail address, telephone and customer number, where the shop has given them to us: so that your "
            "orders find you. Kept encrypted, until you or the shop have them erased."
        ),
        t.say(
            "• The number of this chat, language, time zone and quiet hours: so that we write to you as you like it. "
            "Kept until you have us forget you."
        ),
        t.count(
            "• Your orders, with their history and payments: to fulfil them. Kept for {n} year after the end of the "
            "year in which an order is closed; the law on bookkeeping and taxes demands it.",
            "• Your orders, with their history and payments: to fulfil them. Kept for {n} years after the end of the "
            "year in which an order is closed; the law on bookkeeping and taxes demands it.",
            policy.keep_orders_years,
        ),
        t.count(
            "• Alerts, and the messages that we sent you: so that you hear of everything once. Kept for {n} day after "
            "they are over.",
            "• Alerts, and the messages that we sent you: so that you hear of everything once. Kept for {n} days after "
            "they are over.",
            policy.keep_messages.days,
        ),
        t.say(
            "• What you said you like: to suggest what fits when you look. Kept until you change it or have us "
            "forget you."
        ),
        t.say("• What you write to our team: to answer you. Kept until you have us forget you."),
    )


def seen(policy: ShopPolicy, t: Words) -> str:
    if policy.contact.name:
        return t.say(
            "Seen by the team of {shop}, and by Telegram, which carries the messages.", shop=policy.contact.name
        )
    return t.say("Seen by the shop’s team, and by Telegram, which carries the messages.")


def announcements(said: Consent | None, t: Words) -> str:
    if said is None or not said.given:
        return t.say("Announcements: no.")
    return t.say(
        "Announcements: yes, since {moment}. You had read: “{wording}”",
        moment=t.moment(said.at),
        wording=shortened(said.wording, LONGEST_WORDING),
    )


def ask_forget(stays: Remainder, policy: ShopPolicy, t: Words) -> Page:
    paragraphs = [
        t.say("<b>Shall we forget you?</b>"),
        t.say(
            "We erase your name, e-mail address and telephone number, this chat with your settings, your alerts and "
            "consents, and all messages from you and to you. That cannot be undone."
        ),
        *remaining(stays, policy, t),
    ]
    if stays.open_orders:
        paragraphs.append(
            t.count(
                "{n} order is still open. It stays so, but we can no longer write to you about it.",
                "{n} orders are still open. They stay so, but we can no longer write to you about them.",
                stays.open_orders,
            )
        )
    yes = Button(t.plain("Yes, forget me"), act=ConfirmForget().pack())
    no = Button(t.plain("No, go back"), act=ShowPrivacy().pack())
    return Page("\n\n".join(paragraphs), ((yes,), (no, menu_button(t))))


def forgotten(stays: Remainder, policy: ShopPolicy, at: datetime, t: Words) -> Page:
    """A receipt, and the last thing that is said; whoever goes on from here is somebody new."""
    paragraphs = [
        t.say("<b>We have forgotten you.</b>"),
        t.say("Done on {moment}.", moment=t.moment(at)),
        t.say("Name, addresses, settings, alerts, consents and messages are erased."),
        *remaining(stays, policy, t),
        t.say("If you write to this chat again, we begin anew, without stored data."),
    ]
    return Page("\n\n".join(paragraphs), ((menu_button(t),),))


def remaining(stays: Remainder, policy: ShopPolicy, t: Words) -> list[str]:
    if not stays.orders:
        return [t.say("Nothing of you stays.")]
    found = [
        t.count(
            "What must stay, without your name and address, is {n} order. The law makes the shop keep it (in "
            "Germany § 147 AO and § 257 HGB).",
            "What must stay, without your name and address, is {n} orders. The law makes the shop keep them (in "
            "Germany § 147 AO and § 257 HGB).",
            stays.orders,
        )
    ]
    if stays.until is not None:
        found.append(until(stays.until, t))
    if stays.open_orders:
        found.append(
            t.count(
                "What is still open is kept for {n} year after the end of the year in which it is closed.",
                "What is still open is kept for {n} years after the end of the year in which it is closed.",
                policy.keep_orders_years,
            )
        )
    return found


def until(day: date, t: Words) -> str:
    return t.say("What is closed is erased after {day} at the latest.", day=t.day(day))
